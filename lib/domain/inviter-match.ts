import { toUnicode } from 'punycode.js';

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/** The last label contains a letter, which excludes IP addresses and version numbers. */
const domain = `(?:${label}\\.)+(?=[a-z0-9-]*[a-z])${label}`;
/**
 * ASCII only, because other alphabets have letters that look the same. Without the `u` flag, none of them is
 * case-folded into ASCII.
 */
const inviterPattern = new RegExp(`^(?:[a-z0-9.!#$%&'+/=?^_{|}~-]+@)?${domain}$`, 'i');
const longest = 254;

/**
 * Parses an email address or a domain into the one form in which it is stored and compared: lower case, a domain
 * without a leading `@`, an internationalized domain in ASCII. Null if it is neither.
 */
export function parseInviter(text: string): string | null {
  const bare = inAscii(text.trim().replace(/^@/, ''));
  return bare !== null && bare.length <= longest && inviterPattern.test(bare) ? bare.toLowerCase() : null;
}

/**
 * The same for text that the user typed or pasted. It may be a web address, of which this takes the host, without
 * `www.`.
 */
export function typedInviter(text: string): string | null {
  const bare = text.trim();
  const isUrl = /^https?:\/\//i.test(bare) || /^[^@/]+\//.test(bare);
  const host = isUrl ? hostOf(bare.replace(/^https?:\/\//i, '')) : bare;
  return host === null ? null : parseInviter(host.replace(/^www\.(?=.*\.)/i, ''));
}

/** Splits a text into addresses and domains. Leaves out the names that mail programs copy along with addresses. */
export function inviterTexts(text: string): string[] {
  const addresses = text.replace(/"[^"]*"(?=\s*<)/g, ' ').replace(/[^,;<>]*<([^<>]*)>/g, ' $1 ');
  return addresses
    .split(/[\s,;]+/)
    .map((part) => part.replace(/^mailto:/i, ''))
    .filter(Boolean);
}

/** An address or a domain with an internationalized domain shown in its own alphabet instead of ASCII. */
export function readableInviter(inviter: string): string {
  try {
    return inviter.includes('xn--') ? toUnicode(inviter) : inviter;
  } catch {
    return inviter;
  }
}

/**
 * Whether an inviter's address, or exactly its domain, is on a list. Subdomains do not count. Anything that is not a
 * plain address is never listed.
 */
export function isListed(list: readonly string[], invitedBy: string | null): boolean {
  const address = invitedBy === null ? null : parseInviter(invitedBy);
  const at = address?.indexOf('@') ?? -1;
  return address !== null && at > 0 && (list.includes(address) || list.includes(address.slice(at + 1)));
}

/**
 * The text with its domain in ASCII. Null if the domain, converted back, is not what was written, ignoring case: then
 * it contains characters that stand for others, such as the Kelvin sign for a K, or invisible ones.
 */
function inAscii(text: string): string | null {
  const at = text.lastIndexOf('@') + 1;
  const domain = text.slice(at);
  if (/^[\0-\x7f]*$/.test(domain)) return text;
  const isPlain = /^[\p{L}\p{M}\p{N}.-]+$/u.test(domain) && domain.normalize() === domain;
  const host = isPlain ? hostOf(domain) : null;
  return host !== null && toUnicode(host) === domain.toLowerCase() ? text.slice(0, at) + host : null;
}

/** The host of a web address, as browsers parse it; null if they cannot. */
function hostOf(address: string): string | null {
  try {
    return new URL(`https://${address}`).hostname;
  } catch {
    return null;
  }
}
