import { describe, expect, it } from 'vitest';
import { isSamePerson, withResponsesMoved } from '@/lib/domain/logins';
import { allRows, choiceOf } from '@/lib/domain/rows';
import { emptySnapshot, invitationsOf } from '@/lib/domain/snapshot';
import { readCredentials } from '@/lib/storage/credential-store';
import { batchItem, connectionsItem, outboxItem } from '@/lib/storage/items';
import { storePress } from '@/lib/storage/presses';
import { readState, readWorkerState } from '@/lib/storage/state';
import { connection, entry, known, nowMs, stateOf } from './domain/make';
import { useVaultStage } from './support/vault-stage';
import { badge, choice, send } from './support/worker';

const stage = useVaultStage();

const device = { keeping: 'device', passphrase: null } as const;
const token = () => ({ kind: 'token', token: stage.sandbox.credentials.token }) as const;
const otherToken = () => ({ kind: 'token', token: stage.sandbox.credentials.readOnlyToken }) as const;
const key = () => {
  const { email, globalKey } = stage.sandbox.credentials;
  return { kind: 'key', email, key: globalKey } as const;
};
const connect = (
  credentials: ReturnType<typeof token> | ReturnType<typeof key>,
  replaces: string | null = null,
) => stage.connect({ ...device, credentials, replaces });
const ids = async () => (await readState()).connections.map(({ id }) => id);

/** Stores the first user's address in both logins, as if Cloudflare had said only now whose they are. */
async function reveal() {
  const { connections } = await readState();
  await connectionsItem.set(connections.map((one) => ({ ...one, email: key().email })));
}

function invite(count: number) {
  return Array.from({ length: count }, () => stage.sandbox.addInvite().id);
}

it('a login without a known address takes it from its first invitation', async () => {
  await connect(token());
  expect((await readState()).connections).toMatchObject([{ email: null }]);
  const { invited_member_email } = stage.sandbox.addInvite();
  await send({ type: 'refresh' });
  expect((await readState()).connections).toMatchObject([{ email: invited_member_email }]);
});

it('addresses are compared without regard to upper and lower case', () => {
  const person = { email: 'Me@Example.com', invitations: [] };
  const state = {
    snapshots: { c1: { ...emptySnapshot, invitations: [known({ invitedEmail: 'me@example.COM' })] } },
  };
  expect(isSamePerson(state, connection(), person)).toBe(true);
  expect(isSamePerson(state, connection(), { ...person, email: 'you@example.com' })).toBe(false);
  // Two logins without any information are not the same.
  expect(isSamePerson({ snapshots: {} }, connection(), { email: null, invitations: [] })).toBe(false);
});

