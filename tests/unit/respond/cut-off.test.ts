import { describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { storePress } from '@/lib/storage/presses';
import { readState } from '@/lib/storage/state';
import { passMs, useStage } from '../support/stage';
import { answer, choice, ringAlarm, send, startWorker, toInvites } from '../support/worker';

const stage = useStage();
const minuteMs = 60_000;

/** Fires the alarm whenever it is due during this time. Returns how often. */
async function runFor(forMs: number): Promise<number> {
  const endMs = Date.now() + forMs;
  for (let wakes = 0; ; wakes++) {
    const { scheduledTime = Number.POSITIVE_INFINITY } = (await browser.alarms.get('wake')) ?? {};
    if (scheduledTime > endMs) return wakes;
    vi.setSystemTime(Math.max(Math.ceil(scheduledTime), Date.now()));
    await ringAlarm();
  }
}

it('60 responses during a 503 outage wait for a single probe, and all get through when it is over', async () => {
  const { sandbox } = stage;
  const ids = Array.from({ length: 60 }, () => sandbox.addInvite().id);
  await stage.connectByToken();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  const connectionId = (await readState()).connections[0]?.id ?? '';
  sandbox.fault({ kind: 'status', status: 503, times: Number.POSITIVE_INFINITY });
  sandbox.clearRequests();
  const choices = ids.map((id) => choice(connectionId, id));
  await storePress({ choices, isBatch: true, hold: null });
  await send({ type: 'pressed' });
  const wakes = await runFor(10 * minuteMs);
  console.log(`60 responses under 503: ${stage.sent()} requests in 10 minutes, ${wakes} wakes`);
  expect(stage.sent()).toBeLessThan(20);
  expect(stage.sent('PATCH')).toBe(1);

  sandbox.clearFaults();
  await runFor(30 * minuteMs);
  expect((await readState()).outbox).toEqual([]);
  expect(ids.filter((id) => sandbox.patchesThatTookEffect(id) === 1)).toHaveLength(60);
}, 120_000);

it('during a rate limit nothing is sent and nothing wakes the worker, and then everything goes on', async () => {
  const { sandbox } = stage;
  const ids = [sandbox.addInvite().id, sandbox.addInvite().id];
  await stage.connectByToken();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  sandbox.fault({ kind: 'status', status: 429, headers: { 'retry-after': '290' } });
  await answer(ids[0], 'accepted');
  sandbox.clearRequests();
  await answer(ids[1], 'rejected');
  expect(await runFor(4 * minuteMs)).toBe(0);
  expect(stage.sent()).toBe(0);
  await runFor(6 * minuteMs);
  expect(ids.map((id) => sandbox.invite(id)?.status)).toEqual(['accepted', 'rejected']);
});

it('a rate limit is kept in memory while the browser refuses to store it', async () => {
  const { sandbox } = stage;
  sandbox.addInvite();
  await stage.connectByToken();
  vi.spyOn(browser.storage.local, 'set').mockRejectedValue(new Error('QUOTA_BYTES quota exceeded'));
  sandbox.fault({ kind: 'status', status: 429, headers: { 'retry-after': '120' } });
  await send({ type: 'refresh' });
  sandbox.clearRequests();
  await startWorker();
  await send({ type: 'refresh' });
  expect(stage.sent()).toBe(0);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 121_000 });
  await send({ type: 'refresh' });
  expect(toInvites(sandbox)).toHaveLength(1);
});

it('one refusal for lack of permission does not make a login read-only that can still respond', async () => {
  const { sandbox } = stage;
  const ids = Array.from({ length: 3 }, () => sandbox.addInvite().id);
  await stage.connectByToken();
  sandbox.fault({ kind: 'status', status: 403, code: 10000, method: 'PATCH' });
  for (const id of ids) await answer(id, 'accepted');
  expect((await readState()).connections).toMatchObject([{ canRespond: true }]);
  expect(ids.map((id) => sandbox.invite(id)?.status)).toEqual(['pending', 'accepted', 'accepted']);
});

