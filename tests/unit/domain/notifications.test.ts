import { describe, expect, it } from 'vitest';
import { silentFailure } from '@/lib/domain/failure';
import { nextNotificationAtMs, passOver, planNotifications } from '@/lib/domain/notification-plan';
import type { WorkerState } from '@/lib/domain/notifications';
import {
  canAcceptUnreviewed,
  type NotificationStatus,
  trackNotifications,
  withStatuses,
} from '@/lib/domain/notifications';
import { inviteRows } from '@/lib/domain/rows';
import { connection, entry, hourMs, known, nowMs, poll, stateOf } from './make';

const notice = (key: string, partial: Partial<NotificationStatus> = {}): NotificationStatus => ({
  key,
  fresh: 'over',
  expiring: 'owed',
  failed: 'over',
  trusted: 'over',
  ...partial,
});
const snapshotOf = (ids: string[], partial = {}) => ({
  invitations: ids.map((id) => known({ id })),
  lists: { invites: { unreadable: 0, complete: true, ...partial } },
});
const listing = {
  statuses: [],
  snapshot: snapshotOf([]),
  outbox: [],
  connectionId: 'c1',
  seen: false,
  nowMs,
};

describe('trackNotifications', () => {
  it('makes a notification due only for invitations that come after the first list', () => {
    const first = trackNotifications({ ...listing, statuses: undefined, snapshot: snapshotOf(['a', 'b']) });
    expect(first.map(({ fresh }) => fresh)).toEqual(['over', 'over']);
    const second = trackNotifications({ ...listing, statuses: first, snapshot: snapshotOf(['a', 'b', 'c']) });
    expect(second.map(({ key, fresh }) => [key, fresh])).toEqual([
      ['a', 'over'],
      ['b', 'over'],
      ['c', 'owed'],
    ]);
  });

  it('makes none due for invitations seen while connecting again, but keeps those that were due', () => {
    const owed = [notice('a', { fresh: 'owed' })];
    const again = trackNotifications({
      ...listing,
      statuses: owed,
      seen: true,
      snapshot: snapshotOf(['a', 'b']),
    });
    expect(again.map(({ fresh }) => fresh)).toEqual(['owed', 'over']);
  });

  it('plans no reminder for an invitation first seen on its last day', () => {
    const invitations = [known({ id: 'soon', expiresAtMs: nowMs + 24 * hourMs }), known({ id: 'later' })];
    const tracked = trackNotifications({ ...listing, snapshot: { ...snapshotOf([]), invitations } });
    expect(tracked.map(({ expiring }) => expiring)).toEqual(['over', 'owed']);
  });

  it('forgets invitations that are gone or answered, so that storage does not grow', () => {
    const before = ['a', 'b', 'c'].map((key) => notice(key));
    const invitations = [known({ id: 'a' }), known({ id: 'b', status: 'accepted' })];
    const tracked = trackNotifications({
      ...listing,
      statuses: before,
      snapshot: { ...snapshotOf([]), invitations },
    });
    expect(tracked.map(({ key }) => key)).toEqual(['a']);
  });

  it.each([{ complete: false }, { unreadable: 1 }])(
    'remembers invitations that a list may only have failed to show, up to a limit: %o',
    (partial) => {
      const before = Array.from({ length: 500 }, (_, index) => notice(String(index)));
      const tracked = trackNotifications({
        ...listing,
        statuses: before,
        snapshot: snapshotOf(['0'], partial),
      });
      expect(tracked).toHaveLength(201);
      expect(tracked.map(({ key }) => key)).toContain('499');
    },
  );

  it('remembers an invitation that could not be accepted as long as its row is there', () => {
    const failed = entry({ key: 'a', phase: 'failed' });
    const invitations = [known({ id: 'a', status: 'rejected' })];
    const after = { ...listing, statuses: [notice('a')], snapshot: { ...snapshotOf([]), invitations } };
    expect(trackNotifications({ ...after, outbox: [failed] })).toHaveLength(1);
    expect(trackNotifications(after)).toHaveLength(0);
  });
});

const stateWith = (
  notices: NotificationStatus[],
  partial: Partial<WorkerState> = {},
  expiresAtMs = nowMs + 48 * hourMs,
) =>
  stateOf(
    notices.map(({ key }) => known({ id: key, expiresAtMs })),
    { notifications: { c1: notices }, ...partial },
  );
const plan = (state: WorkerState, onScreen: string[] = [], mayShow = true) => {
  const { show, clear, notifications } = planNotifications(state, new Set(onScreen), mayShow, nowMs);
  return {
    show: show.map(({ id, rows }) => [id, rows.map(({ invitation }) => invitation.key)]),
    clear,

    notices: withStatuses(state.notifications, notifications)['c1'],
  };
};

