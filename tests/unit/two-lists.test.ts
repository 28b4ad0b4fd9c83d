import { describe, expect, it, vi } from 'vitest';
import { historyRows } from '@/lib/domain/history';
import { inviteRows } from '@/lib/domain/rows';
import { invitationsOf } from '@/lib/domain/snapshot';
import { storePress } from '@/lib/storage/presses';
import { readState } from '@/lib/storage/state';
import { passMs, useStage } from './support/stage';
import { answerRow, badge, send } from './support/worker';

const stage = useStage();

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const pending = async () => {
  const rows = inviteRows(await readState(), Date.now());
  return rows.map(({ invitation }) => invitation.organizationName).sort();
};
const past = async () =>
  historyRows(await readState(), Date.now()).map(({ invitation }) => [
    invitation.organizationName,
    invitation.status,
  ]);
const onlyPoll = async () => Object.values((await readState()).polls)[0];
const methods = (path: string) =>
  stage.sandbox.requests.filter((request) => request.path.includes(path)).map(({ method }) => method);

describe('memberships', () => {
  it('are listed and answered if the plan has no invites', async () => {
    const { sandbox } = stage;
    sandbox.configure({ invites: 'refused' });
    const acme = sandbox.addMembership({ account: { name: 'Acme' } });
    const globex = sandbox.addMembership({ account: { name: 'Globex' } });
    expect(await stage.connectByToken()).toMatchObject({ ok: true, pending: 2, canRespond: true });
    expect((await badge()).text).toBe('2');
    await answerRow('Acme', 'accepted');
    await answerRow('Globex', 'rejected');
    expect([sandbox.membership(acme.id)?.status, sandbox.membership(globex.id)?.status]).toEqual([
      'accepted',
      'rejected',
    ]);
    expect(sandbox.answersThatTookEffect(acme.account.id)).toBe(1);
    expect((await badge()).text).toBe('');
    await send({ type: 'refresh' });
    expect((await past()).sort()).toEqual([
      ['Acme', 'accepted'],
      ['Globex', 'rejected'],
    ]);
  });

  it('are polled without the refused list for a day, unless the user refreshes', async () => {
    const { sandbox } = stage;
    sandbox.configure({ invites: 'refused' });
    await stage.connectByToken();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    sandbox.clearRequests();
    for (let polls = 0; polls < 5; polls++) await passMs(5 * minuteMs);
    expect(methods('/memberships')).toHaveLength(5);
    expect(methods('/user/invites')).toEqual([]);
    expect(await onlyPoll()).toMatchObject({
      failure: null,
      refusals: { invites: { failure: { reason: 'list-unavailable' } } },
    });
    await send({ type: 'refresh' });
    expect(methods('/user/invites')).toEqual(['GET']);
    await passMs(dayMs + 5 * minuteMs);
    expect(methods('/user/invites')).toEqual(['GET', 'GET']);
    sandbox.configure({ invites: 'served' });
    sandbox.addInvite({ organization_name: 'Initech' });
    await send({ type: 'refresh' });
    expect(await pending()).toEqual(['Initech']);
    expect((await onlyPoll())?.refusals).toEqual({});
  });

  it('show that a token is read-only', async () => {
    const { sandbox } = stage;
    sandbox.configure({ invites: 'refused' });
    sandbox.addMembership();
    expect(await stage.connectByToken(sandbox.credentials.readOnlyToken)).toMatchObject({
      ok: true,
      pending: 1,
      canRespond: false,
    });
  });

  it('are complete if there are 120 of them and a misleading total', async () => {
    const { sandbox } = stage;
    sandbox.configure({ totalCount: 'unfiltered', totalPages: false });
    for (let i = 0; i < 120; i++) sandbox.addMembership();
    for (let i = 0; i < 30; i++) sandbox.addMembership({ status: 'accepted' });
    expect(await stage.connectByToken()).toMatchObject({ pending: 120 });
    expect(Object.values((await readState()).snapshots)[0]?.lists).toMatchObject({
      memberships: { complete: true },
    });
  });
});