describe('two logins of one user become one', () => {
  it('if one uses a token and one a key, recognized by the address of the invitations', async () => {
    invite(5);
    await connect(token());
    const [first] = await ids();
    await connect(key());
    expect(await ids()).toEqual([first]);
    expect((await badge()).text).toBe('5');
    expect((await readCredentials()).device).toEqual({ [first ?? '']: key() });
  });

  it('if both use tokens, recognized by an invitation that both have', async () => {
    // The two have different addresses, so neither shows whose token it is.
    stage.sandbox.addInvite({ invited_member_email: 'other@example.com' });
    invite(1);
    await connect(token());
    await connect(otherToken());
    expect(await ids()).toHaveLength(1);
    expect((await badge()).text).toBe('2');
  });

  it('if one replaces another login: that one stays, and the rest of the other is deleted', async () => {
    invite(5);
    await connect(token());
    await stage.connectSecond(device);
    const [first = '', second = ''] = await ids();
    await send({ type: 'rename', connectionId: second, name: 'Work' });
    await reveal();
    await connect(otherToken(), second);
    expect((await readState()).connections).toMatchObject([{ id: second, name: 'Work', canRespond: false }]);
    expect((await badge()).text).toBe('5');
    const everything = JSON.stringify([await readWorkerState(), await readCredentials()]);
    expect(everything).not.toContain(first);
  });

  it('and keep their responses under way, none of them twice', async () => {
    const [one = '', two = ''] = invite(2);
    await connect(token());
    await stage.connectSecond({ keeping: 'encrypted' });
    const [first = '', second = ''] = await ids();
    const entry = {
      attempts: 0,
      asks: 0,
      nextAtMs: Date.now() + 3_600_000,
      hold: null,
      unasked: null,
      failure: null,
    } as const;
    await outboxItem.set([
      { ...entry, ...choice(second, one), phase: 'failed' },
      { ...entry, ...choice(first, one), phase: 'sent', attempts: 1 },
      { ...entry, ...choice(first, two), phase: 'queued' },
    ]);
    await batchItem.set({
      items: [choice(first, one), choice(second, one)],
      cancelled: 0,
    });
    await reveal();
    await connect(token(), second);
    const { outbox, batch } = await readState();
    expect(outbox).toEqual([
      { ...entry, ...choice(second, one), phase: 'sent', attempts: 1 },
      { ...entry, ...choice(second, two), phase: 'queued' },
    ]);
    expect(batch?.items).toEqual([choice(second, one)]);
  });

  it('and keep each response with its invitation, even if their keys for it differ', async () => {
    const { sandbox } = stage;
    sandbox.configure({ invites: 'refused' });
    sandbox.addBoth({ organization_name: 'Acme' });
    await connect(token());
    sandbox.configure({ invites: 'served' });
    await send({ type: 'refresh' });
    await stage.connectSecond(device);
    const [first = '', second = ''] = await ids();
    const [row] = allRows(await readState(), Date.now()).filter(({ connection: { id } }) => id === first);
    if (!row) throw new Error('no row');
    const choice = choiceOf(row, 'accepted', 'Acme');
    const failed = {
      ...choice,
      phase: 'failed',
      attempts: 1,
      asks: 0,
      nextAtMs: 0,
      hold: null,
      unasked: null,
      failure: null,
    } as const;
    await outboxItem.set([failed]);
    await batchItem.set({ items: [choice], cancelled: 0 });
    await reveal();
    await connect(token(), second);
    const after = await readState();
    const rows = allRows(after, Date.now());
    expect(rows).toMatchObject([{ response: { phase: 'failed' }, invitation: { routes: [{}, {}] } }]);
    expect(after.batch?.items).toMatchObject([{ connectionId: second, key: rows[0]?.invitation.key }]);
  });

  it('and keep what only the other one knew, under unique keys', () => {
    const state = stateOf([]);
    const ours = known({ id: 'i1', invitedEmail: null });
    const theirs = [
      known({ status: 'rejected', settledAtMs: nowMs, settledSeq: 7 }),
      { ...known({ id: 'i2' }), key: 'i1 again' },
      { ...known({ id: 'i3' }), key: 'i1' },
    ];
    const snapshots = {
      c1: { ...emptySnapshot, invitations: [ours] },
      c2: { ...emptySnapshot, invitations: theirs },
    };
    const moved = withResponsesMoved(
      {
        ...state,
        snapshots,
        outbox: [entry({ connectionId: 'c2', routes: [{ source: 'invites', id: 'i3' }] })],
      },
      ['c2'],
      'c1',
    );
    const { c1 } = moved.snapshots;
    expect(c1 && invitationsOf(c1).map(({ key, status, routes }) => [key, status, routes[0]?.id])).toEqual([
      ['i1', 'rejected', 'i1'],
      ['i1 again', 'pending', 'i2'],
      ['i1 2', 'pending', 'i3'],
    ]);
    expect(moved.outbox).toMatchObject([{ connectionId: 'c1', key: 'i1 2' }]);
  });

  it('and keep what was just pressed', async () => {
    const [one = ''] = invite(1);
    await connect(token());
    await stage.connectSecond(device);
    const [first = '', second = ''] = await ids();
    await storePress({ choices: [choice(first, one)], isBatch: false, hold: null });
    await reveal();
    await connect(token(), second);
    expect(stage.sandbox.invite(one)?.status).toBe('accepted');
  });

  it('but logins of another user stay separate', async () => {
    invite(1);
    stage.sandbox.users[1].addInvite();
    await connect(token());
    await stage.connectSecond(device);
    expect(await ids()).toHaveLength(2);
    expect((await badge()).text).toBe('2');
  });
});

