import { describe, expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import * as z from 'zod';
import { withChoices } from '@/lib/domain/outbox';
import { readCredentials, sessionItem } from '@/lib/storage/credential-store';
import { logItem, outboxItem } from '@/lib/storage/items';
import { storePress } from '@/lib/storage/presses';
import { readWorkerState } from '@/lib/storage/state';
import { hurryKeys, useVaultStage } from '../support/vault-stage';
import { answer, badge, choice, send, startWorker } from '../support/worker';

const stage = useVaultStage();
const { connect, connectSecond } = stage;

const device = { keeping: 'device', passphrase: null } as const;
const keys = ['connections', 'snapshots', 'polls', 'outbox', 'batch', 'notices', 'secrets', 'vault'] as const;
type Key = (typeof keys)[number];

const storedSchema = z
  .string()
  .transform((text) => JSON.parse(text))
  .pipe(z.object({ version: z.number(), value: z.any() }));

type Stored = z.infer<typeof storedSchema>;

async function textOf(key: string): Promise<string> {
  const { [key]: text } = await browser.storage.local.get(key);
  return z.string().parse(text);
}

/** Changes the stored value of a key, as a later version would. */
async function change(key: string, edit: (stored: Stored) => unknown): Promise<void> {
  const stored = storedSchema.parse(await textOf(key));
  const edited = edit(stored) ?? stored;
  await browser.storage.local.set({ [key]: JSON.stringify(edited) });
}

async function asideOf(key: string): Promise<string[]> {
  const { [`set-aside ${key}`]: text } = await browser.storage.local.get(null);
  return text === undefined ? [] : z.array(z.string()).parse(JSON.parse(String(text)));
}

/** Makes set-aside data readable, as if the version that stored it were back. */
async function goForward(from: string, to: string): Promise<void> {
  const all = await browser.storage.local.get(null);
  const aside = Object.entries(all).filter(([key]) => key.startsWith('set-aside '));
  await browser.storage.local.set(
    Object.fromEntries(
      aside.map(([key, list]) => {
        const texts = z.array(z.string()).parse(JSON.parse(String(list)));
        return [key, JSON.stringify(texts.map((text) => text.replaceAll(from, to)))];
      }),
    ),
  );
  await startWorker();
}

/** Two logins, one on the device and one encrypted, each with an invitation and a waiting response. */
async function twoLogins(): Promise<[string, string]> {
  hurryKeys();
  stage.sandbox.addInvite({ id: '1'.repeat(32) });
  stage.sandbox.users[1].addInvite({ id: '2'.repeat(32) });
  await connect(device);
  await connectSecond();
  const [first, second] = (await readWorkerState()).connections;
  const [one, two] = [first?.id ?? '', second?.id ?? ''];
  const later = Date.now() + 3_600_000;
  const items = [one, two].map((connectionId, i) => choice(connectionId, String(i + 1).repeat(32)));
  await send({ type: 'lock' });
  await storePress({ choices: items.slice(1), isBatch: true, hold: null });
  await send({ type: 'pressed' });
  await outboxItem.set(withChoices([], items, { nowMs: later, hold: null }));
  return [one, two];
}

describe('data from a later version', () => {
  it.each(keys)('in %s is set aside as a whole, and restored in the later version', async (key) => {
    await twoLogins();
    const before = { ...(await readWorkerState()), ...(await readCredentials()) };
    await change(key, ({ version, value }) => ({ version: version + 100, value }));
    const text = await textOf(key);
    await startWorker();
    expect(await asideOf(key)).toEqual([text]);
    await goForward('"version":10', '"version":');
    expect(await asideOf(key)).toEqual([]);
    expect({ ...(await readWorkerState()), ...(await readCredentials()) }).toEqual({
      ...before,
      seq: expect.anything(),
      polls: expect.anything(),
    });
  });

  it('is restored without losing changes made meanwhile', async () => {
    const [one, two] = await twoLogins();
    for (const key of keys) await change(key, ({ version, value }) => ({ version: version + 100, value }));
    await startWorker();
    expect((await readWorkerState()).connections).toEqual([]);
    // For another person, because for the same one it would be the same login again.
    stage.sandbox.users[1].setInvites([]);
    await connectSecond(device);
    const [third] = (await readWorkerState()).connections;
    await goForward('"version":10', '"version":');
    const { connections, outbox } = await readWorkerState();
    expect(connections.map(({ id }) => id).sort()).toEqual([one, two, third?.id].sort());
    expect(outbox.map(({ connectionId }) => connectionId)).toEqual([one, two]);
    const { device: secrets, vault } = await readCredentials();
    expect(Object.keys(secrets).sort()).toEqual([one, third?.id].sort());
    expect(Object.keys(vault?.entries ?? {})).toEqual([two]);
  });

  it.each(keys)('in %s is not overwritten by a command that comes before any wake', async (key) => {
    const [one] = await twoLogins();
    await change(key, ({ version, value }) => ({ version: version + 100, value }));
    const text = await textOf(key);
    await send({ type: 'dismiss-batch' });
    await answer('1'.repeat(32), 'rejected', one);
    // For the other login, because replacing credentials deletes the old ones.
    await (key === 'secrets' ? connectSecond() : connect(device));
    expect(await asideOf(key)).toEqual([text]);
  });

  it('in a press waits for the version that stored it, and is deleted with its login', async () => {
    const [one, two] = await twoLogins();
    const press = (id: string) => JSON.stringify({ version: 102, value: { answers: { [id]: 'accepted' } } });
    await browser.storage.local.set({ 'press 1': press(one), 'press 2': press(two) });
    await send({ type: 'pressed' });
    expect([await textOf('press 1'), await textOf('press 2')]).toEqual([press(one), press(two)]);
    await send({ type: 'disconnect', connectionId: two });
    await send({ type: 'refresh' });
    expect(await textOf('press 1')).toBe(press(one));
    expect(Object.keys(await browser.storage.local.get(null))).not.toContain('press 2');
  });

  it('in a vault under another passphrase waits until there is no other vault', async () => {
    const [one, two] = await twoLogins();
    await change('vault', ({ version, value }) => ({ version: version + 100, value }));
    await startWorker();
    await connect({ passphrase: 'a wholly new passphrase' });
    await goForward('"version":10', '"version":');
    expect(await asideOf('vault')).toHaveLength(1);
    await connect({ ...device, replaces: one });
    await startWorker();
    expect(await asideOf('vault')).toEqual([]);
    expect(Object.keys((await readCredentials()).vault?.entries ?? {})).toEqual([two]);
    expect(await stage.unlock()).toEqual({ failure: null });
  });
});

describe('an element that cannot be read', () => {
  /** Gives the element of the second login a field that only a later version can read. */
  const oddness: Record<Key, (value: Stored['value'], id: string) => void> = {
    connections: (value) => Object.assign(value[1], { keeping: 'TOMORROW' }),
    snapshots: (value, id) =>
      Object.assign(value[id].invitations[0].records.invites, { cautions: ['TOMORROW'] }),
    polls: (value, id) => Object.assign(value[id], { failures: 'TOMORROW' }),
    outbox: (value) => Object.assign(value[1], { phase: 'TOMORROW' }),
    batch: (value) => Object.assign(value.items[0], { answer: 'TOMORROW' }),
    notices: (value, id) => Object.assign(value[id][0], { fresh: 'TOMORROW' }),
    secrets: (value, id) => Object.assign(value, { [id]: { kind: 'TOMORROW' } }),
    vault: (value, id) => Object.assign(value.entries[id], { iv: { TOMORROW: 1 } }),
  };

  it.each(keys)('in %s is set aside without the others', async (key) => {
    const [one, two] = await twoLogins();
    const before = storedSchema.parse(await textOf(key)).value;
    await change(key, ({ value }) => void oddness[key](value, two));
    await startWorker();
    const [aside] = await asideOf(key);
    expect(aside).toContain('TOMORROW');
    expect(aside).not.toContain(one);
    const after = storedSchema.parse(await textOf(key)).value;
    const left: Record<Key, unknown> = {
      connections: [before[0]],
      snapshots: { ...before, [two]: { ...before[two], invitations: [] } },
      polls: { [one]: expect.anything() },
      outbox: [before[0]],
      batch: { ...before, items: [] },
      notices: { ...before, [two]: [] },
      secrets: before,
      vault: { ...before, entries: {} },
    };
    // The login that lost its poll is polled again, unless it is locked.
    if (key !== 'polls') expect(after).toEqual(left[key]);
    else expect(after).toMatchObject(left[key] ?? {});
    expect((await logItem.get()).map(({ text }) => text)).toContain(`set aside as unreadable: ${key}`);
  });

  it('is put back in its place once it can be read', async () => {
    const [, two] = await twoLogins();
    const before = await readWorkerState();
    await change('connections', ({ value }) => void oddness.connections(value, two));
    await change('outbox', ({ value }) => void oddness.outbox(value, two));
    await change(
      'snapshots',
      ({ value }) => void Object.assign(value[two].invitations[0].records.invites, { roles: 'TOMORROW' }),
    );
    await startWorker();
    expect((await readWorkerState()).connections).toEqual(before.connections.slice(0, 1));
    await goForward('"keeping":"TOMORROW"', '"keeping":"encrypted"');
    await goForward('"phase":"TOMORROW"', '"phase":"queued"');
    await goForward('"roles":"TOMORROW"', '"roles":["Administrator"]');
    const after = await readWorkerState();
    expect(after.connections).toEqual(before.connections);
    expect(after.outbox).toEqual(before.outbox);
    expect(after.snapshots[two]?.invitations).toHaveLength(1);
  });

  it('stays set aside unchanged over several wakes', async () => {
    const [, two] = await twoLogins();
    await change('outbox', ({ value }) => void oddness.outbox(value, two));
    await startWorker();
    const stored = await textOf('set-aside outbox');
    await startWorker();
    await send({ type: 'refresh' });
    expect(await textOf('set-aside outbox')).toBe(stored);
  });

  it('from session storage stays in memory', async () => {
    await connect({ keeping: 'session', passphrase: null });
    const secrets = await sessionItem.get();
    const odd = { ...secrets, other: { kind: 'TOMORROW' } };
    await browser.storage.session.set({ sessionSecrets: JSON.stringify({ version: 1, value: odd }) });
    await startWorker();
    expect(await sessionItem.get()).toEqual(secrets);
    expect(JSON.stringify(await browser.storage.session.get('set-aside sessionSecrets'))).toContain(
      'TOMORROW',
    );
    expect(await stage.stored()).not.toContain('TOMORROW');
  });
});

describe('set-aside data', () => {
  const secret = 'a secret of tomorrow';
  /** Changes everything to what only a later version can read; the secret is in an unknown form. */
  async function setAllAside(one: string, two: string) {
    await change('secrets', ({ value }) => {
      Object.assign(value, { [two]: { kind: 'TOMORROW', secret } });
    });
    await change('outbox', ({ version, value }) => ({ version: version + 100, value }));
    await change('snapshots', ({ version, value }) => ({ version: version + 100, value }));
    await startWorker();
    for (const id of [one, two]) expect((await asideOf('outbox')).join()).toContain(id);
    expect((await asideOf('secrets')).join()).toContain(secret);
  }

  it('is deleted with the login it belongs to, and with no other', async () => {
    const [one, two] = await twoLogins();
    await setAllAside(one, two);
    await send({ type: 'disconnect', connectionId: two });
    expect(await stage.stored()).not.toContain(two);
    expect(await stage.stored()).not.toContain(secret);
    for (const key of ['outbox', 'snapshots']) expect((await asideOf(key)).join()).toContain(one);
  });

  it('is deleted with a login that it mentions, if its owner is unclear', async () => {
    const [one, two] = await twoLogins();
    const damaged = `{"version":1,"value":{"${two}":{"kind":"token","token":"${secret}`;
    await browser.storage.local.set({ secrets: damaged });
    await startWorker();
    expect(await asideOf('secrets')).toEqual([damaged]);
    await send({ type: 'disconnect', connectionId: two });
    expect(await stage.stored()).not.toContain(secret);
    expect((await readWorkerState()).connections.map(({ id }) => id)).toEqual([one]);
  });

  it('is all deleted with the last login', async () => {
    const [one, two] = await twoLogins();
    await browser.storage.local.set({ batch: '{"version":9,"value":"of somebody"}' });
    await setAllAside(one, two);
    await send({ type: 'disconnect', connectionId: one });
    await send({ type: 'disconnect', connectionId: two });
    for (const left of [one, two, secret, 'of somebody']) expect(await stage.stored()).not.toContain(left);
  });

  it('is deleted when new credentials replace it, however they are kept', async () => {
    const [one, two] = await twoLogins();
    await setAllAside(one, two);
    await stage.unlock();
    await connectSecond({ replaces: two });
    expect(await stage.stored()).not.toContain(secret);
  });

  it('never puts a secret into the log', async () => {
    const [one, two] = await twoLogins();
    await setAllAside(one, two);
    expect(JSON.stringify(await logItem.get())).not.toContain(secret);
    expect((await badge()).text).not.toBe('!');
  });
});