describe('two lists', () => {
  it('show an invitation in both only once, and answer it as an invite if they can', async () => {
    const { sandbox } = stage;
    const both = sandbox.addBoth({ organization_name: 'Both' });
    sandbox.addInvite({ organization_name: 'Invite' });
    sandbox.addMembership({ account: { name: 'Membership' } });
    await stage.connectByToken();
    expect(await pending()).toEqual(['Both', 'Invite', 'Membership']);
    sandbox.lag('memberships', 'until-catch-up');
    sandbox.clearRequests();
    await answerRow('Both', 'accepted');
    expect(methods(both.invite.id)).toContain('PATCH');
    expect(methods('/memberships/')).toEqual([]);
    for (let polls = 0; polls < 3; polls++) await send({ type: 'refresh' });
    expect(await pending()).toEqual(['Invite', 'Membership']);
    sandbox.catchUp();
    await send({ type: 'refresh' });
    expect(await pending()).toEqual(['Invite', 'Membership']);
    expect(await past()).toEqual([['Both', 'accepted']]);
    expect(sandbox.answersThatTookEffect(both.membership.account.id)).toBe(1);
  });

  it.each(['/memberships', '/user/invites'])('lose nothing if %s fails', async (path) => {
    const { sandbox } = stage;
    sandbox.addInvite({ organization_name: 'Invite' });
    sandbox.addMembership({ account: { name: 'Membership' } });
    await stage.connectByToken();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    sandbox.fault({ kind: 'status', status: 503, path, times: Number.POSITIVE_INFINITY });
    sandbox.addInvite({ organization_name: 'New invite' });
    sandbox.addMembership({ account: { name: 'New membership' } });
    await passMs(5 * minuteMs);
    const found = path === '/memberships' ? 'New invite' : 'New membership';
    expect(await pending()).toEqual(['Invite', 'Membership', found].sort());
    expect(await onlyPoll()).toMatchObject({
      failure: { reason: 'server-error' },
      failing: [path === '/memberships' ? 'memberships' : 'invites'],
    });
    // The other route still works.
    await answerRow(path === '/memberships' ? 'Invite' : 'Membership', 'accepted');
    expect(await pending()).toHaveLength(2);
    await passMs(2 * dayMs);
    expect(await pending()).toHaveLength(2);
    sandbox.clearFaults();
    await passMs(70 * minuteMs);
    expect(await pending()).toHaveLength(3);
    expect((await onlyPoll())?.failure).toBeNull();
  });

  it.each(['/memberships', '/user/invites'])('do not slow each other down if %s fails', async (path) => {
    const { sandbox } = stage;
    await stage.connectByToken();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    sandbox.fault({ kind: 'status', status: 503, path, times: Number.POSITIVE_INFINITY });
    for (let polls = 0; polls < 12; polls++) await passMs(5 * minuteMs);
    if (path === '/memberships') sandbox.addInvite({ organization_name: 'New' });
    else sandbox.addMembership({ account: { name: 'New' } });
    await passMs(5 * minuteMs);
    expect(await pending()).toEqual(['New']);
  });

  it('delay only answers through the list that fails', async () => {
    const { sandbox } = stage;
    const memberships = [1, 2].map((n) => sandbox.addMembership({ account: { name: `Membership ${n}` } }));
    const invites = [1, 2, 3].map((n) => sandbox.addInvite({ organization_name: `Invite ${n}` }));
    await stage.connectByToken();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    sandbox.fault({ kind: 'status', status: 503, path: '/memberships', times: Number.POSITIVE_INFINITY });
    for (const name of ['Membership 1', 'Membership 2', 'Invite 1', 'Invite 2', 'Invite 3']) {
      await answerRow(name, 'accepted');
    }
    sandbox.clearRequests();
    for (let wakes = 0; wakes < 6; wakes++) await passMs(minuteMs / 2);
    expect(invites.map(({ id }) => sandbox.invite(id)?.status)).toEqual(Array(3).fill('accepted'));
    expect(methods('/memberships/')).toEqual([]);
    sandbox.clearFaults();
    for (let wakes = 0; wakes < 6; wakes++) await passMs(5 * minuteMs);
    expect(memberships.map(({ id }) => sandbox.membership(id)?.status)).toEqual(['accepted', 'accepted']);
    expect((await readState()).outbox).toEqual([]);
  });

  it('that are both refused mean that the login is refused', async () => {
    const { sandbox } = stage;
    sandbox.addBoth();
    await stage.connectByToken();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    sandbox.configure({ invites: 'refused', memberships: 'refused' });
    await passMs(5 * minuteMs);
    expect((await badge()).text).toBe('1');
    for (let polls = 0; polls < 2; polls++) await passMs(5 * minuteMs);
    expect((await badge()).text).toBe('!');
    expect(await pending()).toHaveLength(1);
  });
});

