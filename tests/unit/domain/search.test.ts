import { describe, expect, it } from 'vitest';
import { historyRows } from '@/lib/domain/history';
import { searchRows } from '@/lib/domain/search';
import { inviteRows } from '@/lib/domain/state';
import { hourMs, known, nowMs, stateOf } from './make';

const state = stateOf([
  known({ id: '1', organizationName: 'Café Mirabel', invitedBy: 'ana@mirabel.example', invitedAtMs: 1 }),
  known({
    id: '2',
    organizationName: 'Acme',
    roles: ['Billing'],
    invitedAtMs: 3,
    expiresAtMs: nowMs + hourMs,
  }),
  known({ id: '3', organizationName: 'Zebra', invitedBy: 'bo@acme.example', invitedAtMs: 2 }),
]);
const ids = (query: string, sort: 'expiring' | 'newest' | 'name' = 'expiring') =>
  searchRows(inviteRows(state, nowMs), query, sort).map(({ invitation }) => invitation.key);

describe('searchRows', () => {
  it.each([
    ['', ['2', '1', '3']],
    ['cafe', ['1']],
    ['  MIRABEL ana ', ['1']],
    ['billing', ['2']],
    ['acme', ['2', '3']],
    ['acme zebra', ['3']],
    ['nobody', []],
  ])('%j finds by organization, inviter and role', (query, found) => {
    expect(ids(query)).toEqual(found);
  });

  it('sorts', () => {
    expect(ids('', 'newest')).toEqual(['2', '3', '1']);
    expect(ids('', 'name')).toEqual(['2', '1', '3']);
  });
});

describe('historyRows', () => {
  it('lists what is answered or has run out, the latest first', () => {
    const past = stateOf([
      known({ id: 'open' }),
      known({ id: 'ran-out', expiresAtMs: nowMs - hourMs }),
      known({ id: 'accepted', status: 'accepted', settledAtMs: nowMs - 2 * hourMs }),
      known({ id: 'rejected', status: 'rejected', settledAtMs: nowMs - 1 }),
    ]);
    expect(historyRows(past, nowMs).map(({ invitation }) => invitation.key)).toEqual([
      'rejected',
      'ran-out',
      'accepted',
    ]);
  });
});
