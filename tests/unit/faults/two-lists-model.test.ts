import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { isPending } from '@/lib/domain/invitation';
import { isAnswered } from '@/lib/domain/invitation-record';
import { isUnderWay } from '@/lib/domain/outbox';
import { allRows, choiceOf } from '@/lib/domain/rows';
import { storePress } from '@/lib/storage/presses';
import { readState } from '@/lib/storage/state';
import { startSandbox } from '../../sandbox/start';
import type { Sandbox } from '../../sandbox/types';
import { samples } from '../../support/samples';
import { makeMortal } from '../support/mortal';
import { connect, idle, reach, ringAlarm, send, startWorker } from '../support/worker';

// Whatever happens at Cloudflare, on the network and to the worker, in any order: each invitation is one row, is
// answered once, and does not come back.

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const startMs = Date.parse('2026-03-01T12:00:00Z');

/** An account that sends invitations, and the lists that contain them. */
interface Account {
  name: string;
  lists: 'invites' | 'memberships' | 'both';
  id: string;
  /** How many invitations it has sent so far. */
  sent: number;
  /** How many of them the user tried to answer elsewhere: the lists may show one for the first time after that. */
  elsewhere: number;
  inviteId: string | null;
  membershipId: string | null;
  /** A response of this extension to the latest invitation was confirmed. */
  isConfirmed: boolean;
  /** How many answers were sent before the latest press. */
  sentBefore: number;
}

let sandbox: Sandbox;
let accounts: Account[];
let runs = 0;

beforeAll(async () => {
  sandbox = await startSandbox({ now: () => Date.now() });
});

afterAll(() => sandbox.close());

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function begin() {
  vi.unstubAllGlobals();
  fakeBrowser.reset();
  sandbox.setInvites([]);
  sandbox.setMemberships([]);
  sandbox.clearFaults();
  sandbox.resetRateLimit();
  sandbox.clearRequests();
  sandbox.lag('invites', 0);
  sandbox.lag('memberships', 0);
  vi.useFakeTimers({ toFake: ['Date'], now: startMs });
  runs++;
  accounts = (['invites', 'memberships', 'both', 'both'] as const).map((lists, i) => ({
    name: `${lists} ${i}`,
    lists,
    id: `${runs} ${i}`,
    sent: 0,
    elsewhere: 0,
    inviteId: null,
    membershipId: null,
    isConfirmed: false,
    sentBefore: 0,
  }));
  reach(sandbox);
  await startWorker();
  await connect({ kind: 'token', token: sandbox.credentials.token });
}

const inviteOf = ({ inviteId }: Account) => (inviteId === null ? undefined : sandbox.invite(inviteId));
const membershipOf = ({ membershipId }: Account) =>
  membershipId === null ? undefined : sandbox.membership(membershipId);

/** Whether Cloudflare has an invitation of the account that can be answered, according to its lists. */
function isOpenAtCloudflare(account: Account): boolean {
  const invite = inviteOf(account);
  const isInviteOpen = invite?.status === 'pending' && Date.parse(invite.expires_on ?? '') > Date.now();
  return isInviteOpen || membershipOf(account)?.status === 'pending';
}

/** Whether the latest invitation of the account was answered, according to the list that knows first. */
function isAnsweredAtCloudflare(account: Account): boolean {
  return [inviteOf(account)?.status, membershipOf(account)?.status].some((status) =>
    isAnswered(status ?? ''),
  );
}

/** The account sends an invitation, unless one is open. */
function invite(account: Account) {
  sandbox.catchUp();
  if (isOpenAtCloudflare(account)) return;
  const { id, name, lists } = account;
  account.sent++;
  account.isConfirmed = false;
  if (lists !== 'memberships') {
    account.inviteId = sandbox.addInvite({ organization_id: id, organization_name: name }).id;
  }
  if (lists !== 'invites') account.membershipId = sandbox.addMembership({ account: { id, name } }).id;
}