it.each([
  ['Authentication error', true],
  ['Requires permission "com.cloudflare.api.user.invites.update"', false],
])('a response refused with %j leaves the login able to respond: %s', async (message, canRespond) => {
  const { sandbox } = stage;
  const { id } = sandbox.addInvite();
  await stage.connectByToken();
  sandbox.fault({ kind: 'status', status: 403, code: 10000, message, method: 'PATCH', times: 'always' });
  await answer(id, 'accepted');
  expect((await readState()).outbox).toMatchObject([{ failure: { reason: 'permission-missing' } }]);
  expect((await readState()).connections).toMatchObject([{ canRespond }]);
});

it('a read-only login can respond once its token has the permission and the user refreshes', async () => {
  const { sandbox } = stage;
  sandbox.addInvite();
  await stage.connectByToken(sandbox.credentials.readOnlyToken);
  expect((await readState()).connections).toMatchObject([{ canRespond: false }]);
  await send({ type: 'refresh' });
  expect((await readState()).connections).toMatchObject([{ canRespond: false }]);
  const through = globalThis.fetch;
  const { token, readOnlyToken } = sandbox.credentials;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    if (headers.get('authorization')?.endsWith(readOnlyToken))
      headers.set('authorization', `Bearer ${token}`);
    return through(url, { ...init, headers });
  });
  await send({ type: 'refresh' });
  expect((await readState()).connections).toMatchObject([{ canRespond: true }]);
});

it('one invitation that Cloudflare cannot look up does not block others, and is given up after a while', async () => {
  const { sandbox } = stage;
  const [first, second] = [sandbox.addInvite().id, sandbox.addInvite().id];
  await stage.connectByToken();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  sandbox.fault({ kind: 'drop', method: 'PATCH' });
  sandbox.fault({ kind: 'status', status: 500, path: `invites/${first}`, times: Number.POSITIVE_INFINITY });
  await answer(first, 'accepted');
  await answer(second, 'accepted');
  sandbox.clearRequests();
  await runFor(60 * minuteMs);
  expect(sandbox.invite(second)?.status).toBe('accepted');
  console.log(`one that cannot be looked up: ${stage.sent()} requests in an hour`);
  expect(stage.sent()).toBeLessThan(40);
  await runFor(12 * 60 * minuteMs);
  expect((await readState()).outbox).toMatchObject([{ key: first, phase: 'failed' }]);
});

it('60 responses that all fail cost a few requests a minute', async () => {
  const { sandbox } = stage;
  const ids = Array.from({ length: 60 }, () => sandbox.addInvite().id);
  await stage.connectByToken();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  const connectionId = (await readState()).connections[0]?.id ?? '';
  sandbox.fault({ kind: 'status', status: 503, method: 'PATCH', times: Number.POSITIVE_INFINITY });
  sandbox.clearRequests();
  const choices = ids.map((id) => choice(connectionId, id));
  await storePress({ choices, isBatch: true, hold: null });
  await send({ type: 'pressed' });
  await runFor(10 * minuteMs);
  console.log(`60 responses, PATCH under 503: ${stage.sent()} requests in 10 minutes`);
  expect(stage.sent()).toBeLessThan(200);
}, 120_000);

it('no details are requested while the login is paused or limited', async () => {
  const { sandbox } = stage;
  const { id } = sandbox.addInvite();
  await stage.connectByToken();
  sandbox.fault({ kind: 'status', status: 429, headers: { 'retry-after': '290' } });
  await send({ type: 'refresh' });
  sandbox.clearRequests();
  const connectionId = (await readState()).connections[0]?.id ?? '';
  expect(await send({ type: 'details', connectionId, key: id })).toMatchObject({
    failure: { reason: 'rate-limited' },
  });
  expect(stage.sent()).toBe(0);
});

