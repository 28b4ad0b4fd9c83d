import { describe, expect, it } from 'vitest';
import { badgeOf } from '@/lib/domain/badge';
import { silentFailure } from '@/lib/domain/failure';
import { nextWakeAtMs } from '@/lib/domain/next-wake';
import { inviteRows } from '@/lib/domain/rows';
import { pendingCount } from '@/lib/domain/state';
import { connection, entry, hourMs, known, nowMs, poll, stateOf } from './make';

const intervalMs = 300_000;
const badge = (state: ReturnType<typeof stateOf>) => badgeOf(state, intervalMs, nowMs);
const many = (count: number) => Array.from({ length: count }, (_, index) => known({ id: String(index) }));
const refused = poll({ failure: silentFailure('token-invalid', nowMs), nextAtMs: null });

describe('badgeOf', () => {
  it.each([
    [0, ''],
    [1, '1'],
    [99, '99'],
    [100, '99+'],
  ])('shows %i pending as %j', (count, text) => {
    expect(badge(stateOf(many(count)))).toMatchObject({ text, tone: 'count' });
  });

  it('is an exclamation mark if the only login is refused, even if invitations are known', () => {
    expect(badge(stateOf(many(3), { polls: { c1: refused } }))).toMatchObject({
      text: '!',
      tone: 'attention',
    });
  });

  it('still counts the other login if one is refused', () => {
    const state = stateOf(many(3), {
      connections: [connection(), connection({ id: 'c2' })],
      polls: { c1: poll(), c2: refused },
    });
    expect(badge(state)).toMatchObject({ text: '3', refused: 1 });
  });

  it.each([
    ['refused', { polls: { c1: poll(), c2: refused } }, { refused: 1 }],
    ['locked', { polls: { c1: poll(), c2: poll() } }, { locked: 1 }],
  ])(
    'also counts the listed invitations of a login that is %s, unless there is nothing else',
    (_, partial, said) => {
      const keeping = 'locked' in said ? 'encrypted' : 'device';
      const connections = [connection(), connection({ id: 'c2', keeping })];
      const both = stateOf(many(2), { connections, ...partial });
      const snapshots = { ...both.snapshots, c2: { invitations: many(3), lists: {} } };
      const state = { ...both, snapshots };
      expect(badge(state)).toMatchObject({ text: '5', pending: 5, ...said });
      expect(pendingCount(state, nowMs)).toBe(5);
      const alone = { ...state, snapshots: { c2: snapshots.c2 } };
      expect(badge(alone)).toMatchObject({ text: 'locked' in said ? '•••' : '!', pending: 0 });
    },
  );

  it('counts an invitation until its answer is confirmed', () => {
    const outbox = [entry({ key: '0', phase: 'sent' })];
    expect(badge(stateOf(many(2), { outbox }))).toMatchObject({ text: '2', pending: 2 });
  });

  it('has the attention color if an invitation expires within a day, and says which', () => {
    const soon = known({ id: 'soon', organizationName: 'Acme', expiresAtMs: nowMs + 23 * hourMs });
    expect(badge(stateOf([known(), soon]))).toMatchObject({ text: '2', tone: 'attention', urgent: ['Acme'] });
    expect(badge(stateOf([known()]))).toMatchObject({ tone: 'count', urgent: [] });
  });

  it('is drawn again when the last day of an invitation begins, and when it expires', () => {
    const polls = { c1: poll({ nextAtMs: nowMs + 100 * hourMs }) };
    const state = stateOf([known({ expiresAtMs: nowMs + 48 * hourMs })], { polls });
    expect(nextWakeAtMs(state, nowMs)).toBe(nowMs + 24 * hourMs);
    expect(nextWakeAtMs(state, nowMs + 24 * hourMs)).toBe(nowMs + 48 * hourMs);
  });

  it('says that there may be more if a list is incomplete', () => {
    const lists = { invites: { unreadable: 0, complete: false } };
    const incomplete = stateOf([], { snapshots: { c1: { invitations: many(3), lists } } });
    expect(badge(incomplete)).toMatchObject({ text: '3+', mayBeMore: true });
  });

  it('is gray once the count is older than two polls', () => {
    const failing = (fetchedAtMs: number) =>
      badge(
        stateOf(many(1), {
          polls: { c1: poll({ failure: silentFailure('unreachable', nowMs), fetchedAtMs }) },
        }),
      );
    expect(failing(nowMs - intervalMs).tone).toBe('count');
    expect(failing(nowMs - 3 * intervalMs).tone).toBe('stale');
  });
});

describe('inviteRows', () => {
  it('lists pending invitations by expiry, those without one last', () => {
    const rows = inviteRows(
      stateOf([
        known({ id: 'later', expiresAtMs: nowMs + 9 * hourMs }),
        known({ id: 'endless', expiresAtMs: null }),
        known({ id: 'answered', status: 'accepted' }),
        known({ id: 'soon', expiresAtMs: nowMs + hourMs }),
      ]),
      nowMs,
    );
    expect(rows.map(({ invitation }) => invitation.key)).toEqual(['soon', 'later', 'endless']);
  });
});