describe('a notification about new invitations', () => {
  const owed = (key: string) => notice(key, { fresh: 'owed' });
  const shown = (key: string) => notice(key, { fresh: 'shown' });

  it('names the invitation in its id if there is only one', () => {
    expect(plan(stateWith([owed('a'), notice('b')]))).toMatchObject({
      show: [['fresh c1 a', ['a']]],
      notices: [{ fresh: 'shown' }, { fresh: 'over' }],
    });
  });

  it('is shared by several invitations', () => {
    expect(plan(stateWith([owed('a'), owed('b')])).show).toEqual([['fresh', ['a', 'b']]]);
  });

  it('includes invitations whose notification is still on screen, and removes that one', () => {
    expect(plan(stateWith([shown('a'), owed('b')]), ['fresh c1 a'])).toMatchObject({
      show: [['fresh', ['a', 'b']]],
      clear: ['fresh c1 a'],
    });
    expect(plan(stateWith([shown('a'), shown('b'), owed('c')]), ['fresh']).show).toEqual([
      ['fresh', ['a', 'b', 'c']],
    ]);
  });

  it('leaves out invitations whose notification was closed, for good', () => {
    const { show, notices } = plan(stateWith([shown('a'), owed('b'), owed('c')]));
    expect(show).toEqual([['fresh', ['b', 'c']]]);
    expect(notices?.map(({ fresh }) => fresh)).toEqual(['over', 'shown', 'shown']);
  });

  it('is not shown twice', () => {
    expect(plan(stateWith([shown('a')]), ['fresh c1 a'])).toMatchObject({ show: [], clear: [] });
    expect(plan(stateWith([shown('a')]))).toMatchObject({ show: [], clear: [] });
  });

  it('is removed when all its invitations are answered or gone', () => {
    const accepting = {
      outbox: [entry({ key: 'a' })],
    };
    expect(plan(stateWith([shown('a')], accepting), ['fresh c1 a']).clear).toEqual(['fresh c1 a']);
    expect(plan(stateWith([shown('a'), shown('b')], accepting), ['fresh']).clear).toEqual([]);
    expect(plan(stateWith([]), ['fresh', 'expiring c1 z']).clear).toEqual(['fresh', 'expiring c1 z']);
  });

  it('waits while none may be shown, and the ones on screen stay', () => {
    const quiet = plan(stateWith([shown('a'), owed('b')]), ['fresh c1 a'], false);
    expect(quiet).toMatchObject({ show: [], clear: [], notices: [{ fresh: 'shown' }, { fresh: 'owed' }] });
  });
});

describe('the reminder', () => {
  const lastDay = nowMs + 24 * hourMs;

  it('comes once, a day before, and replaces the notification about the new invitation', () => {
    const state = stateWith([notice('a', { fresh: 'shown' })], {}, lastDay);
    const first = plan(state, ['fresh c1 a']);
    expect(first).toMatchObject({ show: [['expiring c1 a', ['a']]], clear: ['fresh c1 a'] });
    const later = stateWith(first.notices ?? [], {}, lastDay);
    expect(plan(later, ['expiring c1 a'])).toMatchObject({ show: [], clear: [] });
    expect(plan(later).show).toEqual([]);
    expect(plan(stateWith([notice('a')], {}, lastDay + 1)).show).toEqual([]);
  });

  it('is not shown while the notification about the new invitation is due', () => {
    const first = plan(stateWith([notice('a', { fresh: 'owed' })], {}, lastDay));
    expect(first.show).toEqual([['fresh c1 a', ['a']]]);
    const later = stateWith(first.notices ?? [], {}, lastDay);
    expect(plan(later, ['fresh c1 a'])).toMatchObject({ show: [], clear: [] });
  });

  it('is skipped if its day comes while notifications are off', () => {
    const state = stateWith([notice('a', { fresh: 'owed' })], {}, lastDay);
    expect(passOver(state, nowMs)['c1']).toMatchObject([{ fresh: 'over', expiring: 'over' }]);
    expect(passOver(stateWith([notice('a')]), nowMs)).toEqual({ c1: [notice('a')] });
  });
});

describe('the next notification', () => {
  it('is due a day before the next invitation expires', () => {
    expect(nextNotificationAtMs(stateWith([notice('a')]), null, nowMs)).toBe(nowMs + 24 * hourMs);
    expect(nextNotificationAtMs(stateWith([notice('a', { expiring: 'shown' })]), null, nowMs)).toBeNull();
    const never = stateOf([known({ id: 'a', expiresAtMs: null })], { notifications: { c1: [notice('a')] } });
    expect(nextNotificationAtMs(never, null, nowMs)).toBeNull();
  });

  it('is due at the end of quiet hours if one is held back', () => {
    const now = new Date(nowMs);
    const minute = now.getHours() * 60 + now.getMinutes();
    const quiet = { from: minute, to: (minute + 90) % 1440 };
    const held = stateWith([notice('a', { fresh: 'owed' })]);
    expect(nextNotificationAtMs(held, quiet, nowMs)).toBe(nowMs + 1.5 * hourMs);
    // Without quiet hours it is shown at this wake, and the reminder is next.
    expect(nextNotificationAtMs(held, null, nowMs)).toBe(nowMs + 24 * hourMs);
  });
});

describe('accepting from the notification', () => {
  const decide = (state: WorkerState) => {
    const [row] = inviteRows(state, nowMs);
    if (!row) throw new Error('no row');
    return canAcceptUnreviewed(state, row);
  };
  const paused = { polls: { c1: poll({ nextAtMs: null, failure: silentFailure('token-invalid', nowMs) }) } };
  const lacking = {
    polls: {
      c1: poll({
        refusedTimes: 3,
        refusedSinceMs: nowMs - hourMs,
        failure: silentFailure('permission-missing', nowMs),
      }),
    },
  };

  it.each<[string, WorkerState, boolean]>([
    ['a plain invitation', stateOf([known()]), true],
    ['a deceptive invitation', stateOf([known({ cautions: ['imitates-cloudflare'] })]), false],
    ['a read-only login', stateOf([known()], { connections: [connection({ canRespond: false })] }), false],
    ['a locked login', stateOf([known()], { connections: [connection({ keeping: 'encrypted' })] }), false],
    ['a refused login', stateOf([known()], paused), false],
    ['a login that lacks the permission', stateOf([known()], lacking), false],
    ['an invitation without an id', stateOf([known({ id: null })]), false],
    [
      'an invitation with an answer under way',
      stateOf([known()], {
        outbox: [entry({ answer: 'rejected' })],
      }),
      false,
    ],
  ])('is allowed or not for %s', (_, state, expected) => {
    expect(decide(state)).toBe(expected);
  });
});
