import * as z from '@/lib/zod';
import { type Invitation, identity, invitationSchema } from './invitation';

/** An invitation as last seen. */
export const storedInvitationSchema = z.extend(invitationSchema, {
  /** When it was first known to be no longer pending (epoch ms); null while it is, and when it was so at first sight. */
  settledAtMs: z.nullable(z.number()),
  /** The number of the change that made it so: an answer that was asked for before it may not undo it. */
  settledSeq: z._default(z.number(), 0),
});

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

/** When an answer was asked for and came: the number of the last change before it was asked for, and of this one. */
export interface Timing {
  askedSeq: number;
  seq: number;
  /** Epoch ms. */
  nowMs: number;
}

/** How many answered invitations are remembered that Cloudflare no longer lists. */
const mostRemembered = 200;

/** The status of an invitation that Cloudflare no longer lists, kept because a response to it is under way or failed. */
export const unlisted = 'unlisted';

/** `snapshot` brought up to date with a list. What it no longer lists is kept as unlisted where `isKept` wants it. */
export function applyList(
  snapshot: Snapshot,
  list: InvitationList,
  timing: Timing,
  isKept: (invitation: StoredInvitation) => boolean = () => false,
): Snapshot {
  const previous = new Map(snapshot.invitations.map((invitation) => [identity(invitation), invitation]));
  const listed = list.invitations.map((invitation) => {
    const old = previous.get(identity(invitation));
    previous.delete(identity(invitation));
    return old ? updated(old, invitation, timing) : { ...invitation, settledAtMs: null, settledSeq: 0 };
  });
  const rest = [...previous.values()];
  const settled = rest.filter(({ settledAtMs }) => settledAtMs !== null).slice(-mostRemembered);
  const remembered = rest.flatMap((invitation) => {
    if (settled.includes(invitation)) return invitation;
    return isKept(invitation) ? { ...invitation, status: unlisted } : [];
  });
  return {
    invitations: [...listed, ...remembered],
    unreadable: list.unreadable,
    complete: list.complete,
  };
}

/** `snapshot` with one invitation replaced by what Cloudflare said of it. */
export function applyInvitation(snapshot: Snapshot, invitation: Invitation, timing: Timing): Snapshot {
  const invitations = snapshot.invitations.map((old) =>
    identity(old) === identity(invitation) ? updated(old, invitation, timing) : old,
  );
  return { ...snapshot, invitations };
}

/** `snapshot` without that invitation where Cloudflare no longer lists it. */
export function withoutUnlisted(snapshot: Snapshot, inviteId: string): Snapshot {
  const invitations = snapshot.invitations.filter(({ id, status }) => id !== inviteId || status !== unlisted);
  return { ...snapshot, invitations };
}

function updated(
  old: StoredInvitation,
  invitation: Invitation,
  { askedSeq, seq, nowMs }: Timing,
): StoredInvitation {
  // Settled after this was asked for: the answer is behind.
  if (old.settledSeq > askedSeq) return old;
  const { settledAtMs, settledSeq } = old;
  if (invitation.status === 'pending') return { ...invitation, settledAtMs: null, settledSeq: 0 };
  if (old.status === invitation.status) return { ...invitation, settledAtMs, settledSeq };
  return { ...invitation, settledAtMs: nowMs, settledSeq: seq };
}
