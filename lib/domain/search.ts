import type { Invitation } from './invitation';
import type { InviteRow } from './state';

/** The orders that a person can have invitations in; the first is the one they come in. */
export const sorts = ['expiring', 'newest', 'name'] as const;
export type Sort = (typeof sorts)[number];

/** The rows in which every word of `query` occurs in the organization, the inviter or a role, in the order asked for. */
export function searchRows(rows: InviteRow[], query: string, sort: Sort): InviteRow[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const found =
    words.length === 0 ? rows : rows.filter((row) => words.every((word) => textOf(row).includes(word)));
  return sort === 'expiring' ? found : [...found].sort(sort === 'newest' ? byNewest : byName());
}

/** Folded once: a person types letter by letter, and there may be two thousand. */
const texts = new WeakMap<Invitation, string>();

function textOf({ invitation }: InviteRow): string {
  const found = texts.get(invitation);
  if (found !== undefined) return found;
  const { organizationName, invitedBy, roles } = invitation;
  const text = fold([organizationName, invitedBy, ...roles].join('\n'));
  texts.set(invitation, text);
  return text;
}

/** Without case and accents, so that 'cafe' finds 'Café'; in Turkish too, where 'I' has another small letter. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function byNewest(a: InviteRow, b: InviteRow): number {
  return (b.invitation.invitedAtMs ?? 0) - (a.invitation.invitedAtMs ?? 0);
}

function byName() {
  const { compare } = new Intl.Collator();
  return (a: InviteRow, b: InviteRow) =>
    compare(a.invitation.organizationName ?? '', b.invitation.organizationName ?? '');
}
