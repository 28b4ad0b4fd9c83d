import { identity } from '../cloudflare/invitation';
import { isSameInvite, type OutboxEntry } from './outbox';
import type { Notice, Notices } from './schemas';
import { isPending, type KnownInvitation, type Snapshot } from './snapshot';
import type { InviteState } from './state';

export type { Notice, Notices };

/** What a person is told of an invitation: it is new, it expires within a day, accepting from a notification failed. */
export const noticeKinds = ['fresh', 'expiring', 'failed'] as const;

export type NoticeKind = (typeof noticeKinds)[number];

/** The invitation state with what the person was told of each invitation, which is the worker's business alone. */
export interface WorkerState extends InviteState {
  notices: Notices;
}

/** How long before an invitation expires a person is reminded of it. */
export const reminderMs = 24 * 3_600_000;

/** More than this many invitations that a list might only have failed to show are not kept in mind. */
const mostHidden = 200;

/** A new list of one connection, and what was known of it. */
export interface Listing {
  known: Notice[] | undefined;
  snapshot: Snapshot;
  outbox: OutboxEntry[];
  connectionId: string;
  /** The person just connected and sees the list: nothing in it is news. */
  seen: boolean;
  nowMs: number;
}

/**
 * The notices of a connection after a list, to be stored with it in one step. What has gone is forgotten, unless the
 * list was not whole: what it failed to show is not new when it shows again.
 */
export function trackNotices({ known, snapshot, outbox, connectionId, seen, nowMs }: Listing): Notice[] {
  const earlier = new Map(known?.map((notice) => [notice.key, notice]));
  const answered = (invitation: KnownInvitation) =>
    outbox.some((entry) => isSameInvite(entry, { connectionId, inviteId: invitation.id ?? '' }));
  const tracked = snapshot.invitations.flatMap((invitation) => {
    const notice = earlier.get(identity(invitation));
    if (!isPending(invitation, nowMs)) return notice && answered(invitation) ? notice : [];
    return notice ?? firstNotice(invitation, seen || known === undefined, nowMs);
  });
  if (snapshot.complete && snapshot.unreadable === 0) return tracked;
  for (const invitation of snapshot.invitations) earlier.delete(identity(invitation));
  return [...tracked, ...[...earlier.values()].slice(-mostHidden)];
}

/** One that is first seen on its last day has no reminder of its own: what was just seen needs none. */
function firstNotice(invitation: KnownInvitation, seen: boolean, nowMs: number): Notice {
  return {
    key: identity(invitation),
    fresh: seen ? 'over' : 'owed',
    expiring: isLastDay(invitation, nowMs) ? 'over' : 'owed',
    failed: 'over',
  };
}

/** Whether its reminder's time has come. */
export function isLastDay({ expiresAtMs }: Pick<KnownInvitation, 'expiresAtMs'>, nowMs: number): boolean {
  return expiresAtMs !== null && expiresAtMs - reminderMs <= nowMs;
}

/** `current` with the notices that `changed` has too as they are there. Neither adds nor forgets any. */
export function withNotices(current: Notices, changed: Notices): Notices {
  return Object.fromEntries(
    Object.entries(current).map(([connectionId, notices]) => {
      const byKey = new Map(changed[connectionId]?.map((notice) => [notice.key, notice]));
      return [connectionId, notices.map((notice) => byKey.get(notice.key) ?? notice)];
    }),
  );
}
