import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readTime } from '@/lib/cloudflare/time';
import { samples } from '../../support/samples';
import { timeCases } from '../../support/times';
import { written } from '../../support/written-times';
import { clientOf, invite, success } from './network';

const firstMs = Date.UTC(2009, 0);
const endMs = Date.UTC(2100, 0);
const instant = fc.integer({ min: firstMs, max: endMs - 1 });

// In this zone, a time without a zone that is read as local would be four hours late.
beforeEach(() => void vi.stubEnv('TZ', 'America/New_York'));
afterEach(() => void vi.unstubAllEnvs());

describe('readTime', () => {
  it('is tested away from UTC', () => {
    expect(new Date(Date.UTC(2026, 9, 1)).getTimezoneOffset()).toBe(240);
  });

  it.each(timeCases)('reads %j', (value, atMs) => {
    expect(readTime(value)).toBe(atMs);
  });

  it.each([undefined, Number.NaN, Number.POSITIVE_INFINITY])('treats %j as missing', (value) => {
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

  it('never throws, and never returns a time that no invitation can have', () => {
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

it('reads the times of an invitation, and still shows it if one is invalid', async () => {
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
