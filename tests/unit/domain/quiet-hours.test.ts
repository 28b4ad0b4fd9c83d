import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { quietEndMs } from '@/lib/domain/quiet-hours';

const night = { from: 22 * 60, to: 7 * 60 };
const lunch = { from: 12 * 60, to: 13 * 60 + 30 };
const hourMs = 3_600_000;

/** Epoch ms of a local time. */
const at = (text: string) => new Date(text).getTime();

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('quiet hours', () => {
  it.each([
    ['before', lunch, '2026-03-01T11:59:59', null],
    ['from the first minute', lunch, '2026-03-01T12:00:00', '2026-03-01T13:30'],
    ['to the last', lunch, '2026-03-01T13:29:59', '2026-03-01T13:30'],
    ['after', lunch, '2026-03-01T13:30:00', null],
    ['in the evening, over midnight', night, '2026-03-01T23:15:00', '2026-03-02T07:00'],
    ['at midnight', night, '2026-03-02T00:00:00', '2026-03-02T07:00'],
    ['in the morning after midnight', night, '2026-03-02T06:59:00', '2026-03-02T07:00'],
    ['by day, over midnight', night, '2026-03-02T07:00:00', null],
    ['on the last day of a year', night, '2026-12-31T22:00:00', '2027-01-01T07:00'],
    ['until midnight itself', { from: 60, to: 0 }, '2026-03-01T05:00:00', '2026-03-02T00:00'],
    ['never, from and to the same', { from: 60, to: 60 }, '2026-03-01T01:00:00', null],
  ])('have the right end: %s', (_, hours, now, end) => {
    expect(quietEndMs(hours, at(now))).toBe(end === null ? null : at(end));
  });

  it('end by the local time on nights when the clock changes', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    // The clock goes from 02:00 to 03:00 at the end of March, and back at the end of October.
    expect(quietEndMs(night, at('2026-03-28T23:00'))).toBe(at('2026-03-28T23:00') + 7 * hourMs);
    expect(quietEndMs(night, at('2026-10-24T23:00'))).toBe(at('2026-10-24T23:00') + 9 * hourMs);
  });

  it('end in the future during the hour that repeats when clocks go back', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    const secondTenPastTwo = at('2026-10-25T03:10') - hourMs;
    expect(new Date(secondTenPastTwo).getHours()).toBe(2);
    expect(quietEndMs({ from: 0, to: 150 }, secondTenPastTwo)).toBe(secondTenPastTwo + 60_000);
  });

  it.each(['UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu'])(
    'end in the future, within 25 hours, in %s',
    (zone) => {
      vi.stubEnv('TZ', zone);
      const minute = fc.integer({ min: 0, max: 1439 });
      const time = fc.integer({ min: at('2026-01-01T00:00'), max: at('2026-12-31T00:00') });
      fc.assert(
        fc.property(minute, minute, time, (from, to, nowMs) => {
          const endMs = quietEndMs({ from, to }, nowMs);
          if (endMs === null) return;
          expect(endMs).toBeGreaterThan(nowMs);
          expect(endMs).toBeLessThanOrEqual(nowMs + 25 * hourMs);
        }),
        { seed: 5, numRuns: 2000 },
      );
    },
  );
});
