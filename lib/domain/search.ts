import { deburr } from 'es-toolkit/string';
import type { InviteRow } from './rows';

/** The orders that a person can have invitations in; the first is the one they come in. */
export const sorts = ['expiring', 'newest', 'name'] as const;
export type Sort = (typeof sorts)[number];

/**
 * The rows in which every word of `query` occurs in the organization, the inviter, a role or the login, in the order asked
 * for; without one they stay in the order that they have.
 */
export function searchRows(rows: InviteRow[], query: string, sort: Sort = 'expiring'): InviteRow[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const found = words.length === 0 ? rows : rows.filter((row) => hasAll(row, words));
  return sort === 'expiring' ? found : [...found].sort(sort === 'newest' ? byNewest : byName());
}

function hasAll({ invitation, connection }: InviteRow, words: string[]): boolean {
  const { organizationName, invitedBy, roles } = invitation;
  const text = foldedOnce(invitation, [organizationName, invitedBy, ...roles]);
  const login = foldedOnce(connection, [connection.name, connection.email]);
  return words.every((word) => text.includes(word) || login.includes(word));
}

/** Texts by what they belong to: folded once, as a person types letter by letter and there may be two thousand. */
const folded = new WeakMap<object, string>();

function foldedOnce(owner: object, texts: (string | null)[]): string {
  const found = folded.get(owner);
  if (found !== undefined) return found;
  const text = fold(texts.join('\n'));
  folded.set(owner, text);
  return text;
}

/** Marks, and apostrophes and quotes, of which a keyboard has fewer than print. */
const unsearched = /[\p{M}\p{Quotation_Mark}ʹ-ʼ]/gu;

/**
 * Without case, accents, widths, strokes and apostrophes, so that 'lodz' finds 'Łódź' and 'strasse' finds 'Straße'; in
 * Turkish too, where 'I' has another small letter. Upper case comes last, as it makes one letter of the two small sigmas.
 */
function fold(text: string): string {
  return deburr(text.normalize('NFKD').replace(unsearched, '').toLowerCase()).toUpperCase();
}

function byNewest(a: InviteRow, b: InviteRow): number {
  return (b.invitation.invitedAtMs ?? 0) - (a.invitation.invitedAtMs ?? 0);
}

function byName() {
  const { compare } = new Intl.Collator();
  return (a: InviteRow, b: InviteRow) =>
    compare(a.invitation.organizationName ?? '', b.invitation.organizationName ?? '');
}