it('a login counts how often it was connected', async () => {
  const revisions = async () => (await readState()).connections.map(({ revision }) => revision);
  await connect(token());
  expect(await revisions()).toEqual([1]);
  await connect(token());
  expect(await revisions()).toEqual([2]);
  await send({ type: 'refresh' });
  const [first = null] = await ids();
  await connect(otherToken(), first);
  expect(await revisions()).toEqual([3]);
});

it('disconnecting one login keeps the part of a bulk answer that belongs to others', async () => {
  await connect(token());
  await stage.connectSecond(device);
  const [first = '', second = ''] = await ids();
  const items = [first, second].map((connectionId) => choice(connectionId, 'i'));
  await batchItem.set({ items, cancelled: 1 });
  await send({ type: 'disconnect', connectionId: first });
  expect((await readState()).batch).toEqual({ items: items.slice(1), cancelled: 1 });
  await send({ type: 'disconnect', connectionId: second });
  expect((await readState()).batch).toBeNull();
});

describe("new credentials for a login never replace it with another person's", () => {
  const first = () => stage.sandbox.credentials;
  const second = () => stage.sandbox.users[1].credentials;
  /** Except when the vault was last used. */
  const everything = async () => {
    const [{ unlocked: _, ...state }, credentials] = [await readWorkerState(), await readCredentials()];
    return JSON.stringify([state, credentials]);
  };

  it.each(['token', 'key'] as const)('a %s of a person who is not connected', async (kind) => {
    await stage.connect({ credentials: key() });
    const [replaces = ''] = await ids();
    const before = await everything();
    const { email, globalKey, userDetailsToken } = second();
    const credentials = kind === 'key' ? { kind, email, key: globalKey } : { kind, token: userDetailsToken };
    expect(await stage.connect({ ...device, credentials, replaces })).toMatchObject({
      ok: false,
      failure: { reason: 'other-person', owners: { kind, actual: email, expected: first().email } },
    });
    expect(await everything()).toBe(before);
  });

  it('a token of another login', async () => {
    await stage.connect({ credentials: key() });
    await stage.connectSecond();
    const [, replaces = ''] = await ids();
    stage.sandbox.users[1].addInvite();
    await send({ type: 'refresh' });
    const before = await everything();
    const credentials = { kind: 'token', token: first().userDetailsToken } as const;
    expect(await stage.connect({ ...device, credentials, replaces })).toMatchObject({
      ok: false,
      failure: { reason: 'other-login', owners: { actual: first().email, expected: second().email } },
    });
    expect(await everything()).toBe(before);
  });

  it('the token of another login, although nobody knows whose the two are', async () => {
    await connect(token());
    await stage.connectSecond(device);
    const [, replaces = null] = await ids();
    const before = await everything();
    expect(await connect(token(), replaces)).toMatchObject({ failure: { reason: 'other-login' } });
    expect(await everything()).toBe(before);
  });
});

describe('connecting a person who is connected already', () => {
  it.each([
    ['encrypted', 'device', 'encrypted'],
    ['session', 'device', 'session'],
    ['device', 'encrypted', 'encrypted'],
  ] as const)('kept %s, with new credentials to keep %s: kept %s', async (present, wanted, kept) => {
    invite(1);
    await stage.connect({ keeping: present });
    const reply = await stage.connect({ keeping: wanted, credentials: key() });
    expect(reply).toMatchObject({ ok: true, existed: true });
    expect((await readState()).connections).toMatchObject([{ keeping: kept, kind: 'key' }]);
    expect((await readCredentials()).device).toEqual({});
  });

  it('is refused while the login is locked', async () => {
    invite(1);
    await stage.connect();
    await send({ type: 'lock' });
    const before = JSON.stringify(await readCredentials());
    expect(await connect(key())).toMatchObject({ failure: { reason: 'connected-locked' } });
    expect(JSON.stringify(await readCredentials())).toBe(before);
  });

  it('says that it is new if it is, and says nothing else if the user updates it', async () => {
    expect(await connect(token())).toMatchObject({ existed: false });
    const [replaces = null] = await ids();
    expect(await connect(token(), replaces)).toMatchObject({ existed: false });
  });
});
