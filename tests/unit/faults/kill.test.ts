import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { undoHold } from '@/lib/domain/outbox';
import { choiceOf, inviteRows } from '@/lib/domain/rows';
import { storePress } from '@/lib/storage/presses';
import { readState } from '@/lib/storage/state';
import { startSandbox } from '../../sandbox/start';
import type { Sandbox } from '../../sandbox/types';
import { makeMortal } from '../support/mortal';
import { badge, connect, idle, reach, ringAlarm, send, startWorker } from '../support/worker';

const choices = { first: 'accepted', second: 'rejected' } as const;
const moments = ['before', 'after'] as const;

let sandbox: Sandbox;
let deaths = 0;

beforeAll(async () => {
  sandbox = await startSandbox({ now: () => Date.now() });
});

afterAll(() => sandbox.close());

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Connects a worker that has seen two invitations, one of them in both lists. Returns their memberships. */
async function connected() {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  fakeBrowser.reset();
  sandbox.setInvites([]);
  sandbox.resetRateLimit();
  sandbox.clearRequests();
  sandbox.setMemberships([]);
  const both = sandbox.addBoth({ organization_name: 'first' });
  const alone = sandbox.addMembership({ account: { name: 'second' } });
  reach(sandbox);
  await startWorker();
  await connect({ kind: 'token', token: sandbox.credentials.token });
  return { first: both.membership, second: alone };
}

type Memberships = Awaited<ReturnType<typeof connected>>;

/** Answers both, one of them held, as pages do in the click: what they store does not depend on the worker. */
async function press() {
  for (const row of inviteRows(await readState(), Date.now())) {
    const name = row.invitation.organizationName === 'first' ? 'first' : 'second';
    const hold = name === 'first' ? undoHold(Date.now()) : null;
    await storePress({ choices: [choiceOf(row, choices[name], name)], isBatch: false, hold });
  }
}

/** Runs `job` in a worker that dies at its `dieAt`-th await. Returns how many awaits it reached. */
async function dieDuring(
  job: () => Promise<unknown>,
  dieAt: number | null,
  moment: (typeof moments)[number],
) {
  const mortality = makeMortal(dieAt, moment);
  const done = job().then(() => 'lived');
  const died = mortality.died.then(() => 'died');
  // The order of two concurrent jobs may vary, so the last awaits of a run may not be reached.
  const end = await Promise.race([done, died]);
  if (dieAt !== null && end === 'died') deaths++;
  await idle();
  mortality.bury();
  return mortality.reached;
}

/** Wakes the worker by its alarm, every ten minutes, until every response is settled. */
async function untilSettled() {
  for (let wakes = 0; wakes < 12 && (await readState()).outbox.length > 0; wakes++) {
    vi.setSystemTime(Date.now() + 10 * 60_000);
    await ringAlarm();
  }
}

async function expectCorrectResult(memberships: Memberships) {
  expect(await readState()).toMatchObject({ outbox: [], presses: {} });
  const keys = await browser.storage.local.getKeys();
  expect(keys.filter((key) => key.startsWith('press '))).toEqual([]);
  for (const name of ['first', 'second'] as const) {
    const { id, account } = memberships[name];
    expect(sandbox.membership(id)?.status).toBe(choices[name]);
    expect(sandbox.answersThatTookEffect(account.id)).toBe(1);
  }
  // Nothing was sent blindly: the sandbox refuses a second response, and never had to.
  expect(sandbox.requests.filter(({ responded }) => responded === 409)).toEqual([]);
  expect((await badge()).text).toBe('');
}

it('a worker that dies at any await after two presses loses none and sends none twice', async () => {
  await connected();
  await press();
  const awaits = await dieDuring(() => send({ type: 'closed' }), null, 'before');
  deaths = 0;
  for (const moment of moments) {
    for (let dieAt = 1; dieAt <= awaits; dieAt++) {
      const memberships = await connected();
      await press();
      await dieDuring(() => send({ type: 'closed' }), dieAt, moment);
      expect(await browser.alarms.get('wake'), `alarm after a death at await ${dieAt}`).toBeDefined();
      await startWorker();
      await untilSettled();
      await expectCorrectResult(memberships);
    }
  }
  console.log(`responses: ${awaits} awaits, ${deaths} deaths before or after one`);
  expect(deaths).toBeGreaterThan(awaits);
}, 240_000);

it('a worker that dies at any await of a poll soon has the right badge again', async () => {
  const poll = async () => {
    sandbox.addInvite();
    vi.setSystemTime(Date.now() + 5 * 60_000);
    await ringAlarm();
  };
  await connected();
  const awaits = await dieDuring(poll, null, 'before');
  deaths = 0;
  for (const moment of moments) {
    for (let dieAt = 1; dieAt <= awaits; dieAt++) {
      await connected();
      await dieDuring(poll, dieAt, moment);
      expect(await browser.alarms.get('wake'), `alarm after a death at await ${dieAt}`).toBeDefined();
      await startWorker();
      vi.setSystemTime(Date.now() + 5 * 60_000);
      await ringAlarm();
      expect((await badge()).text).toBe('3');
    }
  }
  console.log(`polls: ${awaits} awaits, ${deaths} deaths before or after one`);
  expect(deaths).toBeGreaterThan(awaits);
}, 240_000);
