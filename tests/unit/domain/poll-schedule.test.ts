import { describe, expect, it } from 'vitest';
import { backoffMs } from '@/lib/domain/backoff';
import { type FailureReason, silentFailure } from '@/lib/domain/failure';
import { nextWakeAtMs } from '@/lib/domain/next-wake';
import {
  afterPoll,
  isCutOff,
  isDoubted,
  needsPerson,
  type PollReason,
  type PollState,
  retimed,
  shouldPoll,
} from '@/lib/domain/poll-schedule';
import { entry, hourMs, known, nowMs, poll, stateOf } from './make';

const intervalMs = 300_000;
const failed = (reason: FailureReason, retryAtMs: number | null = null) => ({
  failure: { ...silentFailure(reason, nowMs), retryAtMs },
  failing: [],
  refusals: {},
  clockOffsetMs: 0,
});
const times = { nowMs, baseMs: intervalMs, random: 0.5 };

describe('shouldPoll', () => {
  const fresh = poll({ finishedAtMs: nowMs - 1000, nextAtMs: nowMs + 299_000 });
  const minuteOld = poll({ finishedAtMs: nowMs - 60_000, nextAtMs: nowMs + 240_000 });
  const due = poll({ finishedAtMs: nowMs - 300_000, nextAtMs: nowMs });
  const waiting = afterPoll(fresh, failed('server-error'), intervalMs, times);
  const refusedOnce = afterPoll(fresh, failed('token-invalid'), intervalMs, times);
  const paused = afterPoll(undefined, failed('token-invalid'), intervalMs, times);
  const limited = afterPoll(fresh, failed('rate-limited', nowMs + 60_000), intervalMs, times);

  it.each<[string, PollState | undefined, Record<PollReason, boolean>]>([
    ['not polled yet', undefined, { due: true, opened: true, responded: true, asked: true }],
    ['fresh', fresh, { due: false, opened: false, responded: true, asked: true }],
    ['a minute old', minuteOld, { due: false, opened: true, responded: true, asked: true }],
    ['due', due, { due: true, opened: true, responded: true, asked: true }],
    ['backing off', waiting, { due: false, opened: false, responded: false, asked: true }],
    ['refused once', refusedOnce, { due: false, opened: false, responded: false, asked: true }],
    ['paused by a refusal', paused, { due: false, opened: false, responded: false, asked: true }],
    ['rate-limited', limited, { due: false, opened: false, responded: false, asked: false }],
  ])('decides for a login that is %s', (_, state, wanted) => {
    const demands: PollReason[] = ['due', 'opened', 'responded', 'asked'];
    expect(Object.fromEntries(demands.map((demand) => [demand, shouldPoll(state, demand, nowMs)]))).toEqual(
      wanted,
    );
  });
});

describe('a login that worked and is refused', () => {
  const minuteMs = 60_000;
  const refuseAt = (state: PollState, afterMs: number) =>
    afterPoll(state, failed('credentials-refused'), intervalMs, { ...times, nowMs: nowMs + afterMs });

  it('is given up after three refusals over ten minutes, and polled no more often than that', () => {
    const first = refuseAt(poll(), 0);
    const second = refuseAt(first, 5 * minuteMs);
    const third = refuseAt(second, 10 * minuteMs);
    expect([first, second, third].map((state) => [needsPerson(state), state.nextAtMs])).toEqual([
      [false, nowMs + 5 * minuteMs],
      [false, nowMs + 10 * minuteMs],
      [true, null],
    ]);
  });

  it.each<[FailureReason, boolean]>([
    ['permission-missing', true],
    ['account-token', true],
    // Cloudflare blocks nobody for asking whether a list has become available.
    ['list-unavailable', false],
  ])('with %s is no longer polled after that: %s', (reason, isLeft) => {
    let state = poll();
    for (const minutes of [0, 5, 10]) {
      const at = { ...times, nowMs: nowMs + minutes * minuteMs };
      state = afterPoll(state, failed(reason), intervalMs, at);
    }
    expect([needsPerson(state), state.nextAtMs === null]).toEqual([true, isLeft]);
  });

  it('is not given up within ten minutes, however often the user refreshes', () => {
    let state = poll();
    for (let seconds = 0; seconds < 9 * 60; seconds += 60) state = refuseAt(state, seconds * 1000);
    expect(needsPerson(state)).toBe(false);
  });

  it('starts over once it works again', () => {
    const works = { failure: null, failing: [], refusals: {}, clockOffsetMs: 0 };
    const good = afterPoll(refuseAt(refuseAt(poll(), 0), 5 * minuteMs), works, intervalMs, times);
    expect(isDoubted(refuseAt(good, 20 * minuteMs))).toBe(true);
  });

  it('is given up at once if Cloudflare blocks it, or if the browser is what refuses', () => {
    for (const reason of ['too-many-refusals', 'host-permission-missing'] as const) {
      expect(needsPerson(afterPoll(poll(), failed(reason), intervalMs, times))).toBe(true);
    }
  });
});

