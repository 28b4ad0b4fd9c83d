import { expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Keeping } from '@/lib/domain/credentials';
import { readState } from '@/lib/storage/state';
import { makeMortal } from '../support/mortal';
import { hurryKeys, useVaultStage } from '../support/vault-stage';
import { idle, send, startWorker, toInvites } from '../support/worker';

const stage = useVaultStage();
const { connect } = stage;

/** Reconnects in a worker that dies at its `dieAt`-th await, starts the next one and refreshes. */
async function moveAndDie(from: Keeping, to: Keeping, dieAt: number, moment: 'before' | 'after') {
  fakeBrowser.reset();
  await startWorker();
  await connect({ keeping: from });
  const replaces = (await readState()).connections[0]?.id ?? null;
  const mortality = makeMortal(dieAt, moment);
  const lived = connect({ keeping: to, replaces }).then(() => true);
  const died = mortality.died.then(() => false);
  const end = await Promise.race([lived, died]);
  mortality.bury();
  await startWorker();
  vi.setSystemTime(Date.now() + 60_000);
  stage.sandbox.clearRequests();
  await send({ type: 'refresh' });
  return end;
}

const ways = ['device', 'session', 'encrypted'] as const;

it.each(ways.flatMap((from) => ways.filter((to) => to !== from).map((to) => [from, to] as const)))(
  'a login works even if the worker dies while its credentials move: %s to %s',
  async (from, to) => {
    hurryKeys();
    let deaths = 0;
    for (const moment of ['before', 'after'] as const) {
      for (let dieAt = 1; ; dieAt++) {
        const lived = await moveAndDie(from, to, dieAt, moment);
        const answers = toInvites(stage.sandbox).map(({ responded }) => responded);
        expect({ moment, dieAt, answers }).toEqual({ moment, dieAt, answers: [200] });
        if (lived) break;
        deaths++;
      }
    }
    expect(deaths).toBeGreaterThan(20);
  },
  120_000,
);

it('a poll finds credentials that move while it is looking for them', async () => {
  await connect({ keeping: 'device' });
  stage.sandbox.clearRequests();
  const { local } = browser.storage;
  const real = local.get;
  Object.assign(local, {
    async get(keys: string[] | null) {
      if (keys?.join() !== 'secrets,vault') return Reflect.apply(real, local, [keys]);
      Object.assign(local, { get: real });
      const moved = connect({ keeping: 'session' });
      const answered = vi.waitFor(() =>
        expect(toInvites(stage.sandbox).map(({ responded }) => responded)).toEqual([200, 404]),
      );
      // The move either finishes here or waits for this poll.
      await Promise.race([moved, answered.then(idle, () => undefined)]);
      return Reflect.apply(real, local, [keys]);
    },
  });
  vi.setSystemTime(Date.now() + 60_000);
  await send({ type: 'refresh' });
  await idle();
  expect((await readState()).connections).toMatchObject([{ keeping: 'session' }]);
  expect(Object.values((await readState()).polls)).toMatchObject([{ failure: null }]);
});
