import { glance } from './look-alikes';
import { mayResembleTarget, resemblesTarget } from './resemblance';
import { spellsTarget } from './spellings';

/** Ordinary words that are one letter off. Unicode's data makes `rn` of some kinds of m. */
const otherNames = /cloud[^\p{L}]*(?:fla(?:m|rn)e|flake|flora|glare|clare|fable|farer)s?(?!\p{L})/gu;

const ascii = /^[\0-\x7f]*$/;

/** Letters that, turned around, are others. */
const turned: Readonly<Record<string, string>> = { p: 'd', b: 'd', n: 'u' };

/**
 * Whether a name has 'Cloudflare' in it, or what is taken for that at a glance or when it is read aloud: letter by
 * letter, back to front (as turned and mirrored letters are written), or spelled in another script.
 */
export function imitatesCloudflare(name: string): boolean {
  return looksLikeCloudflare(name) || spellsTarget(name);
}

/** The same for what nobody reads aloud, such as a domain. */
export function looksLikeCloudflare(text: string): boolean {
  // A closer look takes a hundred times as long, and nearly no name is worth it.
  if (ascii.test(text) && !mayResembleTarget(text)) return false;
  const seen = glance(text).replace(otherNames, ' ');
  if (!mayResembleTarget(seen)) return false;
  const back = Array.from(seen, (one) => turned[one] ?? one)
    .reverse()
    .join('');
  return resemblesTarget(seen) || resemblesTarget(back);
}
