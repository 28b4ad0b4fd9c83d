import { type Invitation, isPending, unlisted } from './invitation';
import { allRows, type InviteRow } from './rows';
import type { State } from './state';

/** The rows of what is no longer pending, the latest first. */
export function historyRows(state: State, nowMs: number): InviteRow[] {
  return allRows(state, nowMs)
    .filter((row) => !isPending(row.invitation, row.nowMs) && row.invitation.status !== unlisted)
    .sort((a, b) => endOf(b.invitation) - endOf(a.invitation));
}

/** When an invitation ended, as well as can be told (epoch ms). */
export function endOf({ settledAtMs, expiresAtMs, invitedAtMs }: Invitation): number {
  return settledAtMs ?? expiresAtMs ?? invitedAtMs ?? 0;
}
