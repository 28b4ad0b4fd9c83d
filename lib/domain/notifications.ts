import * as z from '@/lib/zod';
import { isWarning } from './caution';
import { type Invitation, isLastDay, isPending } from './invitation';
import { isSameInvitation, type OutboxEntry } from './outbox';
import { canAnswer, type InviteRow, inviteRows } from './rows';
import { invitationsOf, isComplete, type Snapshot, unreadableCount } from './snapshot';
import type { State } from './state';

/**
 * What the user is notified about: an invitation is new, it expires within a day, accepting it failed while no row
 * showed that, it will be accepted because its inviter is trusted.
 */
export const notificationKinds = ['fresh', 'expiring', 'failed', 'trusted'] as const;

export type NotificationKind = (typeof notificationKinds)[number];

/**
 * How far a notification is:
 * - `owed`: to be shown as soon as it is true and may be shown.
 * - `shown`: it was shown, and may still be on the screen.
 * - `over`: not to be shown, or not again.
 */
const phaseSchema = z.enum(['owed', 'shown', 'over']);

/** The notifications about one invitation; `key` is the invitation's. */
export const notificationStatusSchema = z.object({
  key: z.string(),
  fresh: phaseSchema,
  expiring: phaseSchema,
  failed: phaseSchema,
  trusted: z._default(phaseSchema, 'over'),
});

/**
 * By connection id. A connection without an entry has not had a list yet, so nothing in its first list counts as new.
 */
export const notificationsSchema = z.record(z.string(), z.array(notificationStatusSchema));

export type NotificationStatus = z.infer<typeof notificationStatusSchema>;
export type Notifications = z.infer<typeof notificationsSchema>;

/** The state including the notifications, which only the worker uses. */
export interface WorkerState extends State {
  notifications: Notifications;
}

/** At most this many invitations that an incomplete list left out are remembered. */
const mostLeftOut = 200;

/** A new list of one connection, and its notifications so far; undefined before its first list. */
export interface Listing {
  statuses: NotificationStatus[] | undefined;
  snapshot: Snapshot;
  outbox: OutboxEntry[];
  connectionId: string;
  /** The user has just connected and sees the list, so nothing in it is new to them. */
  seen: boolean;
  nowMs: number;
}

/**
 * The notifications of a connection after a new list, to be stored with it in one step. Invitations that are gone are
 * forgotten, unless the list was incomplete: an invitation that it left out is not new when it appears again.
 */
export function trackNotifications(listing: Listing): NotificationStatus[] {
  const { statuses, snapshot, outbox, connectionId, seen, nowMs } = listing;
  const earlier = new Map(statuses?.map((status) => [status.key, status]));
  const invitations = invitationsOf(snapshot);
  const hasResponse = ({ key }: Invitation) =>
    outbox.some((entry) => isSameInvitation(entry, { connectionId, key }));
  const tracked = invitations.flatMap((invitation) => {
    const status = earlier.get(invitation.key);
    if (!isPending(invitation, nowMs)) return status && hasResponse(invitation) ? status : [];
    return status ?? firstStatus(invitation, seen || statuses === undefined, nowMs);
  });
  if (isComplete(snapshot) && unreadableCount(snapshot) === 0) return tracked;
  for (const { key } of invitations) earlier.delete(key);
  return [...tracked, ...[...earlier.values()].slice(-mostLeftOut)];
}

/** An invitation first seen on its last day gets no reminder, because the user has only just heard of it. */
function firstStatus(invitation: Invitation, seen: boolean, nowMs: number): NotificationStatus {
  return {
    key: invitation.key,
    fresh: seen ? 'over' : 'owed',
    expiring: isLastDay(invitation, nowMs) ? 'over' : 'owed',
    failed: 'over',
    trusted: seen ? 'over' : 'owed',
  };
}

/** `current` with the statuses in `changed` replacing those of the same invitations. Adds and removes none. */
export function withStatuses(current: Notifications, changed: Notifications): Notifications {
  return Object.fromEntries(
    Object.entries(current).map(([connectionId, statuses]) => {
      const byKey = new Map(changed[connectionId]?.map((status) => [status.key, status]));
      return [connectionId, statuses.map((status) => byKey.get(status.key) ?? status)];
    }),
  );
}

/** A row of the popup and the status of its notifications. */
export interface TrackedRow {
  connectionId: string;
  row: InviteRow;
  status: NotificationStatus;
}

/** Every row that can have a notification, those that expire first at the top. */
export function trackedRows(state: WorkerState, nowMs: number): TrackedRow[] {
  const byConnection = new Map(
    Object.entries(state.notifications).map(([connectionId, statuses]) => [
      connectionId,
      new Map(statuses.map((status) => [status.key, status])),
    ]),
  );
  return inviteRows(state, nowMs).flatMap((row) => {
    const connectionId = row.connection.id;
    const status = byConnection.get(connectionId)?.get(row.invitation.key);
    return status ? { connectionId, row, status } : [];
  });
}

/**
 * The id of a notification about one invitation. It names the invitation, so that a click on it cannot mean another
 * one.
 */
export function notificationId(kind: NotificationKind, row: InviteRow): string {
  return `${kind} ${row.key}`;
}

/** Whether a notification with this id is of this kind, whether it is about one invitation or several. */
export function isAbout(kind: NotificationKind, id: string): boolean {
  return id === kind || id.startsWith(`${kind} `);
}

/**
 * The invitation that a notification with this id is about; undefined if it is about several, or its invitation is
 * gone.
 */
export function rowOfNotification(state: WorkerState, id: string, nowMs: number): InviteRow | undefined {
  return inviteRows(state, nowMs).find((row) =>
    notificationKinds.some((kind) => notificationId(kind, row) === id),
  );
}

/**
 * Whether an invitation may be accepted without being looked at in the popup. Never one with a warning, because the
 * user has to see that first.
 */
export function canAcceptUnreviewed(state: WorkerState, row: InviteRow): boolean {
  const { invitation } = row;
  return canAnswer(state, row) && isPending(invitation, row.nowMs) && !invitation.cautions.some(isWarning);
}
