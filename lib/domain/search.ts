import { deburr } from 'es-toolkit/string';
import type { InviteRow } from './rows';

/** The orders that the user can choose for invitations; the first is the default. */
export const sorts = ['expiring', 'newest', 'name'] as const;
export type Sort = (typeof sorts)[number];

/**
 * The rows in which every word of `query` occurs in the organization, the inviter, a role or the login, in the order of
 * `sort`. By default they keep the order that they have. A word of digits only occurs where a number begins: '2' finds
 * '21', but not '12'.
 */
export function searchRows(rows: InviteRow[], query: string, sort: Sort = 'expiring'): InviteRow[] {
  const words = fold(query).split(/\s+/).filter(Boolean).map(finderOf);
  const found = words.length === 0 ? rows : rows.filter((row) => hasAll(row, words));
  return sort === 'expiring' ? found : [...found].sort(sort === 'newest' ? byNewest : byName());
}

type Finder = (text: string) => boolean;

function finderOf(word: string): Finder {
  if (!/^\p{Nd}+$/u.test(word)) return (text) => text.includes(word);
  const number = new RegExp(`(?<!\\p{Nd})${word}`, 'u');
  return (text) => number.test(text);
}

function hasAll({ invitation, connection }: InviteRow, words: Finder[]): boolean {
  const { organizationName, invitedBy, roles } = invitation;
  const text = foldedOnce(invitation, [organizationName, invitedBy, ...roles]);
  const login = foldedOnce(connection, [connection.name, connection.email]);
  return words.every((occursIn) => occursIn(text) || occursIn(login));
}

/**
 * Folded texts by the object that they belong to. Folded only once, because the user types letter by letter and there
 * may be two thousand.
 */
const folded = new WeakMap<object, string>();

function foldedOnce(owner: object, texts: (string | null)[]): string {
  const found = folded.get(owner);
  if (found !== undefined) return found;
  const text = fold(texts.join('\n'));
  folded.set(owner, text);
  return text;
}

/** Accents, apostrophes and quotes: keyboards have fewer of them than printed text does. */
const unsearched = /[\p{M}\p{Quotation_Mark}ʹ-ʼ]/gu;

/**
 * Removes case, accents, widths, strokes and apostrophes, so that 'lodz' finds 'Łódź' and 'strasse' finds 'Straße'.
 * Works in Turkish too, where 'I' has another lower case. Upper case comes last, because it makes one letter of the two
 * lower-case sigmas.
 */
function fold(text: string): string {
  return deburr(text.normalize('NFKD').replace(unsearched, '').toLowerCase()).toUpperCase();
}

function byNewest(a: InviteRow, b: InviteRow): number {
  return (b.invitation.invitedAtMs ?? 0) - (a.invitation.invitedAtMs ?? 0);
}

function byName() {
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  return (a: InviteRow, b: InviteRow) =>
    compare(a.invitation.organizationName ?? '', b.invitation.organizationName ?? '');
}
