import type { KnownInvitation } from './schemas';
import type { Sort } from './sorts';
import type { InviteRow } from './state';

/** The rows in which every word of `query` occurs in the organization, the inviter or a role, in the order asked for. */
export function findRows(rows: InviteRow[], query: string, sort: Sort): InviteRow[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const found =
    words.length === 0 ? rows : rows.filter((row) => words.every((word) => textOf(row).includes(word)));
  return sort === 'expiring' ? found : [...found].sort(sort === 'newest' ? byNewest : byName());
}

/** What nearly all texts are: no mark to take off any letter. */
const plain = /^[\n -~]*$/;

/** Folded once: a person types letter by letter, and there may be two thousand. */
const texts = new WeakMap<KnownInvitation, string>();

function textOf({ invitation }: InviteRow): string {
  const known = texts.get(invitation);
  if (known !== undefined) return known;
  const { organizationName, invitedBy, roles } = invitation;
  const text = fold(`${organizationName ?? ''}\n${invitedBy ?? ''}\n${roles.join('\n')}`);
  texts.set(invitation, text);
  return text;
}

/** Without case and accents, so that 'cafe' finds 'Café'; in Turkish too, where 'I' has another small letter. */
function fold(text: string): string {
  return (plain.test(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '')).toLowerCase();
}

function byNewest(a: InviteRow, b: InviteRow): number {
  return (b.invitation.invitedAtMs ?? 0) - (a.invitation.invitedAtMs ?? 0);
}

/** Made when it is wanted: that takes as long as opening the popup may take. */
function byName() {
  const { compare } = new Intl.Collator();
  return (a: InviteRow, b: InviteRow) =>
    compare(a.invitation.organizationName ?? '', b.invitation.organizationName ?? '');
}
