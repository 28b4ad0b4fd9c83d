import { type Invitation, identity } from '../cloudflare/invitation';
import type { InvitationList } from '../cloudflare/list';
import { hasSameFields } from '../same';
import type { KnownInvitation, Snapshot } from './schemas';

export type { KnownInvitation, Snapshot };

export const emptySnapshot: Snapshot = { invitations: [], unreadable: 0, complete: true, digest: null };

/** How many answered invitations are remembered that Cloudflare no longer lists. */
const mostRemembered = 200;

/** `known` brought up to date with a list that was asked for at `startedAtMs`; `known` itself when nothing is new. */
export function mergeList(known: Snapshot, list: InvitationList, startedAtMs: number): Snapshot {
  let digest: string | null = list.digest;
  const before = new Map(known.invitations.map((invitation) => [identity(invitation), invitation]));
  const listed = list.invitations.map((invitation): KnownInvitation => {
    const old = before.get(identity(invitation));
    before.delete(identity(invitation));
    if (!old) return { ...invitation, settledAtMs: null };
    if ((old.settledAtMs ?? 0) >= startedAtMs) {
      // The same list, asked for later, would be right.
      digest = null;
      return old;
    }
    const isSettledBefore = old.status === invitation.status;
    const settledAtMs =
      invitation.status === 'pending' ? null : isSettledBefore ? old.settledAtMs : startedAtMs;
    const now = { ...invitation, settledAtMs };
    return hasSameFields(old, now) ? old : now;
  });
  const remembered = [...before.values()].filter(({ settledAtMs }) => settledAtMs !== null);
  const invitations = [...listed, ...remembered.slice(-mostRemembered)];
  const { unreadable, complete } = list;
  const now = { invitations, unreadable, complete, digest };
  return hasSameFields(known, now) ? known : now;
}

/** `known` with one invitation replaced by what Cloudflare said of it at `toldAtMs`. */
export function mergeOne(known: Snapshot, invitation: Invitation, toldAtMs: number): Snapshot {
  const invitations = known.invitations.map((old) => {
    if (identity(old) !== identity(invitation)) return old;
    if (invitation.status === 'pending') return { ...invitation, settledAtMs: null };
    return { ...invitation, settledAtMs: old.status === invitation.status ? old.settledAtMs : toldAtMs };
  });
  return { ...known, invitations, digest: null };
}

/** Whether the person can still respond: pending, and its time not passed, whatever its status says. */
export function isPending(invitation: Invitation, nowMs: number): boolean {
  return invitation.status === 'pending' && (invitation.expiresAtMs ?? Number.POSITIVE_INFINITY) > nowMs;
}
