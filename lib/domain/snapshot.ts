import * as z from '@/lib/zod';
import { type Invitation, identity, invitationSchema } from './invitation';

/**
 * An invitation as last seen. `settledAtMs` is when it was first known to be no longer pending; null while it is, and
 * when it was so at first sight. A poll that began before may still carry the old status and must not undo it.
 */
export const storedInvitationSchema = z.extend(invitationSchema, { settledAtMs: z.nullable(z.number()) });

/** The invitations of one connection as of its last good poll. */
export const snapshotSchema = z.object({
  invitations: z.array(storedInvitationSchema),
  /** How many invitations Cloudflare sent that could not be read. */
  unreadable: z.number(),
  /** False when Cloudflare told of more than it sent. */
  complete: z.boolean(),
});

export type StoredInvitation = z.infer<typeof storedInvitationSchema>;
export type Snapshot = z.infer<typeof snapshotSchema>;

export const emptySnapshot: Snapshot = { invitations: [], unreadable: 0, complete: true };

/** Every invitation of a login, of any status, as one poll brought them. */
export interface InvitationList {
  invitations: Invitation[];
  /** How many could not be read. */
  unreadable: number;
  /** False when Cloudflare told of more invitations than it sent. */
  complete: boolean;
}

/** How many answered invitations are remembered that Cloudflare no longer lists. */
const mostRemembered = 200;

/** `snapshot` brought up to date with a list that was asked for at `startedAtMs`. */
export function applyList(snapshot: Snapshot, list: InvitationList, startedAtMs: number): Snapshot {
  const previous = new Map(snapshot.invitations.map((invitation) => [identity(invitation), invitation]));
  const listed = list.invitations.map((invitation): StoredInvitation => {
    const old = previous.get(identity(invitation));
    previous.delete(identity(invitation));
    // Settled after the list was asked for: the list is behind.
    if (old && (old.settledAtMs ?? 0) >= startedAtMs) return old;
    return { ...invitation, settledAtMs: old ? settledAtMs(old, invitation, startedAtMs) : null };
  });
  const remembered = [...previous.values()].filter((invitation) => invitation.settledAtMs !== null);
  return {
    invitations: [...listed, ...remembered.slice(-mostRemembered)],
    unreadable: list.unreadable,
    complete: list.complete,
  };
}

/** `snapshot` with one invitation replaced by what Cloudflare said of it at `toldAtMs`. */
export function applyInvitation(snapshot: Snapshot, invitation: Invitation, toldAtMs: number): Snapshot {
  const invitations = snapshot.invitations.map((old) =>
    identity(old) === identity(invitation)
      ? { ...invitation, settledAtMs: settledAtMs(old, invitation, toldAtMs) }
      : old,
  );
  return { ...snapshot, invitations };
}

function settledAtMs(old: StoredInvitation, { status }: Invitation, nowMs: number): number | null {
  if (status === 'pending') return null;
  return old.status === status ? old.settledAtMs : nowMs;
}
