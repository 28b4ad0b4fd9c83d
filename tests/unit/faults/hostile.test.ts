import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createClient } from '@/lib/cloudflare/client';
import { applyLists } from '@/lib/domain/apply-lists';
import { nextWakeAtMs } from '@/lib/domain/next-wake';
import { planNotifications } from '@/lib/domain/notification-plan';
import { trackNotifications } from '@/lib/domain/notifications';
import { inviteRows } from '@/lib/domain/rows';
import { emptySnapshot } from '@/lib/domain/snapshot';
import { pendingCount } from '@/lib/domain/state';
import { snapshotsItem } from '@/lib/storage/items';
import { samples } from '../../support/samples';
import { connection, poll } from '../domain/make';

const runs = samples(10_000);
const graphemes = new Intl.Segmenter();
const nowMs = Date.parse('2026-03-01T12:00:00Z');

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '',
    ' ',
    '.',
    '..',
    '__proto__',
    'constructor',
    '\ud800',
    '\u202egnp.exe',
    'x'.repeat(5000),
    'a | b',
    '$1',
  ),
);
const moment = fc.oneof(
  fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
    .map((date) => date.toISOString()),
  fc.constantFrom('0000-00-00', '2026-02-30T25:61:61Z', '+275760-09-13T00:00:00.001Z', 'tomorrow', '1', ''),
  text,
);
const anything = fc.anything({ withNullPrototype: false, maxDepth: 4 });
const orOdd = <T>(usual: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: usual }, { weight: 1, arbitrary: anything });
const status = fc.oneof(fc.constantFrom('pending', 'accepted', 'rejected', 'expired'), text);

const invite = fc.record(
  {
    id: orOdd(text),
    organization_id: orOdd(text),
    invited_member_id: orOdd(fc.option(text)),
    organization_name: orOdd(text),
    invited_by: orOdd(text),
    invited_member_email: orOdd(text),
    invited_on: orOdd(moment),
    expires_on: orOdd(moment),
    organization_is_enforcing_twofactor: orOdd(fc.boolean()),
    roles: orOdd(fc.array(text)),
    status: orOdd(status),
  },
  { requiredKeys: [] },
);

/** A valid invitation, whatever is next to it. */
const good = {
  id: 'the-good-one',
  organization_id: 'organization',
  invited_member_id: null,
  status: 'pending',
  expires_on: new Date(nowMs + 3_600_000).toISOString(),
};

const clientOf = (body: string, status = 200, headers: Record<string, string> = {}) =>
  createClient(
    { kind: 'token', token: 'canary-token' },
    {
      fetch: async () => new Response(body, { status, headers }),
      nowMs: () => nowMs,
      mayCall: async () => true,
    },
  );

/** A value as JSON, as far as possible; a bare `undefined` has no JSON. */
const toBody = (value: unknown) =>
  JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}` : part)) ?? '';

it('no list hides a valid invitation, from parsing to badge and notification', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(invite, anything), { maxLength: 12 }),
      fc.nat(),
      anything,
      async (odd, at, info) => {
        const list = [...odd];
        list.splice(at % (list.length + 1), 0, good);
        const result = await clientOf(
          toBody({ success: true, errors: [], result: list, result_info: info }),
        ).list('invites');
        if (!result.ok) throw new Error(`a failure: ${result.failure.reason}`);
        const snapshot = applyLists(emptySnapshot, { invites: result.value }, { askedSeq: 1, seq: 2, nowMs });
        const stored: unknown = JSON.parse(JSON.stringify(snapshotsItem.toWrites({ c1: snapshot })));
        const raw = stored !== null && typeof stored === 'object' ? { ...stored } : {};
        expect(snapshotsItem.parse(raw)).toEqual({ c1: snapshot });
        const listing = { statuses: [], outbox: [], connectionId: 'c1', seen: false, nowMs };
        const state = {
          seq: 2,
          presses: {},
          connections: [connection()],
          snapshots: { c1: snapshot },
          polls: { c1: poll() },
          outbox: [],
          batch: null,
          notifications: { c1: trackNotifications({ ...listing, snapshot }) },
          unlocked: null,
          storageFailedAtMs: null,
        };
        expect(inviteRows(state, nowMs).some(({ invitation }) => invitation.key === good.id)).toBe(true);
        expect(pendingCount(state, nowMs)).toBeGreaterThanOrEqual(1);
        expect(nextWakeAtMs(state, nowMs)).toBeGreaterThan(nowMs);
        expect(planNotifications(state, new Set(), true, nowMs).show).toHaveLength(1);
        expect(result.value.unreadable + result.value.records.length).toBeLessThanOrEqual(list.length);
      },
    ),
    { numRuns: runs },
  );
}, 120_000);

const error = fc.record(
  {
    code: orOdd(fc.oneof(fc.integer(), fc.constantFrom(971, 1000, 6003, 9109, 10000))),
    message: orOdd(fc.oneof(text, fc.constant('no canary-token here'))),
    documentation_url: orOdd(fc.oneof(fc.webUrl(), text)),
    error_chain: orOdd(fc.array(anything)),
  },
  { requiredKeys: [] },
);

const envelope = fc.record(
  {
    success: orOdd(fc.boolean()),
    errors: orOdd(fc.array(error)),
    messages: anything,
    result: anything,
    result_info: anything,
  },
  { requiredKeys: [] },
);

it('no reply makes the client throw, and no failure contains a secret', async () => {
  const body = fc.oneof(
    envelope.map(toBody),
    anything.map(toBody),
    text,
    envelope.map((value) => toBody(value).slice(0, -3)),
  );
  const headers = fc.record({
    'retry-after': fc.oneof(fc.nat().map(String), fc.constant('Sun, 01 Mar 2026 12:02:00 GMT')),
  });
  await fc.assert(
    fc.asyncProperty(body, fc.integer({ min: 200, max: 599 }), headers, async (sent, code, head) => {
      const answer = [204, 205, 304].includes(code) ? 200 : code;
      const client = clientOf(sent, answer, head);
      for (const result of [
        await client.list('invites'),
        await client.get({ source: 'invites', id: 'i' }),
        await client.respond({ source: 'invites', id: 'i' }, 'accepted'),
      ]) {
        if (result.ok) continue;
        expect(JSON.stringify(result.failure)).not.toContain('canary-token');
        expect([...graphemes.segment(result.failure.message ?? '')].length).toBeLessThanOrEqual(300);
        if (result.failure.retryAtMs !== null) {
          expect(result.failure.retryAtMs).toBeGreaterThan(nowMs);
          expect(result.failure.retryAtMs).toBeLessThanOrEqual(nowMs + 3_600_000);
        }
      }
    }),
    { numRuns: runs },
  );
}, 120_000);
