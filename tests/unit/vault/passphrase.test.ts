import { describe, expect, it, vi } from 'vitest';
import { readCredentials, vaultItem } from '@/lib/storage/credential-store';
import { deriveKey, seal } from '@/lib/vault-crypto';
import { passphrase, useVaultStage } from '../support/vault-stage';
import { send, toInvites } from '../support/worker';

const wrongPassphrase = { failure: expect.objectContaining({ reason: 'passphrase-wrong' }) };

const stage = useVaultStage();
const { connect, connectSecond, unlock, restartBrowser } = stage;

describe('the passphrase', () => {
  it('is reported as wrong, and nothing more, after the same amount of work', async () => {
    await connect();
    await send({ type: 'lock' });
    const derive = vi.spyOn(crypto.subtle, 'deriveBits');
    const decrypt = vi.spyOn(crypto.subtle, 'decrypt');
    const work = async (given: string) => {
      const reply = await unlock(given);
      const rounds = derive.mock.calls.map(([parameters]) =>
        typeof parameters === 'object' && 'iterations' in parameters ? parameters.iterations : 0,
      );
      const done = { rounds, decrypted: decrypt.mock.calls.length };
      derive.mockClear();
      decrypt.mockClear();
      return { reply, done };
    };
    const wrong = await work('correct horse battery stapler');
    expect(wrong).toEqual({ reply: wrongPassphrase, done: { rounds: [600_000], decrypted: 1 } });
    expect((await readCredentials()).key).toBeNull();
    const right = await work(passphrase);
    expect(right.reply).toEqual({ failure: null });
    expect(right.done.rounds).toEqual(wrong.done.rounds);
  });

  it('is the same for every login', async () => {
    await connect();
    expect(await connectSecond({ passphrase: null })).toMatchObject({ ok: true });
    await restartBrowser();
    await unlock();
    expect(Object.keys((await readCredentials()).vault?.entries ?? {})).toHaveLength(2);
    stage.sandbox.clearRequests();
    await send({ type: 'refresh' });
    expect(toInvites(stage.sandbox)).toHaveLength(2);
  });

  it('is refused if it is too short or repeats too few characters', async () => {
    for (const weak of ['abcdefghijk', 'aaaaaaaaaaaa']) {
      expect(await connect({ passphrase: weak })).toMatchObject({ ok: false });
      await expect(send({ type: 'change-passphrase', current: passphrase, next: weak })).resolves.toBe(
        undefined,
      );
    }
    expect((await readCredentials()).vault).toBeNull();
  });

  it('is required to connect another login while the vault is locked', async () => {
    await connect();
    await send({ type: 'lock' });
    stage.sandbox.clearRequests();
    const outcome = async (given: string | null) => connectSecond({ passphrase: given });
    expect(await outcome('not the passphrase')).toMatchObject({ failure: { reason: 'passphrase-wrong' } });
    expect(await outcome(null)).toMatchObject({ failure: { reason: 'locked' } });
    expect(stage.sandbox.requests).toEqual([]);
    expect(await outcome(passphrase)).toMatchObject({ ok: true });
  });

  it('is refused if it is too short', async () => {
    expect(await connect({ passphrase: 'short' })).toMatchObject({ ok: false });
    expect(await readCredentials()).toMatchObject({ vault: null, key: null });
  });

  it('can be changed for all credentials, with a new salt', async () => {
    await connect();
    await connectSecond();
    const before = (await readCredentials()).vault?.kdf.salt;
    const next = 'another passphrase entirely';
    expect(await send({ type: 'change-passphrase', current: 'a wrong one', next })).toEqual(wrongPassphrase);
    expect(await send({ type: 'change-passphrase', current: passphrase, next })).toEqual({ failure: null });
    expect((await readCredentials()).vault?.kdf.salt).not.toBe(before);
    await restartBrowser();
    expect(await unlock()).toEqual(wrongPassphrase);
    expect(await unlock(next)).toEqual({ failure: null });
    stage.sandbox.clearRequests();
    await send({ type: 'refresh' });
    expect(toInvites(stage.sandbox).map(({ responded }) => responded)).toEqual([200, 200]);
  });

  it('is derived again if the vault has fewer rounds than today', async () => {
    await connect();
    const [id] = Object.keys((await readCredentials()).vault?.entries ?? {});
    const kdf = { name: 'PBKDF2-SHA-256', rounds: 1000, salt: btoa('an older salt') } as const;
    const text = JSON.stringify({ kind: 'token', token: stage.sandbox.credentials.token });
    const entries = { [id ?? '']: await seal(await deriveKey(passphrase, kdf), id ?? '', text) };
    await vaultItem.set({ kdf, entries });
    await restartBrowser();
    expect(await unlock('not the passphrase')).toEqual(wrongPassphrase);
    expect(await unlock()).toEqual({ failure: null });
    expect((await readCredentials()).vault?.kdf.rounds).toBe(600_000);
    await restartBrowser();
    expect(await unlock()).toEqual({ failure: null });
  });
});
