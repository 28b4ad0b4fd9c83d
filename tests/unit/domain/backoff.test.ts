import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryAtMs } from '@/lib/cloudflare/retry-after';
import { backoffMs } from '@/lib/domain/backoff';
import { silentFailure } from '@/lib/domain/failure';
import { afterPoll } from '@/lib/domain/poll-schedule';
import { hourMs, nowMs, poll } from './make';

const failures = fc.integer({ min: 1, max: 10_000 });
const base = fc.constantFrom(30_000, 60_000, 300_000, 900_000, 1_800_000, hourMs);
const chance = fc.double({ min: 0, max: 1, noNaN: true });

describe('backoffMs', () => {
  it('is a whole number between the base and one hour', () => {
    fc.assert(
      fc.property(failures, base, chance, (count, baseMs, random) => {
        const waitMs = backoffMs(count, baseMs, random);
        expect(Number.isInteger(waitMs)).toBe(true);
        expect(waitMs).toBeGreaterThanOrEqual(baseMs);
        expect(waitMs).toBeLessThanOrEqual(hourMs);
      }),
    );
  });

  it('never gets shorter with another failure', () => {
    fc.assert(
      fc.property(failures, base, chance, (count, baseMs, random) => {
        expect(backoffMs(count + 1, baseMs, random)).toBeGreaterThanOrEqual(backoffMs(count, baseMs, random));
      }),
    );
  });
});

describe('retryAtMs', () => {
  it('is between a second and an hour from now, whatever the headers say', () => {
    // Any value that a header can have; others never reach the client.
    const value = fc.string({
      unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)),
    });
    const header = fc.oneof(value, fc.double().map(String), fc.date().map(String));
    fc.assert(
      fc.property(header, header, header, (after, ratelimit, date) => {
        const waitMs = retryAtMs(new Headers({ 'retry-after': after, ratelimit, date }), nowMs) - nowMs;
        expect(waitMs).toBeGreaterThanOrEqual(1000);
        expect(waitMs).toBeLessThanOrEqual(hourMs);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('afterPoll', () => {
  const whole = { failing: [], refusals: {}, clockOffsetMs: 0 };
  const times = fc.record({ nowMs: fc.constant(nowMs), baseMs: base, random: chance });

  it('is never sooner than the interval, nor before a rate limit ends', () => {
    fc.assert(
      fc.property(times, failures, fc.option(fc.integer({ min: 1, max: hourMs })), (at, count, limitMs) => {
        const failure = {
          ...silentFailure(limitMs === null ? 'server-error' : 'rate-limited', nowMs),
          retryAtMs: limitMs === null ? null : nowMs + limitMs,
        };
        const { nextAtMs } = afterPoll(poll({ failures: count }), { failure, ...whole }, at.baseMs, at);
        expect(nextAtMs).toBeGreaterThanOrEqual(nowMs + at.baseMs);
        expect(nextAtMs).toBeGreaterThanOrEqual(failure.retryAtMs ?? 0);
      }),
    );
  });

  it('keeps the time of the last good reply, and forgets failures with the next good one', () => {
    const failed = afterPoll(
      poll({ fetchedAtMs: 7 }),
      { failure: silentFailure('unreachable', nowMs), ...whole },
      300_000,
      { nowMs, baseMs: 300_000, random: 0 },
    );
    expect(failed).toMatchObject({ fetchedAtMs: 7, failures: 1 });
    const good = afterPoll(failed, { failure: null, ...whole }, 300_000, {
      nowMs,
      baseMs: 300_000,
      random: 0,
    });
    expect(good).toEqual(poll());
  });
});
