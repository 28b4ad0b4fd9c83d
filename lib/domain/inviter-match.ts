const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/** The last label has a letter: no IP address, no version. */
const domain = `(?:${label}\\.)+(?=[a-z0-9-]*[a-z])${label}`;
/** Plain ASCII: in other alphabets there are letters that look the same. Without the flag `u` none of them is folded into it. */
const written = new RegExp(`^(?:[a-z0-9.!#$%&'+/=?^_{|}~-]+@)?${domain}$`, 'i');
const longest = 254;

/**
 * An e-mail address or a domain in the one way it is stored and compared: in lower case, a domain without an `@` before
 * it. Null for what is neither.
 */
export function parseInviter(text: string): string | null {
  const bare = text.trim().replace(/^@/, '');
  return bare.length <= longest && written.test(bare) ? bare.toLowerCase() : null;
}

/**
 * Whether an inviter's address is on a list, itself or its domain. Subdomains do not count, and what is no plain address
 * is on none.
 */
export function isListed(list: readonly string[], invitedBy: string | null): boolean {
  const address = invitedBy === null ? null : parseInviter(invitedBy);
  const at = address?.indexOf('@') ?? -1;
  return address !== null && at > 0 && (list.includes(address) || list.includes(address.slice(at + 1)));
}
