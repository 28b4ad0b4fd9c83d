import * as z from '@/lib/zod';
import type { Invitation } from './invitation';

/** Why a person should look twice before accepting. */
export const cautionSchema = z.enum(['mixed-scripts', 'imitates-cloudflare', 'link', 'inviter-domain']);

export type Caution = z.infer<typeof cautionSchema>;

/** What to be cautious about in an invitation; its texts are clean already. Empty for nearly all. */
export function cautionsOf({
  organizationName,
  invitedBy,
}: Pick<Invitation, 'organizationName' | 'invitedBy'>): Caution[] {
  const name = organizationName ?? '';
  const cautions: Caution[] = [];
  // Nearly no name is worth a closer look, which takes ten times as long, and longer when its patterns are first used.
  if (unusual.test(name) || partOfTarget.test(name)) {
    if (mixesScripts(name)) cautions.push('mixed-scripts');
    if (imitatesCloudflare(name)) cautions.push('imitates-cloudflare');
    if (holdsLink(name)) cautions.push('link');
  }
  if (foreignDomain.test(invitedBy ?? '')) cautions.push('inviter-domain');
  return cautions;
}

/** A name that is not ASCII, or may hold a link. */
const unusual = /[^\0-\x7f]|:\/|hxxp|dot|www|\.[a-z\])}]/i;

/** `ud` or `are` of 'cloudflare', one of which a slip leaves as it is, with what passes for their letters in ASCII. */
const partOfTarget = /u[^a-z]*[dc(]|[a4@][^a-z]*r[^a-z]*[e3]/i;

/** Scripts whose letters pass for one another's. */
const alike = [/\p{sc=Latn}/u, /\p{sc=Cyrl}/u, /\p{sc=Grek}/u];

/** A letter of any other script, but for those that are written beside Latin ones, as in `Tシャツ` or `LG전자`. */
const other =
  /[\p{L}--[\p{sc=Latn}\p{sc=Cyrl}\p{sc=Grek}\p{sc=Zyyy}\p{sc=Zinh}\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Bopo}]]/v;

/** A letter of one script and, in the same word, one of another: the way `Сloudflare` is written with a Cyrillic С. */
function mixesScripts(name: string): boolean {
  // Most names have only letters from the first blocks, which are all Latin.
  if (/^[\0-\u024f]*$/.test(name) || !holdsTwoScripts(name)) return false;
  return name.split(/[^\p{L}\p{M}\p{N}]/u).some(holdsTwoScripts);
}

function holdsTwoScripts(text: string): boolean {
  const has = (script: RegExp) => script.test(text);
  return alike.some(has) && [...alike, other].filter(has).length > 1;
}

/** The letters of 'cloudflare', each before what passes for it; Unicode's compatibility forms need not be here. */
const letters = ['cсϲⲥᴄ¢(', 'li1|!łӏıιіʟ', 'o0оοσøօᴏ', 'uυսцμᴜ', 'dԁđᴅ', 'fƒғꜰ', 'a4@аαɑᴀ', 'rгʀ', 'e3€еεєᴇ'];
const lookalike = new RegExp(`[${letters.map((alike) => alike.slice(1)).join('')}]`, 'g');

/** What a text looks like at a glance: without accents, case, blanks and punctuation, each lookalike as its letter. */
function glance(text: string): string {
  const letterOf = (one: string) => letters.find((alike) => alike.includes(one))?.[0] ?? '';
  const plain = text.normalize('NFKD').toLowerCase().replace(lookalike, letterOf);
  if (!partOfTarget.test(plain)) return '';
  return plain
    .replace(/\p{M}/gu, '')
    .replaceAll('cl', 'd')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** What 'cloudflare' is at a glance: `cl` passes for a d. */
const target = 'doudflare';

/** The name with one letter too many, too few, another, or two in the wrong order. */
const nearTarget = new RegExp(
  Array.from(target, (letter, i) => {
    const [before, after] = [target.slice(0, i), target.slice(i + 1)];
    return `${before}.{0,2}${after}|${before}${after.slice(0, 1)}${letter}${after.slice(1)}`;
  }).join('|'),
  'u',
);

const inOtherScripts = /クラウドフレア|클라우드플레어|клаудфл[еэ]/i;

function imitatesCloudflare(name: string): boolean {
  return nearTarget.test(glance(name)) || inOtherScripts.test(name.normalize('NFKC'));
}

/**
 * An address to follow. Many honest accounts are named after their domain or the owner's e-mail address, so a bare
 * domain counts only after other words.
 */
const link =
  /:\/\/|hxxp|\bwww\.|\w\.[a-z]{2,}\/|\s\S*[\p{L}\p{N}-]{2,}\.(?:com|net|org|info|biz|io|co|me|app|dev|xyz|top|site|online|shop|click|link|example|ly|ru|cn)(?![\p{L}\p{N}])/u;

/** What every one of them holds: nearly no name does, and this is found out in a tenth of the time. */
const partOfLink = /:\/\/|hxxp|www\.|\.[a-z]{2}/;

function holdsLink(name: string): boolean {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/。|\s?[[({](?:\.|dot)[\])}]\s?/g, '.');
  return partOfLink.test(plain) && link.test(plain);
}

/** An address whose domain has other letters than ASCII's, as it is written or as it is encoded: it can pass for another. */
const foreignDomain = /@(?:(?:[^@]*\.)?xn--|[^@]*[^\0-\x7f@])[^@]*$/i;
