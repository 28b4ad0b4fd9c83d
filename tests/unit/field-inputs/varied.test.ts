import fc from 'fast-check';
import { beforeEach, expect, it, vi } from 'vitest';
import { inviteRows } from '@/lib/domain/rows';
import { isComplete } from '@/lib/domain/snapshot';
import { snapshotOf } from '@/lib/domain/state';
import { readState } from '@/lib/storage/state';
import {
  plainText,
  type ReportedAnswer,
  refusal,
  success,
  toList,
  toMemberships,
  toOne,
  toResponse,
} from '../../support/cloudflare-answers';
import { samples } from '../../support/samples';
import { written } from '../../support/written-times';
import { settle } from '../support/settle';
import { useStage } from '../support/stage';
import { answerRow, badge, send } from '../support/worker';

// The kinds of input listed in the tests next to this one, varied at random, against the real worker.

const stage = useStage();

const nowMs = Date.UTC(2026, 8, 28);
const hourMs = 3_600_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: nowMs }));

const pending = async () => inviteRows(await readState(), Date.now()).map(({ invitation }) => invitation);

/** Roles in any order, each as a text or as an object with more fields. */
const role = fc.constantFrom('DNS', 'Zaraz', 'Super Administrator - All Privileges', '監査');
const writtenRole = role.chain((name) =>
  fc
    .constantFrom<unknown>(name, { name }, { id: 'r', name, permissions: {} })
    .map((sent) => ({ name, sent })),
);
const item = fc.record({
  invitedAtMs: fc.integer({ min: nowMs - 100 * hourMs, max: nowMs }),
  expiresAtMs: fc.option(fc.integer({ min: nowMs + 1000 * hourMs, max: nowMs + 9000 * hourMs })),
  write: written,
  roles: fc.array(writtenRole, { maxLength: 4 }),
  absent: fc.constantFrom<unknown>('0001-01-01T00:00:00Z', null, undefined, '', 0, {}),
});

it('every item is shown as it was meant, in any notation', async () => {
  await stage.connectByToken();
  await fc.assert(
    fc.asyncProperty(fc.array(item, { maxLength: 15 }), async (items) => {
      stage.sandbox.clearFaults();
      const sent = items.map(({ invitedAtMs, expiresAtMs, write, roles, absent }, i) => ({
        id: `i${i}`,
        organization_id: `o${i}`,
        invited_member_id: null,
        status: 'pending',
        invited_on: write(invitedAtMs),
        expires_on: expiresAtMs === null ? absent : write(expiresAtMs),
        roles: roles.map((one) => one.sent),
      }));
      stage.sandbox.fault(toList(success(sent)));
      await send({ type: 'refresh' });
      const shown = new Map((await pending()).map((invitation) => [invitation.key, invitation]));
      expect(shown.size).toBe(items.length);
      for (const [i, { invitedAtMs, expiresAtMs, roles }] of items.entries()) {
        const names = roles.map(({ name }) => name);
        expect(shown.get(`i${i}`)).toMatchObject({ invitedAtMs, expiresAtMs, roles: names });
      }
      expect((await badge()).text).toBe(items.length === 0 ? '' : String(items.length));
    }),
    { numRuns: samples(600) },
  );
}, 300_000);

it('every list is shown completely, however its pages are counted', async () => {
  const { sandbox } = stage;
  await stage.connectByToken();
  const form = fc.constantFrom('total-count', 'total-pages', 'cursor', 'untold');
  // What matters is the number of pages, and whether the last one is full.
  const count = fc.oneof(fc.nat(160), fc.constantFrom(0, 19, 20, 21, 40, 49, 50, 51, 100, 150));
  await fc.assert(
    fc.asyncProperty(form, count, count, async (invitePages, invites, memberships) => {
      sandbox.configure({ invitePages });
      sandbox.setInvites([]);
      sandbox.setMemberships([]);
      for (let i = 0; i < invites; i++) sandbox.addInvite();
      for (let i = 0; i < memberships; i++) sandbox.addMembership();
      sandbox.resetRateLimit();
      await send({ type: 'refresh' });
      const state = await readState();
      expect(inviteRows(state, nowMs)).toHaveLength(invites + memberships);
      expect(isComplete(snapshotOf(state, state.connections[0]?.id ?? ''))).toBe(true);
    }),
    { numRuns: samples(200) },
  );
}, 300_000);

