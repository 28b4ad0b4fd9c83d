import { describe, expect, it } from 'vitest';
import { endingOf, historyRows, outcomeOf } from '@/lib/domain/history';
import type { StoredInvitation } from '@/lib/domain/invitation';
import { hourMs, known, nowMs, stateOf } from './make';

const rowsOf = (...invitations: StoredInvitation[]) => historyRows(stateOf(invitations), nowMs);
const firstSeenAtMs = nowMs - 50 * hourMs;
const seen = (one: StoredInvitation) => ({ ...one, firstSeenAtMs });

describe('historyRows', () => {
  it('lists answered and expired invitations, latest first and those without a date last', () => {
    const rows = rowsOf(
      known({ id: 'open' }),
      known({ id: 'undated', status: 'accepted' }),
      known({ id: 'ran-out', expiresAtMs: nowMs - hourMs }),
      seen(known({ id: 'before', status: 'rejected' })),
      known({ id: 'accepted', status: 'accepted', settledAtMs: nowMs - 2 * hourMs }),
      known({ id: 'rejected', status: 'rejected', settledAtMs: nowMs - 1 }),
    );
    expect(rows.map(({ invitation }) => invitation.key)).toEqual([
      'rejected',
      'ran-out',
      'accepted',
      'before',
      'undated',
    ]);
  });
});

describe('endingOf', () => {
  const expiredAtMs = nowMs - 3 * hourMs;
  const settledAtMs = nowMs - 2 * hourMs;
  it.each([
    ['answered here', known({ status: 'accepted', settledAtMs }), { atMs: settledAtMs, isExact: true }],
    [
      'answered before it was first seen, whenever it was sent',
      seen(known({ status: 'accepted', invitedAtMs: 1 })),
      { atMs: firstSeenAtMs, isExact: false },
    ],
    [
      'answered, so before it would have expired',
      seen(known({ status: 'accepted', expiresAtMs: firstSeenAtMs - hourMs })),
      { atMs: firstSeenAtMs - hourMs, isExact: false },
    ],
    ['answered, with nothing else known', known({ status: 'rejected', expiresAtMs: expiredAtMs }), null],
    ['past its expiry time', known({ expiresAtMs: expiredAtMs }), { atMs: expiredAtMs, isExact: true }],
    [
      'expired by its status',
      seen(known({ status: 'expired', expiresAtMs: expiredAtMs, settledAtMs })),
      { atMs: expiredAtMs, isExact: true },
    ],
    [
      'expired before its time',
      seen(known({ status: 'expired', settledAtMs })),
      { atMs: settledAtMs, isExact: true },
    ],
    [
      'expired, without a time',
      seen(known({ status: 'expired', expiresAtMs: null })),
      { atMs: firstSeenAtMs, isExact: false },
    ],
  ])('gives the end of an invitation that was %s', (_, invitation, ending) => {
    const [row] = rowsOf(invitation);
    expect(row && endingOf(row)).toEqual(ending);
  });
});

it.each([
  ['accepted', 'accepted'],
  ['rejected', 'rejected'],
  ['expired', 'expired'],
  ['pending', 'expired'],
  ['withdrawn', 'other'],
  ['other', 'other'],
])('a past invitation with the status %s has the outcome %s', (status, outcome) => {
  expect(outcomeOf({ status })).toBe(outcome);
});