describe('a clock that was changed', () => {
  const setBack = [60_000, 8 * hourMs, 365 * 24 * hourMs];

  it.each(setBack)('back by %i ms keeps the rest of every wait, and no more', (byMs) => {
    const thenMs = nowMs + byMs;
    const at = { ...times, nowMs: thenMs };
    const good = afterPoll(
      undefined,
      { failure: null, failing: [], refusals: {}, clockOffsetMs: 0 },
      intervalMs,
      at,
    );
    expect(retimed(good, intervalMs, nowMs)).toMatchObject({
      finishedAtMs: nowMs,
      nextAtMs: nowMs + intervalMs,
    });
    const limited = afterPoll(good, failed('rate-limited', thenMs + 120_000), intervalMs, at);
    const after = retimed(limited, intervalMs, nowMs);
    expect(after.failure?.retryAtMs).toBe(nowMs + 120_000);
    expect(shouldPoll(after, 'asked', nowMs)).toBe(false);
    expect(shouldPoll(after, 'asked', nowMs + 120_000)).toBe(true);
    expect(
      retimed(afterPoll(undefined, failed('token-invalid'), intervalMs, at), intervalMs, nowMs).nextAtMs,
    ).toBeNull();
  });

  it('forward makes everything due, and changes no stored time', () => {
    const good = poll();
    expect(retimed(good, intervalMs, nowMs + 8 * hourMs)).toEqual(good);
    expect(shouldPoll(good, 'due', nowMs + 8 * hourMs)).toBe(true);
  });
});

describe('another interval', () => {
  it('applies at once if it is shorter, and from the next poll if it is longer', () => {
    const hourly = poll({ finishedAtMs: nowMs - 30_000, nextAtMs: nowMs - 30_000 + hourMs });
    expect(retimed(hourly, 60_000, nowMs).nextAtMs).toBe(nowMs + 30_000);
    expect(retimed(poll(), hourMs, nowMs)).toEqual(poll());
  });

  it('shortens a backoff too, but not a rate limit', () => {
    const failing = afterPoll(undefined, failed('server-error'), hourMs, { ...times, baseMs: hourMs });
    expect(retimed(failing, 60_000, nowMs).nextAtMs).toBeLessThanOrEqual(nowMs + 72_000);
    const limited = afterPoll(undefined, failed('rate-limited', nowMs + 300_000), hourMs, times);
    expect(retimed(limited, 60_000, nowMs).nextAtMs).toBe(limited.nextAtMs);
  });
});

describe('a login that is cut off', () => {
  it.each<[FailureReason, boolean]>([
    ['server-error', true],
    ['unreachable', true],
    ['not-cloudflare', true],
    ['rate-limited', true],
    ['token-invalid', true],
    // Only the list is unreadable, so responses may well work.
    ['unreadable', false],
    ['too-large', false],
    ['permission-missing', false],
  ])('is recognized by %s: %s', (reason, isOne) => {
    expect(isCutOff(poll({ failure: silentFailure(reason, nowMs) }))).toBe(isOne);
  });

  it('does not wake the worker for its responses, only for its next poll', () => {
    const polls = { c1: poll({ failure: silentFailure('server-error', nowMs), nextAtMs: nowMs + 90_000 }) };
    const outbox = [entry({ nextAtMs: nowMs })];
    expect(nextWakeAtMs(stateOf([], { polls, outbox }), nowMs)).toBe(nowMs + 90_000);
  });
});

describe('backoffMs', () => {
  it('doubles from the base up to one hour, and is never shorter than the base', () => {
    expect([1, 2, 3, 4, 9, 500].map((failures) => backoffMs(failures, intervalMs, 0) / 60_000)).toEqual([
      5, 10, 20, 40, 60, 60,
    ]);
    expect(backoffMs(1, 2 * hourMs, 1)).toBe(2 * hourMs);
    expect(backoffMs(2, intervalMs, 1)).toBe(12 * 60_000);
  });
});

describe('nextWakeAtMs', () => {
  it('is the time of the next poll', () => {
    expect(nextWakeAtMs(stateOf([]), nowMs)).toBe(nowMs + 300_000);
  });

  it('is when an invitation expires, if that is sooner', () => {
    expect(nextWakeAtMs(stateOf([known({ expiresAtMs: nowMs + 1000 })]), nowMs)).toBe(nowMs + 1000);
  });

  it('is the next step of a response, if that is sooner', () => {
    const outbox = [entry({ nextAtMs: nowMs + 30_000 })];
    expect(nextWakeAtMs(stateOf([], { outbox }), nowMs)).toBe(nowMs + 30_000);
  });

  it('is now while a press is waiting for the worker', () => {
    const press = { choices: [], isBatch: false, hold: null };
    expect(nextWakeAtMs(stateOf([], { presses: { 'press 1': press } }), nowMs)).toBe(nowMs);
  });

  it('is never if all logins are paused, if there are none, and for failed responses', () => {
    const paused = { polls: { c1: poll({ nextAtMs: null }) } };
    expect(nextWakeAtMs(stateOf([], paused), nowMs)).toBeNull();
    expect(nextWakeAtMs(stateOf([], { connections: [] }), nowMs)).toBeNull();
    const outbox = [entry({ phase: 'failed' })];
    expect(nextWakeAtMs(stateOf([], { ...paused, outbox }), nowMs)).toBeNull();
  });
});
