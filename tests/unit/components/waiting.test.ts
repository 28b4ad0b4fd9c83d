import { screen } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { silentFailure } from '@/lib/domain/failure';
import type { OutboxEntry } from '@/lib/domain/outbox';
import { entry, known, nowMs, poll, stateOf } from '../domain/make';
import { press, showPending } from './pages';

/** Shows the row of one response. Returns what the user does with it. */
function show(response: Partial<OutboxEntry>, failing = poll()) {
  const done: string[] = [];
  const state = stateOf([known()], { outbox: [entry(response)], polls: { c1: failing } });
  showPending(state, {
    onTry: () => done.push('try'),
    onTakeBack: ({ key }) => done.push(`take back ${key}`),
    onRespond: async ({ answer }) => {
      done.push(answer);
      return true;
    },
  });
  return done;
}

const troubled = poll({ failure: silentFailure('server-error', nowMs), nextAtMs: nowMs + 60_000 });
const refused = poll({ failure: silentFailure('token-invalid', nowMs), fetchedAtMs: null, nextAtMs: null });
const has = (name: string) => screen.queryByRole('button', { name }) !== null;

describe('a waiting response', () => {
  it('says which answer it is, why and how long it waits, and can be retried or cancelled', () => {
    const done = show({ answer: 'rejected' }, troubled);
    screen.getByText('Cloudflare is having problems');
    screen.getByText('Reject will be retried in 1 minute');
    press('Try now to answer Northwind');
    press('Cancel the answer to Northwind');
    expect(done).toEqual(['try', 'take back c1 i1']);
  });

  it('says that it will be retried in a moment if its time has passed', () => {
    show({ answer: 'rejected' }, { ...troubled, nextAtMs: nowMs - 60_000 });
    screen.getByText('Reject will be retried in a moment');
  });

  it.each(['accepted', 'rejected'] as const)(
    'cannot be cancelled while it may have worked, and says so (%s)',
    (answer) => {
      show({ answer, phase: 'sent', attempts: 1 }, troubled);
      screen.getByText("It may already have worked, so it can't be cancelled.");
      expect([has('Try now to answer Northwind'), has('Cancel the answer to Northwind')]).toEqual([
        true,
        false,
      ]);
    },
  );

  it.each(['accepted', 'rejected'] as const)(
    'can be cancelled once Cloudflare has said that it had no effect (%s)',
    (answer) => {
      const failure = silentFailure('server-error', nowMs);
      const done = show({ answer, attempts: 1, failure, nextAtMs: nowMs + 60_000 });
      screen.getByText('Cloudflare is having problems');
      expect(screen.queryByText(/already have worked/)).toBeNull();
      press('Cancel the answer to Northwind');
      expect(done).toEqual(['take back c1 i1']);
    },
  );

  it('cannot be retried before a rate limit ends', () => {
    show({}, poll({ failure: silentFailure('rate-limited', nowMs), nextAtMs: nowMs + 60_000 }));
    screen.getByText('Accept will be retried in 1 minute');
    expect([has('Try now to answer Northwind'), has('Cancel the answer to Northwind')]).toEqual([
      false,
      true,
    ]);
  });

  it('cannot be retried before the user has fixed the problem', () => {
    show({}, refused);
    screen.getByText('Accept will be sent once this is fixed');
    expect([has('Try now to answer Northwind'), has('Cancel the answer to Northwind')]).toEqual([
      false,
      true,
    ]);
  });
});

it('a failed response can be retried with the same answer', () => {
  const failure = silentFailure('response-refused', nowMs);
  const done = show({ phase: 'failed', attempts: 1, answer: 'rejected', failure });
  press('Try again with Northwind');
  expect(done).toEqual(['rejected']);
});

it.each(['not-found', 'answered-elsewhere'] as const)(
  'a response that failed with %s can only be dismissed',
  (reason) => {
    show({ phase: 'failed', attempts: 1, failure: silentFailure(reason, nowMs) });
    expect(has('Dismiss the message about Northwind')).toBe(true);
    for (const name of ['Try again', 'Accept invitation', 'Reject invitation']) {
      expect(screen.queryByRole('button', { name: new RegExp(name) })).toBeNull();
    }
    expect(screen.queryByText(/Expires|left/)).toBeNull();
  },
);

it('a row of a refused login says why it has no buttons', () => {
  showPending(stateOf([known()], { polls: { c1: refused } }));
  screen.getByText("Cloudflare doesn't accept this API token");
});
