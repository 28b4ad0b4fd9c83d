import type { Sort } from './sorts';
import type { InviteRow } from './state';

/** The rows in which every word of `query` occurs in the organization, the inviter or a role, in the order asked for. */
export function findRows(rows: InviteRow[], query: string, sort: Sort): InviteRow[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const found =
    words.length === 0 ? rows : rows.filter((row) => words.every((word) => textOf(row).includes(word)));
  return sort === 'expiring' ? found : [...found].sort(sort === 'newest' ? byNewest : byName);
}

function textOf({ invitation: { organizationName, invitedBy, roles } }: InviteRow): string {
  return fold([organizationName, invitedBy, ...roles].join('\n'));
}

/** Without case and accents, so that 'cafe' finds 'Café'. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}

function byNewest(a: InviteRow, b: InviteRow): number {
  return (b.invitation.invitedAtMs ?? 0) - (a.invitation.invitedAtMs ?? 0);
}

function byName(a: InviteRow, b: InviteRow): number {
  return (a.invitation.organizationName ?? '').localeCompare(b.invitation.organizationName ?? '');
}