it('a token that loses its permission is reported, even if the plan has no invites', async () => {
  const { sandbox } = stage;
  sandbox.configure({ invites: 'refused' });
  sandbox.addMembership();
  await stage.connectByToken();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  sandbox.fault({
    kind: 'status',
    status: 403,
    code: 10000,
    message: 'Authentication error',
    path: '/memberships',
    times: 'always',
  });
  for (let polls = 0; polls < 3; polls++) await passMs(5 * minuteMs);
  expect((await onlyPoll())?.failure?.reason).toBe('permission-missing');
  expect((await badge()).text).toBe('!');
  // Cloudflare blocks clients that keep trying.
  sandbox.clearRequests();
  vi.setSystemTime(Date.now() + 3 * dayMs);
  await send({ type: 'opened' });
  expect(stage.sent()).toBe(0);
  sandbox.clearFaults();
  await send({ type: 'refresh' });
  expect((await badge()).text).toBe('1');
});

describe('an answer', () => {
  it('whose reply was lost is found to have taken effect', async () => {
    const { sandbox } = stage;
    const { account } = sandbox.addMembership({ account: { name: 'Acme' } });
    await stage.connectByToken();
    sandbox.fault({ kind: 'lost-answer' });
    await answerRow('Acme', 'accepted');
    expect(await past()).toEqual([['Acme', 'accepted']]);
    expect(methods('/memberships/').filter((method) => method === 'PUT')).toHaveLength(1);
    expect(sandbox.answersThatTookEffect(account.id)).toBe(1);
  });

  it('takes the other route if Cloudflare refuses the first, after checking the status', async () => {
    const { sandbox } = stage;
    const { invite, membership } = sandbox.addBoth({ organization_name: 'Acme' });
    await stage.connectByToken();
    sandbox.fault({ kind: 'status', status: 405, method: 'PATCH', path: invite.id });
    sandbox.clearRequests();
    await answerRow('Acme', 'rejected');
    const sent = sandbox.requests.filter(
      ({ path }) => path.includes(invite.id) || path.includes(membership.id),
    );
    expect(sent.map(({ method }) => method)).toEqual(['PATCH', 'GET', 'PUT']);
    expect(sandbox.answersThatTookEffect(membership.account.id)).toBe(1);
    expect(await past()).toEqual([['Acme', 'rejected']]);
  });

  it('does not take the other route if its result is unclear, but checks the status there too', async () => {
    const { sandbox } = stage;
    const { invite, membership } = sandbox.addBoth({ organization_name: 'Acme' });
    await stage.connectByToken();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    sandbox.fault({ kind: 'drop', method: 'PATCH' });
    sandbox.clearRequests();
    await answerRow('Acme', 'accepted');
    expect(methods(`/memberships/${membership.id}`)).toEqual(['GET']);
    await passMs(minuteMs);
    expect(methods(invite.id).filter((method) => method === 'PATCH')).toHaveLength(2);
    expect(methods(`/memberships/${membership.id}`)).not.toContain('PUT');
    expect(await past()).toEqual([['Acme', 'accepted']]);
    expect(sandbox.answersThatTookEffect(membership.account.id)).toBe(1);
  });

  it('does not take the other route if its reply is lost and the invite is gone', async () => {
    const { sandbox } = stage;
    const { invite, membership } = sandbox.addBoth({ organization_name: 'Acme' });
    await stage.connectByToken();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    sandbox.lag('memberships', 'until-catch-up');
    const through = globalThis.fetch;
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      const answered = await through(url, init);
      if (init.method !== 'PATCH') return answered;
      sandbox.removeInvite(invite.id);
      throw new TypeError('Failed to fetch');
    });
    await answerRow('Acme', 'accepted');
    for (let wakes = 0; wakes < 3; wakes++) await passMs(5 * minuteMs);
    expect(methods(`/memberships/${membership.id}`)).not.toContain('PUT');
    expect(methods(invite.id).filter((method) => method === 'PATCH')).toHaveLength(1);
    expect((await readState()).outbox).toMatchObject([
      { phase: 'failed', failure: { reason: 'outcome-unknown' } },
    ]);
  });

  it('to a row that was merged with another is sent once, through the current routes', async () => {
    const { sandbox } = stage;
    const { invite, membership } = sandbox.addBoth({ organization_name: 'Acme' });
    await stage.connectByToken();
    const connectionId = (await readState()).connections[0]?.id ?? '';
    const routes = [{ source: 'memberships' as const, id: membership.id }];
    const key = `membership ${membership.id}`;
    await storePress({
      choices: [{ connectionId, key, routes, answer: 'accepted', name: 'Acme' }],
      isBatch: false,
      hold: null,
    });
    await send({ type: 'pressed' });
    expect(methods(invite.id)).toContain('PATCH');
    expect(await pending()).toEqual([]);
    expect(await past()).toEqual([['Acme', 'accepted']]);
  });

  it('never makes the user leave an account', async () => {
    const { sandbox } = stage;
    sandbox.addBoth({ organization_name: 'Acme' });
    await stage.connectByToken();
    await answerRow('Acme', 'rejected');
    await send({ type: 'refresh' });
    expect(sandbox.requests.map(({ method }) => method)).not.toContain('DELETE');
  });
});

