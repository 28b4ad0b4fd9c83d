import { toUnicode } from 'punycode.js';

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/** The last label has a letter: no IP address, no version. */
const domain = `(?:${label}\\.)+(?=[a-z0-9-]*[a-z])${label}`;
/** Plain ASCII: in other alphabets there are letters that look the same. Without the flag `u` none of them is folded into it. */
const written = new RegExp(`^(?:[a-z0-9.!#$%&'+/=?^_{|}~-]+@)?${domain}$`, 'i');
const longest = 254;

/**
 * An e-mail address or a domain in the one way it is stored and compared: in lower case, a domain without an `@` before
 * it, and an internationalized one in its ASCII form. Null for what is neither.
 */
export function parseInviter(text: string): string | null {
  const bare = inAscii(text.trim().replace(/^@/, ''));
  return bare !== null && bare.length <= longest && written.test(bare) ? bare.toLowerCase() : null;
}

/** The same from what a person typed or pasted, which may be a web address: of that its host, without `www.`. */
export function typedInviter(text: string): string | null {
  const bare = text.trim();
  const isUrl = /^https?:\/\//i.test(bare) || /^[^@/]+\//.test(bare);
  const host = isUrl ? hostOf(bare.replace(/^https?:\/\//i, '')) : bare;
  return host === null ? null : parseInviter(host.replace(/^www\.(?=.*\.)/i, ''));
}

/** The addresses and domains in a text, apart; of those that a mail program copied, the names are left out. */
export function inviterTexts(text: string): string[] {
  const addresses = text.replace(/"[^"]*"(?=\s*<)/g, ' ').replace(/[^,;<>]*<([^<>]*)>/g, ' $1 ');
  return addresses
    .split(/[\s,;]+/)
    .map((part) => part.replace(/^mailto:/i, ''))
    .filter(Boolean);
}

/** An address or a domain in the letters that its owner writes it in. */
export function readableInviter(inviter: string): string {
  try {
    return inviter.includes('xn--') ? toUnicode(inviter) : inviter;
  } catch {
    return inviter;
  }
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

/**
 * The text with its domain in ASCII. Null where the domain does not come back from that as it was written, but for
 * capitals: then it has characters that stand for others, such as the Kelvin sign for a K, or that nobody sees.
 */
function inAscii(text: string): string | null {
  const at = text.lastIndexOf('@') + 1;
  const domain = text.slice(at);
  if (/^[\0-\x7f]*$/.test(domain)) return text;
  const isPlain = /^[\p{L}\p{M}\p{N}.-]+$/u.test(domain) && domain.normalize() === domain;
  const host = isPlain ? hostOf(domain) : null;
  return host !== null && toUnicode(host) === domain.toLowerCase() ? text.slice(0, at) + host : null;
}

/** The host of a web address, as browsers read it; null where they read none. */
function hostOf(address: string): string | null {
  try {
    return new URL(`https://${address}`).hostname;
  } catch {
    return null;
  }
}
