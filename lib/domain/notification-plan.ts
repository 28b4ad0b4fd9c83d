import { isLastDay, isPending, lastDayMs } from './invitation';
import { isListed } from './inviter-match';
import {
  type NotificationKind,
  type NotificationStatus,
  type Notifications,
  notificationId,
  notificationKinds,
  type TrackedRow,
  trackedRows,
  type WorkerState,
} from './notifications';
import { isUnderWay } from './outbox';
import { type QuietHours, quietEndMs } from './quiet-hours';
import type { InviteRow } from './rows';
import { invitationsOf } from './snapshot';
import { cloudflareNowMs, snapshotOf } from './state';

/**
 * One notification. The same thing always has the same id, so that a later notification about it replaces the earlier
 * one.
 */
export interface Announcement {
  id: string;
  kind: NotificationKind;
  rows: InviteRow[];
}

export interface NotificationPlan {
  show: Announcement[];
  /** Ids of notifications that are no longer true or have become part of another one. */
  clear: string[];
  /** All statuses, as they are once everything in `show` has been shown. */
  notifications: Notifications;
}

/**
 * What to show and what to remove, given the ids of the notifications on the screen. There is one notification for each
 * kind: about one invitation, which its id then names, or about several. Unless `mayShow`, owed notifications stay
 * owed.
 */
export function planNotifications(
  state: WorkerState,
  onScreen: ReadonlySet<string>,
  mayShow: boolean,
  nowMs: number,
): NotificationPlan {
  const tracked = trackedRows(state, nowMs).map(withoutQuiet);
  const plans = notificationKinds.map((kind) => planKind(kind, tracked, onScreen, mayShow));
  const keep = new Set(plans.flatMap((plan) => plan.keep));
  const notifications: Notifications = {};
  for (const one of tracked) {
    let after = one.status;
    for (const plan of plans) after = { ...after, ...plan.after(one) };
    if (one.status.trusted === 'owed' && after.trusted === 'shown') after = { ...after, fresh: 'over' };
    const hasSaidExpiry = one.status.fresh === 'owed' && after.fresh === 'shown';
    // The notification about a new invitation also says when it expires, so there is no reminder at the same time.
    if (hasSaidExpiry && isLastDay(one.row.invitation, one.row.nowMs)) after = { ...after, expiring: 'over' };
    notifications[one.connectionId] = [...(notifications[one.connectionId] ?? []), after];
  }
  return {
    show: plans.flatMap(({ show }) => show ?? []),
    clear: [...onScreen].filter((id) => !keep.has(id)),
    notifications,
  };
}

function planKind(
  kind: NotificationKind,
  tracked: TrackedRow[],
  onScreen: ReadonlySet<string>,
  mayShow: boolean,
): { show: Announcement | null; keep: string[]; after(one: TrackedRow): Partial<NotificationStatus> } {
  const due = tracked.filter((one) => isDue(kind, one));
  const isGrouped = onScreen.has(kind);
  const owed = due.filter(({ status }) => mayShow && status[kind] === 'owed');
  const shown = due.filter(
    ({ row, status }) => status[kind] === 'shown' && (isGrouped || onScreen.has(notificationId(kind, row))),
  );
  if (owed.length === 0) {
    const ids = shown.map(({ row }) => (isGrouped ? kind : notificationId(kind, row)));
    return { show: null, keep: ids, after: () => ({}) };
  }
  const subject = due.filter((one) => owed.includes(one) || shown.includes(one));
  const rows = subject.map(({ row }) => row);
  const id = rows[0] && rows.length === 1 ? notificationId(kind, rows[0]) : kind;
  return {
    show: { id, kind, rows },
    keep: [id],
    after(one) {
      if (subject.includes(one)) return { [kind]: 'shown' };
      // The user closed it, or it is gone: the new notification is not about it.
      return one.status[kind] === 'shown' ? { [kind]: 'over' } : {};
    },
  };
}

/** Suppresses notifications if the inviter is one of this login's quiet inviters. */
function withoutQuiet(one: TrackedRow): TrackedRow {
  const { connection, invitation } = one.row;
  if (!isListed(connection.inviters.quiet, invitation.invitedBy)) return one;
  return { ...one, status: { ...one.status, fresh: 'over', expiring: 'over', trusted: 'over' } };
}

/** Whether the notification is true now, and no other kind says it better. */
function isDue(kind: NotificationKind, { row, status }: TrackedRow): boolean {
  if (kind === 'failed') return row.response?.phase === 'failed';
  if (kind === 'trusted') return row.hold?.kind === 'trusted' && row.pressed === null;
  if (!isPending(row.invitation, row.nowMs) || (row.response && isUnderWay(row.response))) return false;
  const reminds =
    status.fresh !== 'owed' && status.expiring !== 'over' && isLastDay(row.invitation, row.nowMs);
  return (kind === 'expiring') === reminds;
}

/** The statuses while nothing may be shown at all: notifications that become due meanwhile are not shown later. */
export function passOver({ snapshots, polls, notifications }: WorkerState, nowMs: number): Notifications {
  return Object.fromEntries(
    Object.entries(notifications).map(([connectionId, statuses]) => {
      const invitations = invitationsOf(snapshotOf({ snapshots }, connectionId));
      const clockMs = cloudflareNowMs({ polls }, connectionId, nowMs);
      const due = new Set(
        invitations.filter((invitation) => isLastDay(invitation, clockMs)).map(({ key }) => key),
      );
      const after = statuses.map(
        ({ key, expiring }): NotificationStatus => ({
          key,
          fresh: 'over',
          expiring: due.has(key) ? 'over' : expiring,
          failed: 'over',
          trusted: 'over',
        }),
      );
      return [connectionId, after];
    }),
  );
}

/**
 * The next time (epoch ms) at which a notification becomes due, or at which quiet hours end that hold one back; null if
 * there is none.
 */
export function nextNotificationAtMs(
  state: WorkerState,
  quietHours: QuietHours | null,
  nowMs: number,
): number | null {
  const times = trackedRows(state, nowMs).flatMap((one) =>
    notificationKinds.flatMap((kind) => {
      if (one.status[kind] !== 'owed') return [];
      if (isDue(kind, one)) return nowMs;
      const { expiresAtMs } = one.row.invitation;
      // By this computer's clock, like the alarm.
      return kind === 'expiring' && expiresAtMs !== null
        ? expiresAtMs - lastDayMs - (one.row.nowMs - nowMs)
        : [];
    }),
  );
  // A notification that is due and not held back is shown in this wake, or tried again in the next one.
  const ahead = times
    .map((atMs) => Math.max(atMs, nowMs))
    .map((atMs) => (quietHours && quietEndMs(quietHours, atMs)) ?? atMs)
    .filter((atMs) => atMs > nowMs);
  return ahead.length === 0 ? null : Math.min(...ahead);
}
