import { describe, expect, it } from 'vitest';
import { isSamePerson } from '@/lib/domain/logins';
import { emptySnapshot } from '@/lib/domain/snapshot';
import { readCredentials } from '@/lib/storage/credential-store';
import { batchItem, outboxItem } from '@/lib/storage/items';
import { storePress } from '@/lib/storage/presses';
import { readState, readWorkerState } from '@/lib/storage/state';
import { connection, known } from './domain/make';
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

function invite(count: number) {
  return Array.from({ length: count }, () => stage.sandbox.addInvite().id);
}

it('takes an address for the same however it is written', () => {
  const person = { email: 'Me@Example.com', invitations: [] };
  const state = {
    snapshots: { c1: { ...emptySnapshot, invitations: [known({ invitedEmail: 'me@example.COM' })] } },
  };
  expect(isSamePerson(state, connection(), person)).toBe(true);
  expect(isSamePerson(state, connection(), { ...person, email: 'you@example.com' })).toBe(false);
  // Two of whom nothing is known are not the same.
  expect(isSamePerson({ snapshots: {} }, connection(), { email: null, invitations: [] })).toBe(false);
});

describe('the same person is one login', () => {
  it('by token and by key, told by the address that the invitations went to', async () => {
    invite(5);
    await connect(token());
    const [first] = await ids();
    await connect(key());
    expect(await ids()).toEqual([first]);
    expect((await badge()).text).toBe('5');
    expect((await readCredentials()).device).toEqual({ [first ?? '']: key() });
  });

  it('by two tokens, told by an invitation that both have', async () => {
    // To two addresses: neither tells whose the token is.
    stage.sandbox.addInvite({ invited_member_email: 'other@example.com' });
    invite(1);
    await connect(token());
    await connect(otherToken());
    expect(await ids()).toHaveLength(1);
    expect((await badge()).text).toBe('2');
  });

  it('in place of another login: that one is kept, and nothing stays of the one it was', async () => {
    invite(5);
    await connect(token());
    await stage.connectSecond(device);
    const [first = '', second = ''] = await ids();
    await send({ type: 'rename', connectionId: second, name: 'Work' });
    await connect(otherToken(), second);
    expect((await readState()).connections).toMatchObject([{ id: second, name: 'Work', canRespond: false }]);
    expect((await badge()).text).toBe('5');
    const everything = JSON.stringify([await readWorkerState(), await readCredentials()]);
    expect(everything).not.toContain(first);
  });

  it('with its responses under way, none of them twice', async () => {
    const [one = '', two = ''] = invite(2);
    await connect(token());
    await stage.connectSecond({ keeping: 'encrypted' });
    const [first = '', second = ''] = await ids();
    const entry = {
      attempts: 0,
      asks: 0,
      nextAtMs: Date.now() + 3_600_000,
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
    await connect(token(), second);
    const { outbox, batch } = await readState();
    expect(outbox).toEqual([
      { ...entry, ...choice(second, one), phase: 'sent', attempts: 1 },
      { ...entry, ...choice(second, two), phase: 'queued' },
    ]);
    expect(batch?.items).toEqual([choice(second, one)]);
  });

  it('with what was just pressed', async () => {
    const [one = ''] = invite(1);
    await connect(token());
    await stage.connectSecond(device);
    const [first = '', second = ''] = await ids();
    await storePress({ choices: [choice(first, one)], isBatch: false });
    await connect(token(), second);
    expect(stage.sandbox.invite(one)?.status).toBe('accepted');
  });

  it('and another person is another', async () => {
    invite(1);
    stage.sandbox.users[1].addInvite();
    await connect(token());
    await stage.connectSecond(device);
    expect(await ids()).toHaveLength(2);
    expect((await badge()).text).toBe('2');
  });
});

it('counts how often a login was connected', async () => {
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

it('disconnecting one leaves alone what was given in one go for the others', async () => {
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
