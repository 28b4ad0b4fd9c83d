import { describe, expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import type { Command } from '@/lib/messages';
import { readCredentials } from '@/lib/storage/credential-store';
import { readState } from '@/lib/storage/state';
import { unseal } from '@/lib/vault-crypto';
import { makeMortal } from '../support/mortal';
import { hurryKeys, passphrase, useVaultStage } from '../support/vault-stage';
import { send, startWorker } from '../support/worker';

const stage = useVaultStage();
const { connect } = stage;

const next = 'another passphrase entirely';

/** Pages see an open vault only if there is a key, and that key opens the vault. */
async function expectConsistent(): Promise<void> {
  const { vault, key } = await readCredentials();
  expect((await readState()).unlocked !== null).toBe(key !== null);
  const [[id, sealed] = []] = Object.entries(vault?.entries ?? {});
  if (key !== null && id && sealed) expect(await unseal(key, id, sealed)).not.toBeNull();
}

describe('the unlocked state and its key', () => {
  it.each<Command>([
    { type: 'unlock', passphrase },
    { type: 'lock' },
    { type: 'used' },
    { type: 'change-passphrase', current: passphrase, next },
  ])(
    'are stored together or not at all, even if the worker dies during %j',
    async (command) => {
      hurryKeys();
      await connect();
      for (const moment of ['before', 'after'] as const) {
        for (let dieAt = 1; ; dieAt++) {
          const unlocked = await send({ type: 'unlock', passphrase });
          if (JSON.stringify(unlocked) !== '{"failure":null}')
            await send({ type: 'unlock', passphrase: next });
          if (command.type === 'unlock') await send({ type: 'lock' });
          const mortality = makeMortal(dieAt, moment);
          const lived = send(command).then(() => true);
          const died = mortality.died.then(() => false);
          const end = await Promise.race([lived, died]);
          mortality.bury();
          await startWorker();
          await expectConsistent();
          if (end) break;
        }
      }
    },
    120_000,
  );

  it.each<[Command, Command, 'locked' | 'unlocked']>([
    [{ type: 'lock' }, { type: 'used' }, 'locked'],
    [{ type: 'used' }, { type: 'lock' }, 'locked'],
    [{ type: 'unlock', passphrase }, { type: 'unlock', passphrase }, 'unlocked'],
    [
      { type: 'unlock', passphrase },
      { type: 'change-passphrase', current: passphrase, next: passphrase },
      'unlocked',
    ],
  ])(
    'stay together if another command comes at any moment: %j and %j',
    async (first, second, end) => {
      hurryKeys();
      await connect();
      for (let moments = 0; moments < 60; moments++) {
        await send({ type: 'unlock', passphrase });
        const begun = send(first);
        for (let i = 0; i < moments; i++) await Promise.resolve();
        await Promise.all([begun, send(second)]);
        await expectConsistent();
        expect((await readCredentials()).key === null ? 'locked' : 'unlocked').toBe(end);
      }
    },
    60_000,
  );

  it('are in one item, and pages do not read the key', async () => {
    await connect();
    const { key } = await readCredentials();
    const holding = Object.entries(await browser.storage.session.get(null)).filter(([, text]) =>
      String(text).includes(String(key)),
    );
    expect(holding.map(([name]) => name)).toEqual(['unlocked']);
    expect(JSON.stringify(await readState())).not.toContain(key);
  });
});
