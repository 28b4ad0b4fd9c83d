import { isPending, type KnownInvitation } from './snapshot';
import { allRows, type InviteRow, type InviteState } from './state';

/** The rows of what is no longer pending, the latest first. */
export function pastRows(state: InviteState, nowMs: number): InviteRow[] {
  return allRows(state)
    .filter(({ invitation }) => !isPending(invitation, nowMs))
    .sort((a, b) => endOf(b.invitation) - endOf(a.invitation));
}

/** When an invitation ended, as well as can be told (epoch ms). */
export function endOf({ settledAtMs, expiresAtMs, invitedAtMs }: KnownInvitation): number {
  return settledAtMs ?? expiresAtMs ?? invitedAtMs ?? 0;
}
