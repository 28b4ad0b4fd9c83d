import { describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { readCredentials, vaultItem } from '@/lib/storage/credential-store';
import { readState } from '@/lib/storage/state';
import { passphrase, useVaultStage } from '../support/vault-stage';
import { badge, send, startWorker, toInvites } from '../support/worker';

const stage = useVaultStage();
const { connect, connectSecond, restartBrowser, stored } = stage;

describe('encrypted credentials', () => {
  it('put neither themselves, the passphrase nor the key into local storage', async () => {
    expect(await connect()).toMatchObject({ ok: true });
    const { key } = await readCredentials();
    expect(key).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    for (const secret of [stage.sandbox.credentials.token, passphrase, key]) {
      expect(await stored()).not.toContain(secret);
    }
  });

  it('still work after the worker has ended', async () => {
    await connect();
    stage.sandbox.addInvite();
    await startWorker();
    await send({ type: 'refresh' });
    expect((await badge()).text).toBe('1');
  });

  it('are forgotten, with the passphrase, by disconnecting while locked', async () => {
    await connect();
    await restartBrowser();
    const [connection] = (await readState()).connections;
    await send({ type: 'disconnect', connectionId: connection?.id ?? '' });
    expect(await readCredentials()).toEqual({ device: {}, session: {}, vault: null, key: null });
    expect(await connect({ passphrase: 'a wholly new passphrase' })).toMatchObject({ ok: true });
  });

  it('that are damaged are reported, instead of asking for the passphrase forever', async () => {
    await connect();
    await browser.storage.local.set(vaultItem.toWrites(null));
    await restartBrowser();
    await vi.waitFor(async () => expect((await badge()).text).toBe('!'));
    const { polls } = await readState();
    expect(Object.values(polls)).toMatchObject([{ failure: { reason: 'credentials-gone' } }]);
  });

  it('never decrypt as the entry of another login', async () => {
    await connect();
    await connectSecond();
    const { vault } = await readCredentials();
    const [[a, one] = [], [b, two] = []] = Object.entries(vault?.entries ?? {});
    if (!vault || !a || !b || !one || !two) throw new Error('not two entries');
    await vaultItem.set({ ...vault, entries: { [a]: two, [b]: one } });
    stage.sandbox.clearRequests();
    await send({ type: 'refresh' });
    expect(stage.sandbox.requests).toEqual([]);
  });
});

describe('credentials for the browser session', () => {
  it('never reach local storage, and are asked for again after the browser was closed', async () => {
    stage.sandbox.addInvite();
    await connect({ keeping: 'session', passphrase: null });
    expect(await stored()).not.toContain(stage.sandbox.credentials.token);
    await startWorker();
    stage.sandbox.clearRequests();
    await send({ type: 'refresh' });
    expect(toInvites(stage.sandbox)).toHaveLength(1);

    await restartBrowser();
    stage.sandbox.clearRequests();
    await send({ type: 'refresh' });
    expect(stage.sandbox.requests).toEqual([]);
    expect((await badge()).text).toBe('!');
    const { polls } = await readState();
    expect(Object.values(polls)).toMatchObject([{ failure: { reason: 'credentials-gone' } }]);

    const [connection] = (await readState()).connections;
    await connect({ keeping: 'session', passphrase: null, replaces: connection?.id ?? '' });
    expect((await badge()).text).toBe('1');
    expect((await readState()).connections).toHaveLength(1);
  });
});

describe('changing how a login is stored', () => {
  it.each([
    ['device', 'encrypted'],
    ['device', 'session'],
    ['session', 'device'],
    ['session', 'encrypted'],
    ['encrypted', 'device'],
    ['encrypted', 'session'],
  ] as const)('leaves nothing behind in the old place: %s to %s', async (from, to) => {
    await connect({ keeping: from });
    const [replaced] = (await readState()).connections;
    await connect({ keeping: to, replaces: replaced?.id ?? null });
    const { device, session, vault, key } = await readCredentials();
    const places = {
      device: Object.keys(device),
      session: Object.keys(session),
      encrypted: Object.keys(vault?.entries ?? {}),
    };
    const [connection] = (await readState()).connections;
    expect(connection?.keeping).toBe(to);
    expect(places).toEqual({ device: [], session: [], encrypted: [], [to]: [connection?.id] });
    expect(key === null).toBe(to !== 'encrypted');
    if (to !== 'device') expect(await stored()).not.toContain(stage.sandbox.credentials.token);
  });
});
