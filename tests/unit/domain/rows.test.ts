import { expect, it } from 'vitest';
import { popupRows } from '@/lib/domain/rows';
import { entry, hourMs, known, nowMs, stateOf } from './make';

const trusted = { kind: 'trusted', untilMs: nowMs + 300_000, forMs: 300_000 } as const;
const joined = { status: 'accepted', settledAtMs: nowMs - 60_000 };

it('invitations about to be accepted automatically come first, and those just accepted last', () => {
  const state = stateOf(
    [
      known({ id: 'joined', expiresAtMs: nowMs + hourMs, ...joined }),
      known({ id: 'later', expiresAtMs: nowMs + 3 * hourMs }),
      known({ id: 'sooner', expiresAtMs: nowMs + 2 * hourMs }),
      known({ id: 'held', expiresAtMs: nowMs + 90 * hourMs }),
    ],
    { outbox: [entry({ key: 'held', hold: trusted })] },
  );
  const keys = (atMs: number) => popupRows(state, atMs).map(({ invitation }) => invitation.key);
  expect(keys(nowMs)).toEqual(['held', 'sooner', 'later', 'joined']);
  // By then the user has seen the link to the account.
  expect(keys(nowMs + 5 * 60_000)).toEqual(['held', 'sooner', 'later']);
});
