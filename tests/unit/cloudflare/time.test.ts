import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readTime } from '@/lib/cloudflare/time';
import { samples } from '../../support/samples';
import { timeCases } from '../../support/times';
import { clientOf, invite, success } from './network';

const firstMs = Date.UTC(2009, 0);
const endMs = Date.UTC(2100, 0);
const instant = fc.integer({ min: firstMs, max: endMs - 1 });

const digits = (value: number) => String(value).padStart(2, '0');

/** With an offset, in minutes, and any separators and further digits. */
const calendar = fc
  .record({
    offset: fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 }),
    separator: fc.constantFrom('T', 't', ' '),
    blank: fc.constantFrom('', ' '),
    colon: fc.constantFrom('', ':'),
    more: fc.stringMatching(/^\d{0,12}$/),
  })
  .map(({ offset, separator, blank, colon, more }) => (atMs: number) => {
    const local = new Date(atMs + offset * 60_000).toISOString().slice(0, -1).replace('T', separator);
    const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60];
    const zone = `${offset < 0 ? '-' : '+'}${digits(hours)}${minutes || colon ? colon + digits(minutes) : ''}`;
    return local + more + blank + zone;
  });

const utc = fc
  .constantFrom('', 'Z', 'z', ' UTC', ' GMT', '+00', '+0000', '+00:00', '-00:00', ' +0000 UTC')
  .map((zone) => (atMs: number) => new Date(atMs).toISOString().replace('Z', zone));

const sinceThen = fc.constantFrom<(atMs: number) => string | number>(
  (atMs) => atMs,
  (atMs) => atMs / 1000,
  (atMs) => String(atMs),
  (atMs) => String(atMs / 1000),
);

const written = fc.oneof(calendar, utc, sinceThen);

// Where a time without a zone, taken as local, would be four hours late.
beforeEach(() => void vi.stubEnv('TZ', 'America/New_York'));
afterEach(() => void vi.unstubAllEnvs());

describe('readTime', () => {
  it('is tested away from UTC', () => {
    expect(new Date(Date.UTC(2026, 9, 1)).getTimezoneOffset()).toBe(240);
  });

  it.each(timeCases)('reads %j', (value, atMs) => {
    expect(readTime(value)).toBe(atMs);
  });

  it.each([undefined, Number.NaN, Number.POSITIVE_INFINITY])('takes %j for not told', (value) => {
    expect(readTime(value)).toBeNull();
  });

  it('reads any instant in every form', () => {
    fc.assert(
      fc.property(instant, written, (atMs, write) => {
        expect(readTime(write(atMs))).toBe(atMs);
      }),
      { numRuns: samples(20_000) },
    );
  });

  it('never throws, and tells no time that no invitation can have', () => {
    const anything = fc.oneof(fc.anything(), fc.string({ unit: 'binary' }), fc.double());
    fc.assert(
      fc.property(anything, (value) => {
        const atMs = readTime(value) ?? firstMs;
        expect(atMs).toBeGreaterThanOrEqual(firstMs);
        expect(atMs).toBeLessThan(endMs);
      }),
      { numRuns: samples(20_000) },
    );
  });
});

it('reads the times of an invitation, and hides none for a time that is none', async () => {
  const [expires_on, invited_on] = [1_790_856_000, '2026-09-27 12:00:00.458083+00'];
  const { client } = clientOf(() =>
    success([
      { ...invite('1'), expires_on, invited_on },
      { ...invite('2'), expires_on: '0001-01-01T00:00:00Z', invited_on: { odd: true } },
    ]),
  );
  expect(await client.list('invites')).toMatchObject({
    value: {
      unreadable: 0,
      records: [
        { expiresAtMs: Date.UTC(2026, 9, 1, 12), invitedAtMs: Date.UTC(2026, 8, 27, 12, 0, 0, 458) },
        { expiresAtMs: null, invitedAtMs: null },
      ],
    },
  });
});