/** The account extends its invite by four days, even if it has expired, unless it was answered. */
function renew(account: Account) {
  const { inviteId } = account;
  if (isAnsweredAtCloudflare(account)) return;
  const expires_on = new Date(Date.now() + 4 * dayMs).toISOString();
  const renewed = sandbox
    .invites()
    .map((one) => (one.id === inviteId && one.status === 'pending' ? { ...one, expires_on } : one));
  sandbox.setInvites(renewed);
}

/** The user answers in the dashboard. */
async function answerElsewhere(account: Account, status: string) {
  const { email, globalKey } = sandbox.credentials;
  account.elsewhere++;
  const path =
    account.inviteId === null ? `memberships/${account.membershipId}` : `user/invites/${account.inviteId}`;
  await fetch(`https://api.cloudflare.com/client/v4/${path}`, {
    method: account.inviteId === null ? 'PUT' : 'PATCH',
    headers: { 'X-Auth-Email': email, 'X-Auth-Key': globalKey, 'Content-Type': 'application/json' },
    body: JSON.stringify({ status }),
  }).catch(() => undefined);
}

async function rowsOf({ name }: Account) {
  const rows = allRows(await readState(), Date.now());
  return rows.filter(({ invitation }) => invitation.organizationName === name);
}

async function press(account: Account, answer: 'accepted' | 'rejected') {
  const rows = await rowsOf(account);
  const row = rows.find(({ invitation, nowMs }) => isPending(invitation, nowMs));
  if (!row?.response || !isUnderWay(row.response)) account.sentBefore = answersSent().length;
  if (row) await storePress({ choices: [choiceOf(row, answer, account.name)], isBatch: false, hold: null });
  await idle();
}

/** Fires the alarm after this time, in a worker that dies at the `dieAt`-th await and is started again. */
async function wake(ms: number, dieAt: number | null) {
  vi.setSystemTime(Date.now() + ms);
  const mortality = makeMortal(dieAt, 'after');
  await Promise.race([ringAlarm(), mortality.died]);
  await idle();
  const { dead } = mortality;
  mortality.bury();
  if (dead) await startWorker();
}

const account = fc.nat(3);
const answer = fc.constantFrom('accepted' as const, 'rejected' as const);
const list = fc.constantFrom('invites' as const, 'memberships' as const);
const path = fc.constantFrom('/user/invites', '/memberships');
const method = fc.constantFrom('GET', 'PATCH', 'PUT');
const times = fc.constantFrom(1, 2, 5);
const op = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('invite' as const), account }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('press' as const), account, answer }) },
  fc.record({ kind: fc.constant('renew' as const), account }),
  fc.record({ kind: fc.constant('answer elsewhere' as const), account, answer }),
  fc.record({ kind: fc.constant('lag' as const), list }),
  fc.record({ kind: fc.constant('catch up' as const) }),
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('fault' as const),
      fault: fc.oneof(
        fc.record({
          kind: fc.constant('status' as const),
          status: fc.constantFrom(500, 503, 403, 404, 405),
          method,
          path,
          times,
        }),
        fc.record({ kind: fc.constant('drop' as const), method, path, times }),
        fc.record({ kind: fc.constant('lost-answer' as const), times }),
      ),
    }),
  },
  fc.record({ kind: fc.constant('no faults' as const) }),
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('wake' as const),
      ms: fc.constantFrom(minuteMs, 5 * minuteMs, 60 * minuteMs, dayMs + minuteMs, 5 * dayMs),
      dieAt: fc.option(fc.integer({ min: 1, max: 90 })),
    }),
  },
);

type Op = typeof op extends fc.Arbitrary<infer T> ? T : never;