it('nothing is sent for a read-only login', async () => {
  const { sandbox } = stage;
  const ids = Array.from({ length: 5 }, () => sandbox.addInvite().id);
  await stage.connectByToken(sandbox.credentials.readOnlyToken);
  sandbox.clearRequests();
  for (const id of ids) await answer(id, 'accepted');
  expect(stage.sent('PATCH')).toBe(0);
  expect((await readState()).outbox.map(({ phase }) => phase)).toEqual(ids.map(() => 'failed'));
});

it('a response is sent once even if the browser refuses to delete the stored press', async () => {
  const { id } = stage.sandbox.addInvite();
  await stage.connectByToken();
  vi.spyOn(browser.storage.local, 'remove').mockRejectedValue(new Error('IO error'));
  await answer(id, 'accepted');
  expect(stage.sandbox.patchesThatTookEffect(id)).toBe(1);
});

it.each([-8 * 60, -365 * 24 * 60, 8 * 60, 365 * 24 * 60])(
  'a clock that jumps by %i minutes neither stops polls nor floods Cloudflare',
  async (minutes) => {
    const { sandbox } = stage;
    sandbox.addInvite({ expires_on: '2099-01-01T00:00:00Z' });
    await stage.connectByToken();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    await passMs(5 * minuteMs);
    sandbox.clearRequests();
    // The browser decides when the alarm fires; here it fires at its interval.
    for (let wakes = 0; wakes < 6; wakes++) await passMs(wakes === 0 ? minutes * minuteMs : 5 * minuteMs);
    expect(toInvites(sandbox).length).toBeGreaterThanOrEqual(5);
    expect(toInvites(sandbox).length).toBeLessThanOrEqual(6);
    const { id } = sandbox.addInvite({ expires_on: '2099-01-01T00:00:00Z' });
    await answer(id, 'accepted');
    expect(sandbox.invite(id)?.status).toBe('accepted');
  },
);

describe('one press of Try now finishes an answer that failed while Cloudflare was down', () => {
  const always = { times: 'always' } as const;

  it.each([
    ['every request got 503', [{ kind: 'status', status: 503, ...always }]],
    ['every connection was dropped', [{ kind: 'drop', ...always }]],
    [
      'the reply to the answer was lost, and it could not be looked up',
      [
        { kind: 'drop', method: 'PATCH' },
        { kind: 'status', status: 503, method: 'GET', ...always },
      ],
    ],
    [
      'it took effect, but its reply was lost',
      [{ kind: 'lost-answer' }, { kind: 'status', status: 503, method: 'GET', ...always }],
    ],
    ['only answers got 503', [{ kind: 'status', status: 503, method: 'PATCH', ...always }]],
  ] as const)('%s', async (_, faults) => {
    const { sandbox } = stage;
    const { id } = sandbox.addInvite();
    await stage.connectByToken();
    for (const fault of faults) sandbox.fault(fault);
    await answer(id, 'accepted');
    expect((await readState()).outbox).toHaveLength(1);
    sandbox.clearFaults();
    await send({ type: 'refresh' });
    expect((await readState()).outbox).toEqual([]);
    expect(sandbox.invite(id)?.status).toBe('accepted');
    expect(sandbox.patchesThatTookEffect(id)).toBe(1);
  });

  it('and sends it once if answers still fail', async () => {
    const { sandbox } = stage;
    const { id } = sandbox.addInvite();
    await stage.connectByToken();
    sandbox.fault({ kind: 'status', status: 503, times: 'always' });
    await answer(id, 'accepted');
    sandbox.clearFaults();
    sandbox.fault({ kind: 'status', status: 503, method: 'PATCH', times: 'always' });
    sandbox.clearRequests();
    await send({ type: 'refresh' });
    expect(stage.sent('PATCH')).toBe(1);
    expect((await readState()).outbox).toMatchObject([{ phase: 'queued', attempts: 2 }]);
  });
});
