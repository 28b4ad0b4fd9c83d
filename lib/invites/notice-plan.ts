import { identity } from '../cloudflare/invitation';
import { hasSameFields } from '../same';
import { noticeId, type Told, toldRows } from './noticed';
import type { WorkerState } from './notices';
import { isLastDay, type Notice, type NoticeKind, type Notices, noticeKinds, reminderMs } from './notices';
import { type QuietHours, quietEndMs } from './quiet';
import { isPending } from './snapshot';
import { type InviteRow, isUnderWay, snapshotOf } from './state';

/** One notification. Its id is always the same for the same thing, so that a later one takes its place. */
export interface Announcement {
  id: string;
  kind: NoticeKind;
  rows: InviteRow[];
}

export interface NoticePlan {
  show: Announcement[];
  /** Ids of notifications that are no longer true, or have become part of another. */
  clear: string[];
  /** Only the notices that change once everything in `show` was shown. */
  notices: Notices;
}

/**
 * What to show and what to take away, given the ids of the notifications that stand on the screen. There is one
 * notification a kind: about one invitation, with an id of its own, or about several. Without `mayShow` what is owed
 * stays owed.
 */
export function planNotices(
  state: WorkerState,
  standing: ReadonlySet<string>,
  mayShow: boolean,
  nowMs: number,
): NoticePlan {
  const told = toldRows(state, nowMs);
  const plans = noticeKinds.map((kind) => planKind(kind, told, standing, mayShow, nowMs));
  const keep = new Set(plans.flatMap((plan) => plan.keep));
  return {
    show: plans.flatMap(({ show }) => show ?? []),
    clear: [...standing].filter((id) => !keep.has(id)),
    notices: changed(told, (one) => {
      let after = one.notice;
      for (const plan of plans) after = { ...after, ...plan.after(one) };
      const saidWhen = one.notice.fresh === 'owed' && after.fresh === 'shown';
      // That it is new says until when too: one notification, not two at once.
      return saidWhen && isLastDay(one.row.invitation, nowMs) ? { ...after, expiring: 'over' } : after;
    }),
  };
}

function planKind(
  kind: NoticeKind,
  told: Told[],
  standing: ReadonlySet<string>,
  mayShow: boolean,
  nowMs: number,
): { show: Announcement | null; keep: string[]; after(one: Told): Partial<Notice> } {
  const due = told.filter((one) => isDue(kind, one, nowMs));
  const grouped = standing.has(kind);
  const owed = due.filter(({ notice }) => mayShow && notice[kind] === 'owed');
  const stands = due.filter(
    ({ row, notice }) => notice[kind] === 'shown' && (grouped || standing.has(noticeId(kind, row))),
  );
  if (owed.length === 0) {
    const ids = stands.map(({ row }) => (grouped ? kind : noticeId(kind, row)));
    return { show: null, keep: ids, after: () => ({}) };
  }
  const subject = due.filter((one) => owed.includes(one) || stands.includes(one));
  const rows = subject.map(({ row }) => row);
  const id = rows[0] && rows.length === 1 ? noticeId(kind, rows[0]) : kind;
  return {
    show: { id, kind, rows },
    keep: [id],
    after(one) {
      if (subject.includes(one)) return { [kind]: 'shown' };
      // It was closed or has gone: the group that now stands is not about it.
      return one.notice[kind] === 'shown' ? { [kind]: 'over' } : {};
    },
  };
}

/** Whether it is true now, and not said better by another kind. */
function isDue(kind: NoticeKind, { row, notice }: Told, nowMs: number): boolean {
  if (kind === 'failed') return row.response?.phase === 'failed';
  if (!isPending(row.invitation, nowMs) || (row.response && isUnderWay(row.response))) return false;
  const reminds = notice.fresh !== 'owed' && notice.expiring !== 'over' && isLastDay(row.invitation, nowMs);
  return (kind === 'expiring') === reminds;
}

/**
 * Only the notices that change when nothing may be shown at all: what falls due meanwhile is not made up for later. For
 * most people that is always, so no rows are made for it.
 */
export function passedOver({ snapshots, notices }: WorkerState, nowMs: number): Notices {
  const passed: Notices = {};
  for (const [connectionId, known] of Object.entries(notices)) {
    const { invitations } = snapshotOf({ snapshots }, connectionId);
    const due = new Set(invitations.filter((invitation) => isLastDay(invitation, nowMs)).map(identity));
    const owed = known.flatMap((notice): Notice | [] => {
      const expiring = due.has(notice.key) ? 'over' : notice.expiring;
      const isOver = notice.fresh === 'over' && notice.failed === 'over' && notice.expiring === expiring;
      return isOver ? [] : { ...notice, fresh: 'over', failed: 'over', expiring };
    });
    if (owed.length > 0) passed[connectionId] = owed;
  }
  return passed;
}

/** The next time at which something falls due or quiet hours end that keep something back (epoch ms), or null. */
export function nextNoticeAtMs(
  state: WorkerState,
  quietHours: QuietHours | null,
  nowMs: number,
): number | null {
  const times = toldRows(state, nowMs).flatMap((one) =>
    noticeKinds.flatMap((kind) => {
      if (one.notice[kind] !== 'owed') return [];
      if (isDue(kind, one, nowMs)) return nowMs;
      const { expiresAtMs } = one.row.invitation;
      return kind === 'expiring' && expiresAtMs !== null ? expiresAtMs - reminderMs : [];
    }),
  );
  // What is due already and need not wait is shown at this very wake, or tried again at the next.
  const ahead = times
    .map((atMs) => Math.max(atMs, nowMs))
    .map((atMs) => (quietHours && quietEndMs(quietHours, atMs)) ?? atMs)
    .filter((atMs) => atMs > nowMs);
  return ahead.length === 0 ? null : Math.min(...ahead);
}

/** Leaves out those that `change` leaves as they are. */
function changed<T extends { connectionId: string; notice: Notice }>(
  all: T[],
  change: (one: T) => Notice,
): Notices {
  const notices: Notices = {};
  for (const one of all) {
    const after = change(one);
    if (hasSameFields(one.notice, after)) continue;
    notices[one.connectionId] ??= [];
    notices[one.connectionId]?.push(after);
  }
  return notices;
}
