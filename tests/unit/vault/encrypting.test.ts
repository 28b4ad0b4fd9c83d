import { expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readCredentials } from '@/lib/storage/credential-store';
import { readState } from '@/lib/storage/state';
import { makeMortal } from '../support/mortal';
import { hurryKeys, passphrase, useVaultStage } from '../support/vault-stage';
import { send, startWorker, toInvites } from '../support/worker';

// Credentials stored on the device or for the session can be encrypted without entering them again.

const stage = useVaultStage();
const { connect, connectSecond, restartBrowser, unlock, stored } = stage;

const firstId = async () => (await readState()).connections[0]?.id ?? '';
const encrypt = async (given: string | null, connectionId?: string) =>
  send({ type: 'encrypt', connectionId: connectionId ?? (await firstId()), passphrase: given });
const because = (reason: string) => ({ failure: expect.objectContaining({ reason }) });

/** The status codes that Cloudflare returns to the login after a refresh. */
async function refresh() {
  vi.setSystemTime(Date.now() + 60_000);
  stage.sandbox.clearRequests();
  await send({ type: 'refresh' });
  return toInvites(stage.sandbox).map(({ responded }) => responded);
}

it.each(['device', 'session'] as const)(
  'encrypting leaves nothing readable and sends no requests: from %s',
  async (keeping) => {
    await connect({ keeping });
    const id = await firstId();
    stage.sandbox.clearRequests();
    expect(await encrypt(passphrase)).toEqual({ failure: null });
    expect(stage.sandbox.requests).toEqual([]);
    const { device, session, vault } = await readCredentials();
    expect([device, session, Object.keys(vault?.entries ?? {})]).toEqual([{}, {}, [id]]);
    expect(await stored()).not.toContain(stage.sandbox.credentials.token);
    expect((await readState()).connections).toMatchObject([{ id, keeping: 'encrypted' }]);
    expect(await refresh()).toEqual([200]);
    await restartBrowser();
    expect(await refresh()).toEqual([]);
    expect(await unlock()).toEqual({ failure: null });
    expect(await refresh()).toEqual([200]);
  },
);

it('encrypting needs the current passphrase while the vault is locked, and none while it is open', async () => {
  await connect();
  await connectSecond({ keeping: 'device' });
  const id = (await readState()).connections.find(({ keeping }) => keeping === 'device')?.id;
  await send({ type: 'lock' });
  expect(await encrypt('not the passphrase', id)).toEqual(because('passphrase-wrong'));
  expect(await encrypt(null, id)).toEqual(because('locked'));
  expect(Object.keys((await readCredentials()).device)).toEqual([id]);
  await unlock();
  expect(await encrypt(null, id)).toEqual({ failure: null });
  expect(Object.keys((await readCredentials()).vault?.entries ?? {})).toHaveLength(2);
});

it('no vault is created for missing credentials, a forbidden way, or a passphrase that is too short', async () => {
  await connect({ keeping: 'session' });
  expect(await encrypt('too short')).toMatchObject(because('locked'));
  await browser.storage.session.clear();
  expect(await encrypt(passphrase)).toEqual(because('credentials-gone'));
  expect(await encrypt(passphrase, 'nobody')).toEqual(because('credentials-gone'));
  await fakeBrowser.storage.managed.set({ allowedKeeping: ['session'] });
  expect(await encrypt(passphrase)).toEqual(because('keeping-forbidden'));
  expect(await readCredentials()).toEqual({ device: {}, session: {}, vault: null, key: null });
});

it('credentials stay as they were if the browser refuses to store the encrypted ones', async () => {
  await connect({ keeping: 'device' });
  const before = await readCredentials();
  const refusal = vi.spyOn(browser.storage.local, 'set').mockRejectedValue(new Error('QUOTA_BYTES'));
  expect(await encrypt(passphrase)).toEqual(because('not-saved'));
  refusal.mockRestore();
  expect(await readCredentials()).toEqual(before);
  expect(await refresh()).toEqual([200]);
});

it.each(['device', 'session'] as const)(
  'a login works even if the worker dies while encrypting it: from %s',
  async (keeping) => {
    hurryKeys();
    let deaths = 0;
    for (const moment of ['before', 'after'] as const) {
      for (let dieAt = 1; ; dieAt++) {
        fakeBrowser.reset();
        await startWorker();
        await connect({ keeping });
        const mortality = makeMortal(dieAt, moment);
        const lived = await Promise.race([
          encrypt(passphrase).then(() => true),
          mortality.died.then(() => false),
        ]);
        mortality.bury();
        await startWorker();
        const answers = await refresh();
        expect({ moment, dieAt, answers }).toEqual({ moment, dieAt, answers: [200] });
        if (lived) break;
        deaths++;
      }
    }
    expect(deaths).toBeGreaterThan(20);
  },
  120_000,
);
