import { expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { inviteRows } from '@/lib/domain/rows';
import { invitationsOf } from '@/lib/domain/snapshot';
import { storePress } from '@/lib/storage/presses';
import { readState } from '@/lib/storage/state';
import { seeded } from '../../support/seeded';
import { holdRequests, passMs, useStage } from '../support/stage';
import { answer, choice, connect, idle, send, startWorker } from '../support/worker';

const stage = useStage();

const connectionId = async () => (await readState()).connections[0]?.id ?? '';

/** Stores several answers given at once, as the popup does. */
async function pressAll(inviteIds: string[]): Promise<void> {
  const id = await connectionId();
  await storePress({ choices: inviteIds.map((inviteId) => choice(id, inviteId)), isBatch: true, hold: null });
}

it('the worker finds a press even if no page is left to announce it', async () => {
  const { id } = stage.sandbox.addInvite();
  await stage.connectByToken();
  await pressAll([id]);
  await vi.waitFor(() => expect(stage.sandbox.invite(id)?.status).toBe('accepted'));
});

it('a press survives a browser restart', async () => {
  const { id } = stage.sandbox.addInvite();
  await stage.connectByToken();
  stage.sandbox.fault({ kind: 'drop', times: Number.POSITIVE_INFINITY });
  await pressAll([id]);
  await idle();
  await browser.storage.session.clear();
  stage.sandbox.clearFaults();
  await startWorker();
  for (let minutes = 0; minutes < 3; minutes++) await passMs(60_000);
  expect(stage.sandbox.patchesThatTookEffect(id)).toBe(1);
});

it('each answer is either cancelled or sent, whatever the timing', async () => {
  const random = seeded(7);
  await stage.connectByToken();
  for (let run = 0; run < 40; run++) {
    const ids = Array.from({ length: 6 }, () => stage.sandbox.addInvite().id);
    await pressAll(ids);
    const drained = send({ type: 'pressed' });
    await new Promise((resolve) => setTimeout(resolve, random() * 60));
    await send({ type: 'cancel-batch' });
    await drained;
    await idle();
    const accepted = ids.filter((id) => stage.sandbox.invite(id)?.status === 'accepted').length;
    const { batch, outbox } = await readState();
    expect(outbox, `run ${run}`).toEqual([]);
    expect(accepted + (batch?.cancelled ?? 0), `run ${run}`).toBe(6);
    await send({ type: 'dismiss-batch' });
  }
}, 120_000);

it('nothing more is sent after disconnecting while a response is waiting', async () => {
  const ids = [stage.sandbox.addInvite().id, stage.sandbox.addInvite().id];
  await stage.connectByToken();
  stage.sandbox.clearRequests();
  const held = holdRequests((method) => method === 'PATCH');
  await pressAll(ids);
  const drained = send({ type: 'pressed' });
  await held.reached;
  await send({ type: 'disconnect', connectionId: await connectionId() });
  held.letGo();
  await drained;
  expect(stage.sent('PATCH')).toBe(1);
  expect(await readState()).toMatchObject({ connections: [], outbox: [], snapshots: {} });
});

it('details requested before a response was confirmed do not undo it', async () => {
  const { id } = stage.sandbox.addInvite();
  await stage.connectByToken();
  const held = holdRequests((method, url) => method === 'GET' && url.endsWith(id));
  const details = send({ type: 'details', connectionId: await connectionId(), key: id });
  await held.reached;
  await answer(id, 'accepted');
  held.letGo();
  await details;
  const { snapshots } = await readState();
  expect(Object.values(snapshots).flatMap(invitationsOf)[0]?.status).toBe('accepted');
});

it('a late refusal of an old token does not pause the login after the token was replaced', async () => {
  const { sandbox } = stage;
  sandbox.addInvite();
  await stage.connectByToken(sandbox.credentials.readOnlyToken);
  const id = await connectionId();
  sandbox.revoke(sandbox.credentials.readOnlyToken);
  const held = holdRequests((method, url) => method === 'GET' && url.endsWith('/user/invites'));
  const refresh = send({ type: 'refresh' });
  await held.reached;
  await send({
    type: 'connect',
    credentials: { kind: 'token', token: sandbox.credentials.token },
    keeping: 'device',
    passphrase: null,
    replaces: id,
  });
  held.letGo();
  await refresh;
  const { polls, connections } = await readState();
  expect(connections).toHaveLength(1);
  expect(polls[id]?.failure).toBeNull();
});

it('a failed response keeps its row after the list dropped the invitation, until it is dismissed', async () => {
  const { sandbox } = stage;
  const { id } = sandbox.addInvite({ organization_name: 'Acme' });
  await connect({ kind: 'token', token: sandbox.credentials.token });
  sandbox.setInvites([]);
  await answer(id, 'accepted');
  await send({ type: 'refresh' });
  const state = await readState();
  expect(inviteRows(state, Date.now())).toMatchObject([
    { invitation: { key: id, organizationName: 'Acme' }, response: { phase: 'failed' } },
  ]);
  await send({ type: 'dismiss', connectionId: await connectionId(), key: id });
  expect(inviteRows(await readState(), Date.now())).toEqual([]);
});

it('a press stored at any moment of a wake is answered', async () => {
  await stage.connectByToken();
  const getKeys = browser.storage.local.getKeys.bind(browser.storage.local);
  let calls = 0;
  let pressAfter = Number.POSITIVE_INFINITY;
  let later = '';
  vi.spyOn(browser.storage.local, 'getKeys').mockImplementation(async () => {
    const keys = await getKeys();
    if (++calls === pressAfter) await pressAll([later]);
    return keys;
  });
  await send({ type: 'opened' });
  const perWake = calls;
  for (let at = 1; at <= perWake; at++) {
    // Each wake ends by deleting the presses that the one before has taken over.
    later = stage.sandbox.addInvite().id;
    calls = 0;
    pressAfter = at;
    await send({ type: 'opened' });
    pressAfter = Number.POSITIVE_INFINITY;
    await vi.waitFor(() => expect(stage.sandbox.invite(later)?.status, `after ${at}`).toBe('accepted'));
  }
}, 60_000);

it('a press can be cancelled before the worker has taken it over', async () => {
  const { id } = stage.sandbox.addInvite();
  await stage.connectByToken();
  const held = holdRequests((method) => method === 'GET');
  const refresh = send({ type: 'refresh' });
  await held.reached;
  await pressAll([id]);
  await send({ type: 'cancel-batch' });
  held.letGo();
  await refresh;
  await idle();
  const { batch, outbox } = await readState();
  const accepted = stage.sandbox.patchesThatTookEffect(id);
  expect({ sum: accepted + (batch?.cancelled ?? 0), outbox }).toEqual({ sum: 1, outbox: [] });
});

it('a waiting response can be cancelled by itself, and one that may have worked cannot', async () => {
  const { sandbox } = stage;
  const ids = [sandbox.addInvite().id, sandbox.addInvite().id];
  await stage.connectByToken();
  sandbox.fault({ kind: 'status', status: 503, times: Number.POSITIVE_INFINITY });
  await pressAll(ids);
  await send({ type: 'pressed' });
  for (const key of ids) await send({ type: 'cancel', connectionId: await connectionId(), key });
  const { outbox, batch } = await readState();
  expect(outbox).toMatchObject([{ key: ids[0], attempts: 1 }]);
  expect(batch).toMatchObject({ items: [{ key: ids[0] }], cancelled: 1 });
});

it('stopping a bulk answer also stops responses that had no effect and wait to be sent again', async () => {
  const { sandbox } = stage;
  const ids = [sandbox.addInvite().id, sandbox.addInvite().id];
  await stage.connectByToken();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  sandbox.fault({ kind: 'status', status: 500, method: 'PATCH', times: Number.POSITIVE_INFINITY });
  await pressAll(ids);
  await send({ type: 'pressed' });
  const waiting = { phase: 'queued', attempts: 1 };
  expect((await readState()).outbox).toMatchObject([waiting, waiting]);
  sandbox.clearFaults();
  await send({ type: 'cancel-batch' });
  expect(await readState()).toMatchObject({ outbox: [], batch: { items: [], cancelled: 2 } });
  sandbox.clearRequests();
  await passMs(3_600_000);
  expect(stage.sent('PATCH')).toBe(0);
  expect(ids.map((id) => sandbox.invite(id)?.status)).toEqual(['pending', 'pending']);
});

it('an answer to an invitation that is already answered is not sent', async () => {
  const { id } = stage.sandbox.addInvite();
  await stage.connectByToken();
  await answer(id, 'accepted');
  stage.sandbox.clearRequests();
  await answer(id, 'rejected');
  expect(stage.sent('PATCH')).toBe(0);
  expect((await readState()).outbox).toEqual([]);
});

it('a good list requested before a rate limit does not end it', async () => {
  const { sandbox } = stage;
  const ids = [sandbox.addInvite().id, sandbox.addInvite().id];
  await stage.connectByToken();
  const held = holdRequests((method, url) => method === 'GET' && url.endsWith('/user/invites'));
  const refresh = send({ type: 'refresh' });
  await held.reached;
  sandbox.fault({ kind: 'status', status: 429, headers: { 'retry-after': '290' }, method: 'PATCH' });
  const pressed = answer(ids[0], 'accepted');
  await vi.waitFor(() => expect(stage.sent('PATCH')).toBe(2));
  held.letGo();
  await Promise.all([refresh, pressed]);
  sandbox.clearRequests();
  await answer(ids[1], 'accepted');
  await send({ type: 'refresh' });
  expect(stage.sent()).toBe(0);
});

it('a dismissed failure in a bulk answer is not counted as done', async () => {
  const { sandbox } = stage;
  const ids = [sandbox.addInvite().id, sandbox.addInvite().id];
  await stage.connectByToken();
  sandbox.fault({ kind: 'status', status: 400, method: 'PATCH', message: 'No.' });
  await pressAll(ids);
  await send({ type: 'pressed' });
  await send({ type: 'dismiss', connectionId: await connectionId(), key: ids[0] ?? '' });
  expect((await readState()).batch?.items.map(({ key }) => key)).toEqual([ids[1]]);
});
