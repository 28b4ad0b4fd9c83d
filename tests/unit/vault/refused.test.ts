import { describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { keepings } from '@/lib/domain/credentials';
import { readCredentials, vaultItem } from '@/lib/storage/credential-store';
import { readState } from '@/lib/storage/state';
import { deriveKey, seal } from '@/lib/vault-crypto';
import { passphrase, useVaultStage } from '../support/vault-stage';
import { send, toInvites } from '../support/worker';

const stage = useVaultStage();
const { connect, connectSecond, unlock, restartBrowser } = stage;

const next = 'another passphrase entirely';
const because = (reason: string) => ({ failure: expect.objectContaining({ reason }) });
const refuse = () => vi.spyOn(browser.storage.local, 'set').mockRejectedValue(new Error('QUOTA_BYTES'));

/** The status codes that Cloudflare returns to every login after a refresh. */
async function refresh() {
  vi.setSystemTime(Date.now() + 60_000);
  stage.sandbox.clearRequests();
  await send({ type: 'refresh' });
  return toInvites(stage.sandbox).map(({ responded }) => responded);
}

describe('a browser that refuses to store', () => {
  it.each(['locked', 'unlocked'])('keeps the old passphrase, and keeps the vault %s', async (how) => {
    await connect();
    if (how === 'locked') await send({ type: 'lock' });
    const before = await readCredentials();
    const refusal = refuse();
    expect(await send({ type: 'change-passphrase', current: passphrase, next })).toEqual(
      because('not-saved'),
    );
    refusal.mockRestore();
    expect(await readCredentials()).toEqual(before);
    if (how === 'unlocked') expect(await refresh()).toEqual([200]);
    await restartBrowser();
    expect(await unlock(next)).toEqual(because('passphrase-wrong'));
    expect(await unlock()).toEqual({ failure: null });
    expect(await refresh()).toEqual([200]);
  });

  it('still unlocks a vault with fewer rounds', async () => {
    await connect();
    const [id = ''] = Object.keys((await readCredentials()).vault?.entries ?? {});
    const kdf = { name: 'PBKDF2-SHA-256', rounds: 1000, salt: btoa('an older salt') } as const;
    const text = JSON.stringify({ kind: 'token', token: stage.sandbox.credentials.token });
    await vaultItem.set({ kdf, entries: { [id]: await seal(await deriveKey(passphrase, kdf), id, text) } });
    await restartBrowser();
    refuse();
    expect(await unlock()).toEqual({ failure: null });
    expect(await refresh()).toEqual([200]);
  });

  it.each(keepings)('connects nothing and leaves nothing behind: %s', async (keeping) => {
    const before = await readCredentials();
    refuse();
    expect(await connect({ keeping })).toMatchObject(because('not-saved'));
    expect(await readCredentials()).toEqual(before);
    expect((await readState()).unlocked).toBeNull();
  });

  it.each(keepings)('does not replace the old credentials: %s', async (keeping) => {
    await connect({ keeping });
    const [connection] = (await readState()).connections;
    const before = await readCredentials();
    refuse();
    const replacement = { keeping: 'session', replaces: connection?.id ?? '' } as const;
    expect(await connectSecond(replacement)).toMatchObject(because('not-saved'));
    expect(await readCredentials()).toEqual(before);
  });

  it.each(keepings)('does not disconnect, and says so: %s', async (keeping) => {
    await connect({ keeping });
    const [connection] = (await readState()).connections;
    const refusal = refuse();
    const command = { connectionId: connection?.id ?? '' };
    expect(await send({ type: 'disconnect', ...command })).toEqual(because('not-saved'));
    expect(await send({ type: 'rename', ...command, name: 'Other' })).toEqual(because('not-saved'));
    refusal.mockRestore();
    expect((await readState()).connections).toEqual([connection]);
    expect(await refresh()).toEqual([200]);
    expect(await send({ type: 'rename', ...command, name: 'Other' })).toEqual({ failure: null });
    expect(await send({ type: 'disconnect', ...command })).toEqual({ failure: null });
    expect((await readState()).connections).toEqual([]);
  });
});

describe('a damaged vault', () => {
  it.each(['', 'not base64!', '?', 7])('does not seem to unlock with the salt %j', async (salt) => {
    await connect();
    const vault = (await readCredentials()).vault;
    const damaged = { version: 1, value: { ...vault, kdf: { ...vault?.kdf, salt } } };
    await browser.storage.local.set({ vault: JSON.stringify(damaged) });
    await browser.storage.session.clear();
    expect(await unlock()).toEqual(because('credentials-gone'));
    const { unlocked, polls } = await readState();
    expect(unlocked).toBeNull();
    expect(Object.values(polls)).toMatchObject([because('credentials-gone')]);
    expect(await send({ type: 'change-passphrase', current: passphrase, next })).toEqual(
      because('credentials-gone'),
    );
    const [connection] = (await readState()).connections;
    expect(await connect({ replaces: connection?.id ?? '' })).toMatchObject({ ok: true });
    expect(await refresh()).toEqual([200]);
  });
});
