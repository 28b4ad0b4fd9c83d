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

/** One notification. Its id is always the same for the same thing, so that a later one takes its place. */
export interface Announcement {
  id: string;
  kind: NotificationKind;
  rows: InviteRow[];
}

export interface NotificationPlan {
  show: Announcement[];
  /** Ids of notifications that are no longer true, or have become part of another. */
  clear: string[];
  /** How all statuses stand once everything in `show` was shown. */
  notifications: Notifications;
}

/**
 * What to show and what to take away, given the ids of the notifications on the screen. There is one notification a
 * kind: about one invitation, with an id of its own, or about several. Without `mayShow` what is owed stays owed.
 */
export function planNotifications(
  state: WorkerState,
  onScreen: ReadonlySet<string>,
  mayShow: boolean,
  nowMs: number,
): NotificationPlan {
  const tracked = trackedRows(state, nowMs).map(hushed);
  const plans = notificationKinds.map((kind) => planKind(kind, tracked, onScreen, mayShow));
  const keep = new Set(plans.flatMap((plan) => plan.keep));
  const notifications: Notifications = {};
  for (const one of tracked) {
    let after = one.status;
    for (const plan of plans) after = { ...after, ...plan.after(one) };
    if (one.status.trusted === 'owed' && after.trusted === 'shown') after = { ...after, fresh: 'over' };
    const saidWhen = one.status.fresh === 'owed' && after.fresh === 'shown';
    // That it is new says until when too: one notification, not two at once.
    if (saidWhen && isLastDay(one.row.invitation, one.row.nowMs)) after = { ...after, expiring: 'over' };
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
      // It was closed or has gone: the group that is now on the screen is not about it.
      return one.status[kind] === 'shown' ? { [kind]: 'over' } : {};
    },
  };
}

/** With nothing to be shown where the inviter is a quiet one of that login. */
function hushed(one: TrackedRow): TrackedRow {
  const { connection, invitation } = one.row;
  if (!isListed(connection.inviters.quiet, invitation.invitedBy)) return one;
  return { ...one, status: { ...one.status, fresh: 'over', expiring: 'over', trusted: 'over' } };
}

/** Whether it is true now, and not said better by another kind. */
function isDue(kind: NotificationKind, { row, status }: TrackedRow): boolean {
  if (kind === 'failed') return row.response?.phase === 'failed';
  if (kind === 'trusted') return row.hold?.kind === 'trusted' && row.pressed === null;
  if (!isPending(row.invitation, row.nowMs) || (row.response && isUnderWay(row.response))) return false;
  const reminds =
    status.fresh !== 'owed' && status.expiring !== 'over' && isLastDay(row.invitation, row.nowMs);
  return (kind === 'expiring') === reminds;
}

/** The statuses when nothing may be shown at all: what falls due meanwhile is not made up for later. */
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

/** The next time at which something falls due or quiet hours end that keep something back (epoch ms), or null. */
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
      // By this computer's clock, as the alarm is.
      return kind === 'expiring' && expiresAtMs !== null
        ? expiresAtMs - lastDayMs - (one.row.nowMs - nowMs)
        : [];
    }),
  );
  // What is due already and need not wait is shown at this very wake, or tried again at the next.
  const ahead = times
    .map((atMs) => Math.max(atMs, nowMs))
    .map((atMs) => (quietHours && quietEndMs(quietHours, atMs)) ?? atMs)
    .filter((atMs) => atMs > nowMs);
  return ahead.length === 0 ? null : Math.min(...ahead);
}
