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

describe('what a list makes news', () => {
  it('is nothing in the first, everything that is new in later ones', () => {
    const first = trackNotifications({ ...listing, statuses: undefined, snapshot: snapshotOf(['a', 'b']) });
    expect(first.map(({ fresh }) => fresh)).toEqual(['over', 'over']);
    const second = trackNotifications({ ...listing, statuses: first, snapshot: snapshotOf(['a', 'b', 'c']) });
    expect(second.map(({ key, fresh }) => [key, fresh])).toEqual([
      ['a', 'over'],
      ['b', 'over'],
      ['c', 'owed'],
    ]);
  });

  it('is nothing that the person sees as they connect again, but what was owed stays so', () => {
    const owed = [notice('a', { fresh: 'owed' })];
    const again = trackNotifications({
      ...listing,
      statuses: owed,
      seen: true,
      snapshot: snapshotOf(['a', 'b']),
    });
    expect(again.map(({ fresh }) => fresh)).toEqual(['owed', 'over']);
  });

  it('has no reminder for what is first seen on its last day', () => {
    const invitations = [known({ id: 'soon', expiresAtMs: nowMs + 24 * hourMs }), known({ id: 'later' })];
    const tracked = trackNotifications({ ...listing, snapshot: { ...snapshotOf([]), invitations } });
    expect(tracked.map(({ expiring }) => expiring)).toEqual(['over', 'owed']);
  });

  it('forgets what has gone or was answered, so that storage does not grow', () => {
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
    'remembers what a list may only have failed to show, up to a bound: %o',
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

  it('keeps in mind what failed to be accepted and is no longer pending, while its row is there', () => {
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
const plan = (state: WorkerState, standing: string[] = [], mayShow = true) => {
  const { show, clear, notifications } = planNotifications(state, new Set(standing), mayShow, nowMs);
  return {
    show: show.map(({ id, rows }) => [id, rows.map(({ invitation }) => invitation.key)]),
    clear,

    notices: withStatuses(state.notifications, notifications)['c1'],
  };
};

describe('what is shown', () => {
  const owed = (key: string) => notice(key, { fresh: 'owed' });
  const shown = (key: string) => notice(key, { fresh: 'shown' });

  it('is one notification of one invitation, which its id names', () => {
    expect(plan(stateWith([owed('a'), notice('b')]))).toMatchObject({
      show: [['fresh c1 a', ['a']]],
      notices: [{ fresh: 'shown' }, { fresh: 'over' }],
    });
  });

  it('is one notification of several', () => {
    expect(plan(stateWith([owed('a'), owed('b')])).show).toEqual([['fresh', ['a', 'b']]]);
  });

  it('takes in what still stands on the screen, and takes that away', () => {
    expect(plan(stateWith([shown('a'), owed('b')]), ['fresh c1 a'])).toMatchObject({
      show: [['fresh', ['a', 'b']]],
      clear: ['fresh c1 a'],
    });
    expect(plan(stateWith([shown('a'), shown('b'), owed('c')]), ['fresh']).show).toEqual([
      ['fresh', ['a', 'b', 'c']],
    ]);
  });

  it('leaves out what was closed, for good', () => {
    const { show, notices } = plan(stateWith([shown('a'), owed('b'), owed('c')]));
    expect(show).toEqual([['fresh', ['b', 'c']]]);
    expect(notices?.map(({ fresh }) => fresh)).toEqual(['over', 'shown', 'shown']);
  });

  it('is nothing twice', () => {
    expect(plan(stateWith([shown('a')]), ['fresh c1 a'])).toMatchObject({ show: [], clear: [] });
    expect(plan(stateWith([shown('a')]))).toMatchObject({ show: [], clear: [] });
  });

  it('goes when it is answered or gone; a group when all of it is', () => {
    const accepting = {
      outbox: [entry({ key: 'a' })],
    };
    expect(plan(stateWith([shown('a')], accepting), ['fresh c1 a']).clear).toEqual(['fresh c1 a']);
    expect(plan(stateWith([shown('a'), shown('b')], accepting), ['fresh']).clear).toEqual([]);
    expect(plan(stateWith([]), ['fresh', 'expiring c1 z']).clear).toEqual(['fresh', 'expiring c1 z']);
  });

  it('waits while nothing may be shown, and what stands goes on standing', () => {
    const quiet = plan(stateWith([shown('a'), owed('b')]), ['fresh c1 a'], false);
    expect(quiet).toMatchObject({ show: [], clear: [], notices: [{ fresh: 'shown' }, { fresh: 'owed' }] });
  });
});

describe('the reminder', () => {
  const lastDay = nowMs + 24 * hourMs;

  it('comes a day before, once, in place of what said that it is new', () => {
    const state = stateWith([notice('a', { fresh: 'shown' })], {}, lastDay);
    const first = plan(state, ['fresh c1 a']);
    expect(first).toMatchObject({ show: [['expiring c1 a', ['a']]], clear: ['fresh c1 a'] });
    const later = stateWith(first.notices ?? [], {}, lastDay);
    expect(plan(later, ['expiring c1 a'])).toMatchObject({ show: [], clear: [] });
    expect(plan(later).show).toEqual([]);
    expect(plan(stateWith([notice('a')], {}, lastDay + 1)).show).toEqual([]);
  });

  it('is not shown beside the news that says the same', () => {
    const first = plan(stateWith([notice('a', { fresh: 'owed' })], {}, lastDay));
    expect(first.show).toEqual([['fresh c1 a', ['a']]]);
    const later = stateWith(first.notices ?? [], {}, lastDay);
    expect(plan(later, ['fresh c1 a'])).toMatchObject({ show: [], clear: [] });
  });

  it('is passed over while notifications are off, not one whose day is yet to come', () => {
    const state = stateWith([notice('a', { fresh: 'owed' })], {}, lastDay);
    expect(passOver(state, nowMs)['c1']).toMatchObject([{ fresh: 'over', expiring: 'over' }]);
    expect(passOver(stateWith([notice('a')]), nowMs)).toEqual({ c1: [notice('a')] });
  });
});

describe('when it is next time', () => {
  it('is a day before the next of them expires', () => {
    expect(nextNotificationAtMs(stateWith([notice('a')]), null, nowMs)).toBe(nowMs + 24 * hourMs);
    expect(nextNotificationAtMs(stateWith([notice('a', { expiring: 'shown' })]), null, nowMs)).toBeNull();
    const never = stateOf([known({ id: 'a', expiresAtMs: null })], { notifications: { c1: [notice('a')] } });
    expect(nextNotificationAtMs(never, null, nowMs)).toBeNull();
  });

  it('is when quiet hours end that hold something back', () => {
    const now = new Date(nowMs);
    const minute = now.getHours() * 60 + now.getMinutes();
    const quiet = { from: minute, to: (minute + 90) % 1440 };
    const held = stateWith([notice('a', { fresh: 'owed' })]);
    expect(nextNotificationAtMs(held, quiet, nowMs)).toBe(nowMs + 1.5 * hourMs);
    // Without quiet hours it is shown at this wake, and the reminder is next.
    expect(nextNotificationAtMs(held, null, nowMs)).toBe(nowMs + 24 * hourMs);
  });
});

describe('accepting without a look', () => {
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
    ['one that may deceive', stateOf([known({ cautions: ['imitates-cloudflare'] })]), false],
    [
      'a login that may only read',
      stateOf([known()], { connections: [connection({ canRespond: false })] }),
      false,
    ],
    ['a locked login', stateOf([known()], { connections: [connection({ keeping: 'encrypted' })] }), false],
    ['a refused login', stateOf([known()], paused), false],
    ['a login that lacks the permission', stateOf([known()], lacking), false],
    ['one without an id', stateOf([known({ id: null })]), false],
    [
      'one under way',
      stateOf([known()], {
        outbox: [entry({ answer: 'rejected' })],
      }),
      false,
    ],
  ])('%s', (_, state, expected) => {
    expect(decide(state)).toBe(expected);
  });
});
