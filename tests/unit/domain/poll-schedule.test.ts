import { describe, expect, it } from 'vitest';
import { backoffMs } from '@/lib/domain/backoff';
import { type FailureReason, silentFailure } from '@/lib/domain/failure';
import { newEntry } from '@/lib/domain/outbox';
import { afterPoll, type PollReason, type PollState, shouldPoll } from '@/lib/domain/poll-schedule';
import { nextWakeAtMs } from '@/lib/domain/state';
import { hourMs, known, nowMs, poll, stateOf } from './make';

const intervalMs = 300_000;
const failed = (reason: FailureReason, retryAtMs: number | null = null) => ({
  ok: false as const,
  failure: { ...silentFailure(reason, nowMs), retryAtMs },
});
const times = { nowMs, intervalMs, random: 0.5 };

describe('shouldPoll', () => {
  const fresh = poll({ finishedAtMs: nowMs - 1000, nextAtMs: nowMs + 299_000 });
  const minuteOld = poll({ finishedAtMs: nowMs - 60_000, nextAtMs: nowMs + 240_000 });
  const due = poll({ finishedAtMs: nowMs - 300_000, nextAtMs: nowMs });
  const waiting = afterPoll(fresh, failed('server-error'), times);
  const paused = afterPoll(fresh, failed('token-invalid'), times);
  const limited = afterPoll(fresh, failed('rate-limited', nowMs + 60_000), times);

  it.each<[string, PollState | undefined, Record<PollReason, boolean>]>([
    ['never polled', undefined, { due: true, opened: true, responded: true, asked: true }],
    ['fresh', fresh, { due: false, opened: false, responded: true, asked: true }],
    ['a minute old', minuteOld, { due: false, opened: true, responded: true, asked: true }],
    ['due', due, { due: true, opened: true, responded: true, asked: true }],
    ['backing off', waiting, { due: false, opened: false, responded: false, asked: true }],
    ['paused by a refusal', paused, { due: false, opened: false, responded: false, asked: true }],
    ['rate-limited', limited, { due: false, opened: false, responded: false, asked: false }],
  ])('%s', (_, state, wanted) => {
    const demands: PollReason[] = ['due', 'opened', 'responded', 'asked'];
    expect(Object.fromEntries(demands.map((demand) => [demand, shouldPoll(state, demand, nowMs)]))).toEqual(
      wanted,
    );
  });
});

describe('a clock that was set back', () => {
  const yearMs = 365 * 24 * hourMs;
  const ahead = poll({ finishedAtMs: nowMs + yearMs, fetchedAtMs: nowMs + yearMs, nextAtMs: nowMs + yearMs });

  it('stops neither polls nor responses', () => {
    expect(shouldPoll(ahead, 'due', nowMs)).toBe(true);
    expect(nextWakeAtMs(stateOf([], { polls: { c1: ahead } }), nowMs)).toBe(nowMs);
    const limited = poll(
      afterPoll(ahead, failed('rate-limited', nowMs + yearMs), { ...times, nowMs: nowMs + yearMs }),
    );
    expect(shouldPoll(limited, 'asked', nowMs)).toBe(true);
  });
});

describe('backoffMs', () => {
  it('doubles from the base to one hour, never shorter than the base', () => {
    expect([1, 2, 3, 4, 9, 500].map((failures) => backoffMs(failures, intervalMs, 0) / 60_000)).toEqual([
      5, 10, 20, 40, 60, 60,
    ]);
    expect(backoffMs(1, 2 * hourMs, 1)).toBe(2 * hourMs);
    expect(backoffMs(2, intervalMs, 1)).toBe(12 * 60_000);
  });
});

describe('nextWakeAtMs', () => {
  it('is the next poll', () => {
    expect(nextWakeAtMs(stateOf([]), nowMs)).toBe(nowMs + 300_000);
  });

  it('is the moment an invitation expires when that is sooner', () => {
    expect(nextWakeAtMs(stateOf([known({ expiresAtMs: nowMs + 1000 })]), nowMs)).toBe(nowMs + 1000);
  });

  it('is the next step of a response when that is sooner', () => {
    const entry = {
      ...newEntry({ connectionId: 'c1', inviteId: 'i1', answer: 'accepted' }, nowMs),
      nextAtMs: nowMs + 30_000,
    };
    expect(nextWakeAtMs(stateOf([], { outbox: [entry] }), nowMs)).toBe(nowMs + 30_000);
  });

  it('is never while paused or not connected, and for failed responses', () => {
    const paused = { polls: { c1: poll({ nextAtMs: null }) } };
    expect(nextWakeAtMs(stateOf([], paused), nowMs)).toBeNull();
    expect(nextWakeAtMs(stateOf([], { connections: [] }), nowMs)).toBeNull();
    const entry = {
      ...newEntry({ connectionId: 'c1', inviteId: 'i1', answer: 'accepted' }, nowMs),
      phase: 'failed' as const,
    };
    expect(nextWakeAtMs(stateOf([], { ...paused, outbox: [entry] }), nowMs)).toBeNull();
  });
});
