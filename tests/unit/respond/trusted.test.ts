import { describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { undoHold } from '@/lib/domain/outbox';
import { storePress } from '@/lib/storage/presses';
import { readState } from '@/lib/storage/state';
import type { SandboxInvite } from '../../sandbox/types';
import { seeded } from '../../support/seeded';
import { holdRequests, passMs } from '../support/stage';
import { ana, heldKeys, useTrustedStage } from '../support/trusted-stage';
import { hurryKeys, minuteMs } from '../support/vault-stage';
import { answerRow, choice, idle, send, startWorker } from '../support/worker';

const stage = useTrustedStage();
const { arrive, begin, row, status } = stage;

/** Ends the grace time of five minutes. */
const endGrace = () => passMs(5 * minuteMs);

describe('an invitation from a trusted inviter', () => {
  it('is held for the grace time, then accepted once, and marked as accepted automatically', async () => {
    await begin();
    stage.sandbox.clearRequests();
    const id = await arrive();
    const seenAtMs = Date.now();
    expect(await row(id)).toMatchObject({
      hold: { kind: 'trusted', untilMs: seenAtMs + 5 * minuteMs },
      response: { answer: 'accepted', phase: 'queued' },
    });
    await passMs(4 * minuteMs);
    expect([status(id), stage.sent('PATCH')]).toEqual(['pending', 0]);
    await passMs(minuteMs);
    expect(stage.sandbox.patchesThatTookEffect(id)).toBe(1);
    expect((await readState()).outbox).toEqual([]);
    expect(await row(id)).toMatchObject({ invitation: { status: 'accepted', unasked: 'accepted' } });
    for (let polls = 0; polls < 3; polls++) await passMs(5 * minuteMs);
    expect(await row(id)).toMatchObject({ invitation: { unasked: 'accepted' } });
    expect(stage.sent('PATCH')).toBe(1);
  });

  it('is held for as long as its login is set to', async () => {
    await begin();
    await send({ type: 'grace', connectionId: await stage.connectionId(), minutes: 60 });
    const id = await arrive();
    await passMs(59 * minuteMs);
    expect(status(id)).toBe('pending');
    await passMs(minuteMs);
    expect(status(id)).toBe('accepted');
  });

  it.each<[string, Partial<SandboxInvite>]>([
    ['its inviter is not listed', { invited_by: 'bob@example.com' }],
    ['its inviter is at a subdomain', { invited_by: 'ana@eu.acme.example' }],
    ['its inviter has a look-alike domain', { invited_by: 'ana@аcme.example' }],
    [
      'invisible characters make its inviter look like a trusted one',
      { invited_by: 'ana@ac\u200Bme.example' },
    ],
    ['its name is deceptive', { organization_name: 'Сloudflare' }],
    ['its name contains a link', { organization_name: 'See https://acme.example' }],
    ['two-factor is required and off', { organization_is_enforcing_twofactor: true }],
    ['it has expired', { expires_on: '2020-01-01T00:00:00Z' }],
    ['it was answered', { status: 'rejected' }],
  ])('is not accepted when %s', async (_, partial) => {
    await begin();
    const id = await arrive(partial);
    expect(await heldKeys()).toEqual([]);
    stage.sandbox.clearRequests();
    await endGrace();
    await endGrace();
    expect(stage.sent('PATCH')).toBe(0);
    expect(await row(id)).toMatchObject({ response: null });
  });

  it.each<[string, Partial<SandboxInvite>]>([
    ['caution', { organization_name: 'Сloudflare' }],
    ['two-factor', { organization_is_enforcing_twofactor: true }],
    ['no', { organization_is_enforcing_twofactor: true, invited_by: 'bob@example.com' }],
  ])('is marked with the reason why it waits for the user: %s', async (unasked, partial) => {
    await begin();
    expect(await row(await arrive(partial))).toMatchObject({ invitation: { unasked } });
  });

  it('is not accepted if Cloudflare does not say who sent it', async () => {
    await begin();
    stage.sandbox.addMembership({ account: { name: 'Acme' } });
    await passMs(5 * minuteMs);
    expect(await heldKeys()).toEqual([]);
  });

  it('that requires two-factor is accepted only if two-factor is known to be on', async () => {
    stage.sandbox.setTwoFactor(true);
    await begin(stage.sandbox.credentials.token);
    await arrive({ organization_is_enforcing_twofactor: true });
    expect(await heldKeys()).toEqual([]);
    await stage.connectByToken(stage.sandbox.credentials.userDetailsToken);
    const id = await arrive({ organization_name: 'Acme 2', organization_is_enforcing_twofactor: true });
    expect(await heldKeys()).toEqual([id]);
  });

  it('trusted by address is accepted only from that address', async () => {
    await stage.connectByToken();
    await stage.trust(ana);
    await arrive({ organization_name: 'Acme 2', invited_by: 'bob@acme.example' });
    const id = await arrive({ invited_by: 'ANA@acme.example' });
    expect(await heldKeys()).toEqual([id]);
  });
});

describe('an invitation is not accepted automatically', () => {
  it('if it was in the first list', async () => {
    stage.sandbox.addInvite({ invited_by: ana });
    await begin();
    for (let polls = 0; polls < 3; polls++) await passMs(5 * minuteMs);
    expect(await heldKeys()).toEqual([]);
  });

  it('if it was in a list that comes later for the first time', async () => {
    stage.sandbox.configure({ invites: 'refused' });
    stage.sandbox.addInvite({ invited_by: ana });
    await begin();
    stage.sandbox.configure({ invites: 'served' });
    await send({ type: 'refresh' });
    expect((await readState()).snapshots[await stage.connectionId()]?.invitations).toHaveLength(1);
    expect(await heldKeys()).toEqual([]);
    const id = await arrive();
    expect(await heldKeys()).toEqual([id]);
  });

  it('if it was there but could not be read at first', async () => {
    const { id } = stage.sandbox.addInvite({ invited_by: ana });
    const [invite] = stage.sandbox.invites();
    if (!invite) throw new Error('no invite');
    const { organization_id: _, ...unreadable } = invite;
    stage.sandbox.setInvites([Object.assign(unreadable, { organization_id: Object() })]);
    await begin();
    stage.sandbox.setInvites([invite]);
    await passMs(5 * minuteMs);
    expect(await row(id)).toBeDefined();
    expect(await heldKeys()).toEqual([]);
  });

  it('if it was there before the inviter was trusted', async () => {
    await stage.connectByToken();
    await arrive();
    await stage.trust(ana);
    await passMs(5 * minuteMs);
    expect(await heldKeys()).toEqual([]);
  });

  it('if it was there when the login was connected again', async () => {
    await begin();
    stage.sandbox.addInvite({ invited_by: ana });
    await stage.connectByToken(stage.sandbox.credentials.token);
    await passMs(5 * minuteMs);
    expect(await heldKeys()).toEqual([]);
    expect((await readState()).connections).toMatchObject([{ inviters: { trusted: ['acme.example'] } }]);
  });

  it('until a list says who sent it', async () => {
    await begin();
    stage.sandbox.fault({ kind: 'status', status: 503, path: '/user/invites' });
    const { invite } = stage.sandbox.addBoth({ organization_name: 'Acme', invited_by: ana });
    await passMs(5 * minuteMs);
    expect(await heldKeys()).toEqual([]);
    await passMs(5 * minuteMs);
    expect(await heldKeys()).toHaveLength(1);
    await endGrace();
    expect(stage.sandbox.answersThatTookEffect(invite.organization_id)).toBe(1);
  });

  it('if it was answered before a list says who sent it', async () => {
    await begin();
    stage.sandbox.fault({ kind: 'status', status: 503, path: '/user/invites' });
    stage.sandbox.addBoth({ organization_name: 'Acme', invited_by: ana });
    await passMs(5 * minuteMs);
    stage.sandbox.fault({ kind: 'status', status: 400, method: 'PUT', message: 'No.' });
    await answerRow('Acme', 'rejected');
    const failed = [{ answer: 'rejected', phase: 'failed' }];
    expect((await readState()).outbox).toMatchObject(failed);
    await passMs(5 * minuteMs);
    await endGrace();
    expect((await readState()).outbox).toMatchObject(failed);
  });
});

describe('a login', () => {
  it('that can only read accepts nothing', async () => {
    await begin(stage.sandbox.credentials.readOnlyToken);
    await arrive();
    expect(await heldKeys()).toEqual([]);
  });

  it('that locks in the grace time does not accept after it is unlocked', async () => {
    hurryKeys();
    await stage.connect();
    await stage.trust('acme.example');
    const id = await arrive();
    expect(await heldKeys()).toEqual([id]);
    await send({ type: 'lock' });
    expect(await row(id)).toMatchObject({ response: null });
    vi.setSystemTime(Date.now() + 5 * minuteMs);
    await stage.unlock();
    await endGrace();
    expect(status(id)).toBe('pending');
  });

  it('that is refused in the grace time does not accept once it works again', async () => {
    await begin();
    await send({ type: 'grace', connectionId: await stage.connectionId(), minutes: 60 });
    const id = await arrive();
    const { userDetailsToken } = stage.sandbox.credentials;
    stage.sandbox.revoke(userDetailsToken);
    for (let polls = 0; polls < 4; polls++) await passMs(6 * minuteMs);
    expect(await row(id)).toMatchObject({ response: null });
    stage.sandbox.restore(userDetailsToken);
    await send({ type: 'refresh' });
    await passMs(60 * minuteMs);
    expect(status(id)).toBe('pending');
  });

  it('loses its lists when it is disconnected', async () => {
    await begin();
    await arrive();
    await send({ type: 'disconnect', connectionId: await stage.connectionId() });
    expect(await readState()).toMatchObject({ connections: [], outbox: [] });
    expect(await stage.stored()).not.toContain('acme.example');
  });

  it('trusts no one for invalid entries, nor everyone at a free mail provider', async () => {
    await stage.connectByToken();
    await stage.trust('Acme.example', 'acme', '*.com', 'gmail.com', 'ana@gmail.com', 'acme.example');
    await stage.quiet('gmail.com');
    const [connection] = (await readState()).connections;
    expect(connection?.inviters).toMatchObject({
      trusted: ['acme.example', 'ana@gmail.com'],
      quiet: ['gmail.com'],
    });
  });

  it('keeps changes that two pages make at the same time', async () => {
    await stage.connectByToken();
    await Promise.all([stage.trust('a.example'), stage.trust('b.example'), stage.quiet('c.example')]);
    await Promise.all([stage.distrust('a.example'), stage.trust('d.example')]);
    const [connection] = (await readState()).connections;
    expect(connection?.inviters.trusted.toSorted()).toEqual(['b.example', 'd.example']);
  });
});

describe('an invitation that is held', () => {
  const changes: [string, Partial<SandboxInvite>][] = [
    ['it gets a caution', { organization_name: 'Сloudflare' }],
    ['it requires two-factor', { organization_is_enforcing_twofactor: true }],
    ['its roles change', { roles: ['Super Administrator'] }],
    ['its inviter changes', { invited_by: 'bob@example.com' }],
    ['it is answered elsewhere', { status: 'rejected' }],
  ];

  it.each(changes)(
    'is looked up before it is accepted, and is not accepted if %s after the last poll',
    async (_, change) => {
      await begin();
      await send({ type: 'grace', connectionId: await stage.connectionId(), minutes: 1 });
      const id = await arrive({ roles: ['Administrator'] });
      expect(await heldKeys()).toEqual([id]);
      stage.sandbox.setInvites(stage.sandbox.invites().map((invite) => ({ ...invite, ...change })));
      stage.sandbox.clearRequests();
      await passMs(minuteMs);
      expect(stage.sent('PATCH')).toBe(0);
      expect((await readState()).outbox).toEqual([]);
      await endGrace();
      expect(stage.sent('PATCH')).toBe(0);
    },
  );

  it.each(changes)('becomes a normal row at once if a poll shows that %s', async (_, change) => {
    await begin();
    await send({ type: 'grace', connectionId: await stage.connectionId(), minutes: 15 });
    await arrive({ roles: ['Administrator'] });
    stage.sandbox.setInvites(stage.sandbox.invites().map((invite) => ({ ...invite, ...change })));
    await passMs(5 * minuteMs);
    expect((await readState()).outbox).toEqual([]);
  });

  it('is marked with the reason if a poll shows that it has to wait for the user after all', async () => {
    await begin();
    await send({ type: 'grace', connectionId: await stage.connectionId(), minutes: 15 });
    const id = await arrive();
    const [invite] = stage.sandbox.invites();
    if (!invite) throw new Error('no invite');
    stage.sandbox.setInvites([{ ...invite, organization_is_enforcing_twofactor: true }]);
    await passMs(5 * minuteMs);
    expect(await row(id)).toMatchObject({ response: null, invitation: { unasked: 'two-factor' } });
  });

  it('becomes a normal row for good when its inviter is no longer trusted', async () => {
    await begin();
    const id = await arrive();
    await stage.distrust('acme.example');
    expect(await row(id)).toMatchObject({ response: null });
    await stage.trust('acme.example');
    await endGrace();
    await endGrace();
    expect(status(id)).toBe('pending');
  });

  it('is not accepted if its login is given a read-only token', async () => {
    await begin();
    const id = await arrive();
    await stage.connectByToken(stage.sandbox.credentials.readOnlyToken);
    expect(await row(id)).toMatchObject({ connection: { canRespond: false }, response: null });
    await stage.connectByToken(stage.sandbox.credentials.userDetailsToken);
    await endGrace();
    expect(status(id)).toBe('pending');
  });

  it('is never held again after the user stops it', async () => {
    await begin();
    const id = await arrive();
    await stage.stop(id);
    expect(await row(id)).toMatchObject({ response: null });
    await startWorker();
    await stage.distrust('acme.example');
    await stage.trust('acme.example');
    for (let polls = 0; polls < 4; polls++) await passMs(5 * minuteMs);
    expect(status(id)).toBe('pending');
    expect(await heldKeys()).toEqual([]);
  });

  it('gets the answer of a press that a page still offered', async () => {
    await begin();
    const id = await arrive();
    const choices = [choice(await stage.connectionId(), id, 'rejected')];
    await storePress({ choices, isBatch: false, hold: null });
    await send({ type: 'pressed' });
    await endGrace();
    expect(status(id)).toBe('rejected');
    expect(await row(id)).toMatchObject({ invitation: { unasked: 'no' } });
  });

  it('gets the answer of a press during the last lookup, which can be undone', async () => {
    await begin();
    const id = await arrive();
    stage.sandbox.clearRequests();
    const held = holdRequests((method, url) => method === 'GET' && url.endsWith(id));
    vi.setSystemTime(Date.now() + 5 * minuteMs);
    const drained = send({ type: 'opened' });
    await held.reached;
    const choices = [choice(await stage.connectionId(), id)];
    await storePress({ choices, isBatch: false, hold: undoHold(Date.now()) });
    const pressed = send({ type: 'pressed' });
    await vi.waitFor(async () =>
      expect((await readState()).outbox).toMatchObject([{ hold: { kind: 'undo' } }]),
    );
    held.letGo();
    await Promise.all([drained, pressed]);
    expect(stage.sent('PATCH')).toBe(0);
    await stage.stop(id);
    await endGrace();
    expect(status(id)).toBe('pending');
  });

  it('keeps waiting when the popup closes or Refresh is pressed', async () => {
    await begin();
    const id = await arrive();
    await send({ type: 'closed' });
    await send({ type: 'refresh' });
    expect([status(id), await heldKeys()]).toEqual(['pending', [id]]);
  });

  it('waits while Cloudflare cannot be reached, and is then accepted once', async () => {
    await begin();
    const id = await arrive();
    stage.sandbox.fault({ kind: 'drop', times: Number.POSITIVE_INFINITY });
    await endGrace();
    await endGrace();
    stage.sandbox.clearFaults();
    for (let wakes = 0; wakes < 6; wakes++) await passMs(5 * minuteMs);
    expect(stage.sandbox.patchesThatTookEffect(id)).toBe(1);
  });

  it('keeps waiting if the reply of Cloudflare is unreadable', async () => {
    await begin();
    const id = await arrive();
    stage.sandbox.fault({ kind: 'raw', body: '{', status: 200, times: 4, method: 'GET' });
    vi.setSystemTime(Date.now() + 5 * minuteMs);
    await send({ type: 'pressed' });
    expect(status(id)).toBe('pending');
    expect(await heldKeys()).toEqual([id]);
    stage.sandbox.clearFaults();
    await endGrace();
    await endGrace();
    expect(stage.sandbox.patchesThatTookEffect(id)).toBe(1);
  });

  it('is not sent again if its reply is lost and the inviter is no longer trusted', async () => {
    await begin();
    const id = await arrive();
    stage.sandbox.fault({ kind: 'status', status: 503, times: Number.POSITIVE_INFINITY, method: 'PATCH' });
    await endGrace();
    expect((await readState()).outbox).toMatchObject([{ attempts: 1 }]);
    await stage.distrust('acme.example');
    stage.sandbox.clearFaults();
    for (let wakes = 0; wakes < 4; wakes++) await passMs(10 * minuteMs);
    expect(status(id)).toBe('pending');
    expect((await readState()).outbox).toEqual([]);
  });

  it('has a row that says why if it is refused when sent', async () => {
    await begin();
    const id = await arrive();
    stage.sandbox.fault({ kind: 'status', status: 400, method: 'PATCH', message: 'No.' });
    await endGrace();
    expect(await row(id)).toMatchObject({ response: { phase: 'failed' } });
    await send({ type: 'dismiss', connectionId: await stage.connectionId(), key: id });
    for (let polls = 0; polls < 3; polls++) await passMs(5 * minuteMs);
    expect(status(id)).toBe('pending');
  });
});

describe('an invitation that is held, when the clock', () => {
  it('is set back by a year, waits no longer than the grace time', async () => {
    await begin();
    const id = await arrive();
    vi.setSystemTime(Date.now() - 365 * 86_400_000);
    await send({ type: 'pressed' });
    expect(status(id)).toBe('pending');
    await passMs(5 * minuteMs);
    expect(stage.sandbox.patchesThatTookEffect(id)).toBe(1);
  });

  it('is set forward by two hours, as after sleep, is accepted once', async () => {
    await begin();
    const id = await arrive();
    await passMs(120 * minuteMs);
    await passMs(5 * minuteMs);
    expect(stage.sandbox.patchesThatTookEffect(id)).toBe(1);
  });
});

describe('the list of the organization', () => {
  it('replaces the trusted inviters of every login', async () => {
    await fakeBrowser.storage.managed.set({ trustedInviters: ['Globex.example', 'nonsense', 'gmail.com'] });
    await begin();
    await arrive();
    await arrive({ organization_name: 'Free', invited_by: 'ana@gmail.com' });
    const id = await arrive({ organization_name: 'Globex', invited_by: 'bob@globex.example' });
    expect(await heldKeys()).toEqual([id]);
  });

  it('turns automatic accepting off if it is empty, also for invitations already held', async () => {
    await begin();
    const id = await arrive();
    await fakeBrowser.storage.managed.set({ trustedInviters: [] });
    await endGrace();
    expect([status(id), await heldKeys()]).toEqual(['pending', []]);
    await arrive({ organization_name: 'Acme 2' });
    expect(await heldKeys()).toEqual([]);
  });
});

it('an invitation is either stopped or accepted, never both, whatever the timing', async () => {
  const random = seeded(11);
  await begin();
  await send({ type: 'grace', connectionId: await stage.connectionId(), minutes: 1 });
  let stopped = 0;
  for (let run = 0; run < 30; run++) {
    const id = await arrive({ organization_name: `Acme ${run}` });
    expect(await heldKeys(), `run ${run}`).toEqual([id]);
    vi.setSystemTime(Date.now() + minuteMs);
    const drained = send({ type: 'pressed' });
    await new Promise((resolve) => setTimeout(resolve, random() * 25));
    await stage.stop(id);
    await drained;
    await idle();
    const wasStopped = status(id) === 'pending';
    if (wasStopped) stopped++;
    expect(stage.sandbox.patchesThatTookEffect(id), `run ${run}`).toBe(wasStopped ? 0 : 1);
    expect((await readState()).outbox, `run ${run}`).toEqual([]);
    stage.sandbox.removeInvite(id);
  }
  expect(stopped).toBeGreaterThan(0);
  expect(stopped).toBeLessThan(30);
}, 60_000);

it('an invitation stopped during the last lookup is not accepted', async () => {
  await begin();
  const id = await arrive();
  const held = holdRequests((method, url) => method === 'GET' && url.endsWith(id));
  vi.setSystemTime(Date.now() + 5 * minuteMs);
  const drained = send({ type: 'pressed' });
  await held.reached;
  await stage.stop(id);
  held.letGo();
  await drained;
  expect(status(id)).toBe('pending');
});

it('a login stored by an earlier version, without lists of inviters, trusts no one', async () => {
  await begin();
  const { connections } = await browser.storage.local.get('connections');
  const stored = JSON.parse(String(connections));
  for (const one of stored.value) delete one.inviters;
  await browser.storage.local.set({ connections: JSON.stringify(stored) });
  await arrive();
  expect(await heldKeys()).toEqual([]);
  expect((await readState()).connections).toMatchObject([{ inviters: { trusted: [], quiet: [] } }]);
});
