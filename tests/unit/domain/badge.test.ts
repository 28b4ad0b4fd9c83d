import { describe, expect, it } from 'vitest';
import { badgeOf } from '@/lib/domain/badge';
import { silentFailure } from '@/lib/domain/failure';
import { inviteRows } from '@/lib/domain/state';
import { connection, hourMs, known, nowMs, poll, stateOf } from './make';

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
  ])('%i pending is %j', (count, text) => {
    expect(badge(stateOf(many(count)))).toMatchObject({ text, tone: 'count' });
  });

  it('is an exclamation mark when the only login is refused, whatever was known', () => {
    expect(badge(stateOf(many(3), { polls: { c1: refused } }))).toMatchObject({
      text: '!',
      tone: 'attention',
    });
  });

  it('still counts the other login when one is refused', () => {
    const state = stateOf(many(3), {
      connections: [connection(), connection({ id: 'c2' })],
      polls: { c1: poll(), c2: refused },
    });
    expect(badge(state)).toMatchObject({ text: '3', refused: 1 });
  });

  it('is grey once the count is older than two polls', () => {
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
  it('lists what is pending, expiring first, without an end last', () => {
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
