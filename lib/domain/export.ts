import { endingOf, outcomeOf } from './history';
import type { InviteRow } from './rows';

/**
 * A past invitation as written to a file, with field names that are the same in every language. Times are ISO 8601 in
 * UTC.
 */
export interface ExportedInvitation {
  organization: string | null;
  organization_id: string;
  /** `accepted`, `rejected`, `expired`, or the status that Cloudflare gave it. */
  outcome: string;
  ended_at: string | null;
  /** Set instead of `ended_at` if all that is known is that it had ended by then. */
  ended_no_later_than: string | null;
  invited_by: string | null;
  invited_email: string | null;
  invited_at: string | null;
  first_seen_at: string | null;
  expires_at: string | null;
  roles: string[];
  /** What to call the login. */
  login: string;
}

/** What the row and the details of a past invitation show, for a file; `login` is what to call its login. */
export function exported(row: InviteRow, login: string): ExportedInvitation {
  const { invitation } = row;
  const outcome = outcomeOf(invitation);
  const ending = endingOf(row);
  return {
    organization: invitation.organizationName,
    organization_id: invitation.organizationId,
    outcome: outcome === 'other' ? invitation.status : outcome,
    ended_at: ending?.isExact ? iso(ending.atMs) : null,
    ended_no_later_than: ending && !ending.isExact ? iso(ending.atMs) : null,
    invited_by: invitation.invitedBy,
    invited_email: invitation.invitedEmail,
    invited_at: iso(invitation.invitedAtMs),
    first_seen_at: iso(invitation.firstSeenAtMs),
    expires_at: iso(invitation.expiresAtMs),
    roles: invitation.roles,
    login,
  };
}

function iso(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}

/**
 * Formats at least one invitation as CSV (RFC 4180), with a byte order mark, because spreadsheets do not recognize
 * UTF-8 without it. Papa Parse could do this too, but would add seven kilobytes to the popup's forty.
 */
export function csvOf(invitations: ExportedInvitation[]): string {
  const lines = [Object.keys(invitations[0] ?? {}), ...invitations.map((one) => Object.values(one))];
  return `\uFEFF${lines.map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('')}`;
}

/** Spreadsheets run text that starts like a formula; an apostrophe in front keeps it text. */
function cellOf(value: string | string[] | null): string {
  const text = [value ?? ''].flat().join('; ');
  return `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
}

export function jsonOf(invitations: ExportedInvitation[]): string {
  return JSON.stringify(invitations, null, 2);
}
