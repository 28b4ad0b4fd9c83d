import { describe, expect, it, vi } from 'vitest';
import { locales } from '../../support/texts';
import { speak } from '../support/setup';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const nowMs = Date.UTC(2026, 0, 1);

/** Enough for every plural form of all languages. */
const counts = Array.from({ length: 130 }, (_, i) => i + 1);
const units = [
  { unit: 'minute', ms: minuteMs, counts: counts.filter((count) => count < 60) },
  { unit: 'hour', ms: hourMs, counts: counts.filter((count) => count < 24) },
  { unit: 'day', ms: dayMs, counts: counts.filter((count) => count > 1) },
] as const;

describe.each(locales)('time in %s', (locale) => {
  it.each(units)('agrees with Unicode for every number of $unit', async ({ unit, ms, counts }) => {
    await speak(locale);
    vi.resetModules();
    const { relativeTime } = await import('@/components/shared/time');
    const format = new Intl.RelativeTimeFormat(locale.replace('_', '-'), { numeric: 'always' });
    for (const count of counts) {
      expect(relativeTime(nowMs + count * ms, nowMs)).toBe(format.format(count, unit));
      expect(relativeTime(nowMs - count * ms, nowMs)).toBe(format.format(-count, unit));
    }
  });
});

describe('relative time', async () => {
  const { pastTime, relativeTime } = await import('@/components/shared/time');

  it.each([
    [1, 'in 1 minute'],
    [59.4 * minuteMs, 'in 59 minutes'],
    [59.6 * minuteMs, 'in 1 hour'],
    [-59.6 * minuteMs, '1 hour ago'],
    [-60 * minuteMs, '1 hour ago'],
    [-89 * minuteMs, '1 hour ago'],
    [-90 * minuteMs, '2 hours ago'],
    [-23.4 * hourMs, '23 hours ago'],
    [-23.7 * hourMs, '1 day ago'],
    [23.7 * hourMs, 'in 24 hours'],
    [47 * hourMs, 'in 47 hours'],
    [47.6 * hourMs, 'in 2 days'],
    [-10_000, '1 minute ago'],
  ])('chooses the unit for %i ms', (distanceMs, text) => {
    expect(relativeTime(nowMs + distanceMs, nowMs)).toBe(text);
  });

  it('is "just now" for less than a minute ago, and also if the clock was set back', () => {
    expect(pastTime(nowMs - 59_000, nowMs)).toBe('just now');
    expect(pastTime(nowMs + hourMs, nowMs)).toBe('just now');
    expect(pastTime(nowMs - minuteMs, nowMs)).toBe('1 minute ago');
  });
});
