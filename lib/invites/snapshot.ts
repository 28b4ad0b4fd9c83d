import type { InvitationList } from '../cloudflare/client';
import { type Invitation, identity, invitationSchema } from '../cloudflare/invitation';
import { z } from '../zod';

/**
 * An invitation as last seen. `settledAtMs` is when Cloudflare confirmed this person's response: a poll that began
 * before may still carry the old status and must not undo it.
 */
const knownInvitationSchema = z.extend(invitationSchema, { settledAtMs: z.nullable(z.number()) });

/** The invitations of one connection as of its last good poll. */
export const snapshotSchema = z.object({
  invitations: z.array(knownInvitationSchema),
  /** How many invitations Cloudflare sent that could not be read. */
  unreadable: z.number(),
  /** False when Cloudflare told of more than it sent. */
  complete: z.boolean(),
});

export type KnownInvitation = z.infer<typeof knownInvitationSchema>;
export type Snapshot = z.infer<typeof snapshotSchema>;

export const emptySnapshot: Snapshot = { invitations: [], unreadable: 0, complete: true };

/** `known` brought up to date with a list that was asked for at `startedAtMs`. */
export function mergeList(known: Snapshot, list: InvitationList, startedAtMs: number): Snapshot {
  const settled = new Map(
    known.invitations
      .filter((invitation) => invitation.settledAtMs !== null && invitation.settledAtMs >= startedAtMs)
      .map((invitation) => [identity(invitation), invitation]),
  );
  const listed = list.invitations.map((invitation) => {
    const kept = settled.get(identity(invitation));
    settled.delete(identity(invitation));
    return kept ?? { ...invitation, settledAtMs: null };
  });
  return {
    invitations: [...listed, ...settled.values()],
    unreadable: list.unreadable,
    complete: list.complete,
  };
}

/** `known` with one invitation replaced by what Cloudflare just said of it. */
export function mergeOne(known: Snapshot, invitation: Invitation, settledAtMs: number): Snapshot {
  const invitations = known.invitations.map((old) =>
    identity(old) === identity(invitation) ? { ...invitation, settledAtMs } : old,
  );
  return { ...known, invitations };
}

/** Whether the person can still respond: pending, and its time not passed, whatever its status says. */
export function isPending(invitation: Invitation, nowMs: number): boolean {
  return invitation.status === 'pending' && (invitation.expiresAtMs ?? Number.POSITIVE_INFINITY) > nowMs;
}
