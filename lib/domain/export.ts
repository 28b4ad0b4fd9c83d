import { endingOf, outcomeOf } from './history';
import type { InviteRow } from './rows';

/** A past invitation as a file has it, under names that are the same in every language. Times are ISO 8601 in UTC. */
export interface ExportedInvitation {
  organization: string | null;
  organization_id: string;
  /** `accepted`, `rejected`, `expired`, or the status that Cloudflare gives it. */
  outcome: string;
  ended_at: string | null;
  /** In place of `ended_at`, where all that is known is that it had ended by then. */
  ended_by: string | null;
  invited_by: string | null;
  invited_email: string | null;
  invited_at: string | null;
  first_seen_at: string | null;
  expires_at: string | null;
  roles: string[];
  /** What the person calls the login. */
  login: string;
}

/** What the row and the details of a past invitation say, for a file; `login` is what to call its login. */
export function exported(row: InviteRow, login: string): ExportedInvitation {
  const { invitation } = row;
  const outcome = outcomeOf(invitation);
  const ending = endingOf(row);
  return {
    organization: invitation.organizationName,
    organization_id: invitation.organizationId,
    outcome: outcome === 'other' ? invitation.status : outcome,
    ended_at: ending?.isExact ? iso(ending.atMs) : null,
    ended_by: ending && !ending.isExact ? iso(ending.atMs) : null,
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
 * At least one invitation as CSV by RFC 4180, with a byte order mark, without which spreadsheets take UTF-8 for something
 * else. Papa Parse would do it too, for seven kilobytes of the popup's forty.
 */
export function csvOf(invitations: ExportedInvitation[]): string {
  const lines = [Object.keys(invitations[0] ?? {}), ...invitations.map((one) => Object.values(one))];
  return `\uFEFF${lines.map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('')}`;
}

/** A spreadsheet would run what begins like a formula: an apostrophe makes a text of it. */
function cellOf(value: string | string[] | null): string {
  const text = [value ?? ''].flat().join('; ');
  return `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
}

export function jsonOf(invitations: ExportedInvitation[]): string {
  return JSON.stringify(invitations, null, 2);
}
