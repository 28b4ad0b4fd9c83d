import { toUnicode } from 'punycode.js';
import { looksLikeCloudflare } from './imitations';
import { confusableWith } from './look-alikes';
import { mixesScripts } from './mixed-scripts';

const genuine = /^(?:[a-z0-9-]+\.)*cloudflare\.com$/;

/** The characters that IDNA allows in a domain: no symbols that look like letters. */
const permitted = /^[\p{L}\p{M}\p{N}.·・-]+$/u;

/** An I that is a domain's only capital letter, and not its first: it can only be there to pass for an l. */
const capitalI = /^[^A-Z]*[a-z0-9]I(?:[^A-Z]|I)*$/;

/**
 * Whether an inviter's address imitates another domain: it looks like cloudflare.com or contains that name without
 * being it or a subdomain, or its letters only look like ASCII. Other international domains, such as `müller.de` and
 * `例え.jp`, are fine. So is a mailbox called `cloudflare`, which companies do have.
 */
export function hasDeceptiveDomain(address: string): boolean {
  const at = address.lastIndexOf('@');
  if (at < 0) return false;
  const mailbox = address.slice(0, at);
  const written = address.slice(at + 1);
  if (/@|\.com/i.test(mailbox) && looksLikeCloudflare(mailbox)) return true;
  if (genuine.test(written.toLowerCase())) return false;
  if (capitalI.test(written)) return true;
  const domain = decoded(written);
  return domain === null || looksLikeCloudflare(domain) || mixesScripts(domain) || isAllLookAlikes(domain);
}

/** A domain in the letters that are shown for it; null if no registry would accept it. */
function decoded(domain: string): string | null {
  if (!/xn--/i.test(domain)) return domain;
  try {
    const shown = toUnicode(domain.toLowerCase());
    return permitted.test(shown) ? shown : null;
  } catch {
    return null;
  }
}

/**
 * Whether a domain with an ASCII ending has a label in another script that reads as ASCII, such as a Cyrillic `аррӏе`.
 */
function isAllLookAlikes(domain: string): boolean {
  const labels = domain.split('.');
  const isForeign = (one: string) => !/\p{sc=Latn}/u.test(one) && confusableWith(one) !== undefined;
  return (
    /^[\0-\x7f]*$/.test(labels.at(-1) ?? '') &&
    labels.some((label) => {
      const letters = label.match(/\p{L}/gu) ?? [];
      return letters.length > 0 && letters.every(isForeign);
    })
  );
}
