import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readState } from '@/lib/storage/state';
import { startSandbox } from '../../sandbox/start';
import type { Sandbox } from '../../sandbox/types';
import { makeMortal } from '../support/mortal';
import { connect, idle, reach, ringAlarm, send, startWorker } from '../support/worker';

const minuteMs = 60_000;
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ now: () => Date.now() });
});

afterAll(() => sandbox.close());

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function passMinutes(minutes: number): Promise<void> {
  vi.setSystemTime(Date.now() + minutes * minuteMs);
  await ringAlarm();
}

/** A connected worker that trusts a domain, and an invitation from it that no poll has shown yet. */
async function withInvitation() {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  fakeBrowser.reset();
  sandbox.setInvites([]);
  sandbox.setMemberships([]);
  sandbox.resetRateLimit();
  sandbox.clearRequests();
  reach(sandbox);
  await startWorker();
  await connect({ kind: 'token', token: sandbox.credentials.token });
  const connectionId = (await readState()).connections[0]?.id ?? '';
  await send({ type: 'inviters', connectionId, list: 'trusted', add: ['acme.example'], remove: [] });
  return sandbox.addBoth({ organization_name: 'Acme', invited_by: 'ana@acme.example' });
}

/** Runs `job` in a worker that dies at its `dieAt`-th await. Returns how many awaits it reached. */
async function dieDuring(job: () => Promise<void>, dieAt: number | null, moment: 'before' | 'after') {
  const mortality = makeMortal(dieAt, moment);
  await Promise.race([job(), mortality.died]);
  await idle();
  mortality.bury();
  return mortality.reached;
}

const steps = {
  'the poll that shows it': { before: async () => {}, job: () => passMinutes(5) },
  'the end of its grace time': { before: () => passMinutes(5), job: () => passMinutes(5) },
};

it.each(Object.entries(steps))(
  'after a worker dies at any await of %s, the invitation is accepted exactly once',
  async (_, { before, job }) => {
    await withInvitation();
    await before();
    const awaits = await dieDuring(job, null, 'before');
    for (const moment of ['before', 'after'] as const) {
      for (let dieAt = 1; dieAt <= awaits; dieAt++) {
        const { invite } = await withInvitation();
        await before();
        await dieDuring(job, dieAt, moment);
        await startWorker();
        for (let wakes = 0; wakes < 5; wakes++) await passMinutes(10);
        const where = `after a death ${moment} await ${dieAt}`;
        expect(sandbox.answersThatTookEffect(invite.organization_id), where).toBe(1);
        expect(
          sandbox.requests.filter(({ responded }) => responded === 409),
          where,
        ).toEqual([]);
        const { outbox, snapshots } = await readState();
        expect(outbox, where).toEqual([]);
        expect(Object.values(snapshots)[0]?.invitations, where).toMatchObject([{ unasked: 'accepted' }]);
      }
    }
    expect(awaits).toBeGreaterThan(20);
  },
  240_000,
);
