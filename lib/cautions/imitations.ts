import { glance } from './look-alikes';
import { mayResembleTarget, resemblesTarget } from './resemblance';
import { spellsTarget } from './spellings';

/** Ordinary words that are one letter off. Unicode's data maps some kinds of m to `rn`. */
const otherNames = /cloud[^\p{L}]*(?:fla(?:m|rn)e|flake|flora|glare|clare|fable|farer)s?(?!\p{L})/gu;

const ascii = /^[\0-\x7f]*$/;

/** Letters that look like others when turned around. */
const turned: Readonly<Record<string, string>> = { p: 'd', b: 'd', n: 'u' };

/**
 * Whether a name contains 'Cloudflare', or something that looks or sounds like it: letter by letter, back to front (as
 * turned and mirrored letters are written), or spelled in another script.
 */
export function imitatesCloudflare(name: string): boolean {
  return looksLikeCloudflare(name) || spellsTarget(name);
}

/** The same for text that nobody reads aloud, such as a domain. */
export function looksLikeCloudflare(text: string): boolean {
  // The full comparison takes a hundred times as long, and hardly any name needs it.
  if (ascii.test(text) && !mayResembleTarget(text)) return false;
  const seen = glance(text).replace(otherNames, ' ');
  if (!mayResembleTarget(seen)) return false;
  const reversed = Array.from(seen, (one) => turned[one] ?? one)
    .reverse()
    .join('');
  return resemblesTarget(seen) || resemblesTarget(reversed);
}