async function carryOut(step: Op) {
  const one = 'account' in step ? accounts[step.account] : undefined;
  if (one && step.kind === 'invite') invite(one);
  if (one && step.kind === 'renew') renew(one);
  if (one && step.kind === 'press') await press(one, step.answer);
  if (one && step.kind === 'answer elsewhere') await answerElsewhere(one, step.answer);
  if (step.kind === 'lag') sandbox.lag(step.list, dayMs / 2);
  if (step.kind === 'catch up') sandbox.catchUp();
  if (step.kind === 'fault') sandbox.fault(step.fault);
  if (step.kind === 'no faults') sandbox.clearFaults();
  if (step.kind === 'wake') await wake(step.ms, step.dieAt);
}

/** The requests in which this extension answered invitations. */
const answersSent = () =>
  sandbox.requests.filter(({ method: sent, headers }) => sent !== 'GET' && 'authorization' in headers);

function expectNoBlindAnswer() {
  expect(sandbox.requests.map(({ method: sent }) => sent)).not.toContain('DELETE');
  for (const { id, inviteId, membershipId, sentBefore, sent: invitations } of accounts) {
    const sent = answersSent()
      .slice(sentBefore)
      .filter(({ path: to }) => [inviteId, membershipId].some((one) => one !== null && to.endsWith(one)));
    sent.forEach(({ method: by }, i) => {
      const before = sent[i - 1];
      if (by === 'PUT' && before?.method === 'PATCH')
        expect([403, 404, 405, 409]).toContain(before.responded);
    });
    expect(sandbox.answersThatTookEffect(id)).toBeLessThanOrEqual(invitations);
  }
}

async function expectOneRowEach(isUnderWayBefore: (one: Account) => boolean) {
  const { outbox, snapshots } = await readState();
  const stored = Object.values(snapshots).flatMap(({ invitations }) => invitations);
  const keys = stored.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  const routes = stored.flatMap(({ records }) =>
    Object.entries(records).map(([source, record]) => `${source} ${record.id}`),
  );
  expect(new Set(routes).size).toBe(routes.length);
  for (const one of accounts) {
    const rows = await rowsOf(one);
    const pending = rows.filter(({ invitation, nowMs }) => isPending(invitation, nowMs));
    const answered = rows.filter(({ invitation }) => isAnswered(invitation.status));
    expect(pending.length, `pending rows of ${one.name}`).toBeLessThanOrEqual(1);
    expect(answered.length, `past rows of ${one.name}`).toBeLessThanOrEqual(one.sent + one.elsewhere);
    const isGone = !outbox.some(({ name }) => name === one.name);
    if (isUnderWayBefore(one) && isGone && isAnsweredAtCloudflare(one)) one.isConfirmed = true;
    if (one.isConfirmed) expect(pending, `${one.name} came back`).toEqual([]);
  }
}

async function expectCorrectEnd() {
  sandbox.clearFaults();
  sandbox.lag('invites', 0);
  sandbox.lag('memberships', 0);
  sandbox.catchUp();
  sandbox.resetRateLimit();
  for (let wakes = 0; wakes < 30; wakes++) await wake(30 * minuteMs, null);
  await send({ type: 'refresh' });
  const { outbox } = await readState();
  expect(outbox.filter(isUnderWay)).toEqual([]);
  for (const one of accounts) {
    const rows = await rowsOf(one);
    const pending = rows.filter(({ invitation, nowMs }) => isPending(invitation, nowMs));
    expect(pending.length, one.name).toBe(isOpenAtCloudflare(one) ? 1 : 0);
  }
  const set = vi.spyOn(browser.storage.local, 'set');
  await send({ type: 'refresh' });
  expect(set).not.toHaveBeenCalled();
  set.mockRestore();
}

it('each invitation is one row, is answered once and stays answered, whatever happens in any order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(op, { minLength: 5, maxLength: 30, size: 'max' }), async (steps) => {
      await begin();
      for (const step of steps) {
        const { outbox } = await readState();
        const underWay = new Set(outbox.filter(isUnderWay).map(({ name }) => name));
        await carryOut(step);
        await expectOneRowEach(({ name }) => underWay.has(name));
        expectNoBlindAnswer();
      }
      await expectCorrectEnd();
    }),
    { numRuns: samples(100) },
  );
}, 600_000);