describe('user details', () => {
  it('are requested once and then daily, if the credentials allow it', async () => {
    const { sandbox } = stage;
    sandbox.setTwoFactor(true);
    await stage.connectByToken(sandbox.credentials.userDetailsToken);
    const connection = async () => (await readState()).connections[0];
    expect(await connection()).toMatchObject({ hasTwoFactor: true, email: sandbox.credentials.email });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    sandbox.setTwoFactor(false);
    sandbox.clearRequests();
    const asked = () => sandbox.requests.filter(({ path }) => path.endsWith('/user')).length;
    await passMs(5 * minuteMs);
    expect(asked()).toBe(0);
    await passMs(dayMs);
    expect(asked()).toBe(1);
    expect(await connection()).toMatchObject({ hasTwoFactor: false });
  });

  it('are requested by Refresh if an invitation requires the two-factor that the login lacks', async () => {
    const { sandbox } = stage;
    await stage.connectByToken(sandbox.credentials.userDetailsToken);
    const twoFactor = async () => (await readState()).connections[0]?.hasTwoFactor;
    sandbox.addInvite();
    await send({ type: 'refresh' });
    sandbox.setTwoFactor(true);
    await send({ type: 'refresh' });
    expect(await twoFactor()).toBe(false);
    sandbox.addInvite({ organization_is_enforcing_twofactor: true });
    await send({ type: 'refresh' });
    await send({ type: 'refresh' });
    expect(await twoFactor()).toBe(true);
  });

  it('stay unknown, without a failure, if the credentials do not allow the request', async () => {
    await stage.connectByToken();
    expect((await readState()).connections).toMatchObject([{ hasTwoFactor: null }]);
    expect(await onlyPoll()).toMatchObject({ failure: null, refusals: {} });
  });
});

it('an invitation keeps its key when it appears in the other list too', async () => {
  const { sandbox } = stage;
  const { id, account } = sandbox.addMembership({ account: { name: 'Acme' } });
  await stage.connectByToken();
  sandbox.addInvite({ organization_id: account.id, organization_name: 'Acme' });
  await send({ type: 'refresh' });
  const invitations = Object.values((await readState()).snapshots).flatMap(invitationsOf);
  expect(invitations).toMatchObject([{ key: `membership ${id}`, routes: [{}, { id }] }]);
});