const code = fc.oneof(
  fc.constantFrom(0, 971, 1000, 1001, 1003, 6003, 7000, 7003, 9103, 9106, 9109, 10000, 10001, 10405, 8000024),
  fc.nat(),
);
const words = fc
  .array(
    fc.constantFrom(
      ...['Authentication', 'failed', 'Unauthorized', 'permission', 'invitation', 'token', 'expired'],
      ...['plan', 'limit', 'Invalid request', 'No route for that URI', 'forbidden', 'throttling', '"x"'],
    ),
  )
  .map((some) => some.join(' '));
const errors = fc.array(fc.tuple(code, words), { maxLength: 3 });
const refused = fc.integer({ min: 400, max: 499 });
const inTrouble = fc.integer({ min: 500, max: 530 });
const foreign = fc.constantFrom<ReportedAnswer>(
  { body: '' },
  { body: 'OK', contentType: 'text/plain' },
  { body: '<html>Log in</html>', contentType: 'text/html' },
  { body: '{"success":true,"res' },
  success(null),
  success({}),
  success('done'),
);
const failing: fc.Arbitrary<ReportedAnswer> = fc.oneof(
  fc
    .tuple(fc.oneof(refused, inTrouble, fc.constant(200)), errors)
    .map(([status, all]) => refusal(status, ...all)),
  fc.tuple(fc.oneof(refused, inTrouble), words).map(([status, text]) => plainText(status, text)),
  foreign,
);

it('no refusal of the lists removes a row, and it is over when Cloudflare works again', async () => {
  const { sandbox } = stage;
  for (const organization_name of ['Acme', 'Globex']) sandbox.addInvite({ organization_name });
  await stage.connectByToken();
  await fc.assert(
    fc.asyncProperty(failing, failing, async (invites, memberships) => {
      sandbox.fault(toList(invites));
      sandbox.fault(toMemberships(memberships));
      await send({ type: 'refresh' });
      expect(await pending()).toHaveLength(2);
      expect(Object.values((await readState()).polls)[0]?.failure).not.toBeNull();
      sandbox.clearFaults();
      vi.setSystemTime(Date.now() + 61 * 60_000);
      for (const { id } of sandbox.invites()) sandbox.removeInvite(id ?? '');
      for (const organization_name of ['Acme', 'Globex']) sandbox.addInvite({ organization_name });
      await send({ type: 'refresh' });
      expect(await pending()).toHaveLength(2);
      expect(Object.values((await readState()).polls)[0]).toMatchObject({ failure: null, failures: 0 });
      expect((await badge()).text).toBe('2');
    }),
    { numRuns: samples(600) },
  );
}, 300_000);

/** Cloudflare accepted the response anyway: only replies other than a clear refusal can hide that. */
const taken: fc.Arbitrary<ReportedAnswer> = fc
  .oneof(
    fc.tuple(inTrouble, errors).map(([status, all]) => refusal(status, ...all)),
    fc.tuple(inTrouble, words).map(([status, text]) => plainText(status, text)),
    foreign,
  )
  .map((answer) => ({ ...answer, takesEffect: true }));

it('what is reported about a response is true, and it takes effect no more than once', async () => {
  const { sandbox } = stage;
  await stage.connectByToken();
  const question = fc.option(fc.oneof(failing, fc.constant(refusal(404, [7003, 'Could not route']))));
  await fc.assert(
    fc.asyncProperty(fc.oneof(failing, taken), question, async (answered, asked) => {
      vi.setSystemTime(Date.now() + hourMs);
      sandbox.setInvites([]);
      const { id } = sandbox.addInvite({ organization_name: 'Acme' });
      const other = sandbox.addInvite({ organization_name: 'Globex' });
      await send({ type: 'refresh' });
      sandbox.fault(toResponse(answered));
      if (asked) sandbox.fault({ ...toOne(asked), times: 1 });
      await answerRow('Acme', 'accepted');
      // A refused login continues when the user refreshes.
      vi.setSystemTime(Date.now() + hourMs);
      await send({ type: 'refresh' });
      await settle();
      const entry = (await readState()).outbox.find(({ name }) => name === 'Acme');
      const isTaken = sandbox.invite(id)?.status === 'accepted';
      expect(sandbox.patchesThatTookEffect(id)).toBe(isTaken ? 1 : 0);
      if (!entry) expect(isTaken).toBe(true);
      else if (isTaken) expect(entry.failure?.reason).toBe('outcome-unknown');
      sandbox.clearFaults();
      await send({ type: 'refresh' });
      await answerRow('Globex', 'rejected');
      await settle();
      expect(sandbox.invite(other.id)?.status).toBe('rejected');
      for (const { key, connectionId } of (await readState()).outbox)
        await send({ type: 'dismiss', connectionId, key });
    }),
    { numRuns: samples(300) },
  );
}, 300_000);
