import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { inviteRows } from '@/lib/domain/rows';
import { doesClockMatter } from '@/lib/domain/state';
import { logItem } from '@/lib/storage/items';
import { readState } from '@/lib/storage/state';
import { startSandbox } from '../sandbox/start';
import type { Sandbox } from '../sandbox/types';
import { answerRow, badge, connect, reach, ringAlarm, send, startWorker } from './support/worker';

// The clock of this computer compared to Cloudflare's.

const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;
const realNowMs = Date.parse('2026-03-01T12:00:00Z');

let sandbox: Sandbox;
let cloudflareMs: number;

/** Moves both clocks forward. */
function pass(ms: number): void {
  cloudflareMs += ms;
  vi.setSystemTime(Date.now() + ms);
}

beforeEach(async () => {
  cloudflareMs = realNowMs;
  sandbox = await startSandbox({ now: () => cloudflareMs });
  reach(sandbox);
  await startWorker();
  sandbox.addInvite({ organization_name: 'Acme', expires_on: new Date(realNowMs + hourMs).toISOString() });
});

afterEach(async () => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  await sandbox.close();
});

async function connectAt(clockMs: number) {
  vi.useFakeTimers({ toFake: ['Date'], now: clockMs });
  await connect({ kind: 'token', token: sandbox.credentials.token });
}

const open = async () => inviteRows(await readState(), Date.now()).length;
const matters = async () => {
  const state = await readState();
  return state.connections.map(({ id }) => doesClockMatter(state, id, Date.now()));
};
const log = async () => (await logItem.get()).map(({ text }) => text).join('\n');

describe.each([
  ['a year ahead', yearMs],
  ['a year behind', -yearMs],
])('a computer %s', (_, offMs) => {
  it('shows an invitation that is open at Cloudflare until it expires there', async () => {
    await connectAt(realNowMs + offMs);
    expect([await open(), (await badge()).text]).toEqual([1, '1']);
    pass(hourMs + 60_000);
    expect(await open()).toBe(0);
    await ringAlarm();
    expect((await badge()).text).toBe('');
  });

  it('wakes when an invitation expires at Cloudflare', async () => {
    await connectAt(realNowMs + offMs);
    pass(hourMs - 60_000);
    await send({ type: 'refresh' });
    const alarm = await browser.alarms.get('wake');
    expect((alarm?.scheduledTime ?? 0) - Date.now()).toBe(60_000);
  });

  it('tells an invite in a list that lags from one sent after the answer', async () => {
    const { account } = sandbox.addMembership({ account: { name: 'Globex' } });
    const invite = { organization_id: account.id, organization_name: 'Globex' };
    await connectAt(realNowMs + offMs);
    pass(hourMs / 2);
    await answerRow('Globex', 'rejected');
    expect(await open()).toBe(1);
    const sentAt = (ms: number) => ({ ...invite, invited_on: new Date(ms).toISOString() });
    sandbox.addInvite(sentAt(realNowMs));
    await send({ type: 'refresh' });
    expect(await open()).toBe(1);
    sandbox.addInvite(sentAt(cloudflareMs + 60_000));
    await send({ type: 'refresh' });
    expect(await open()).toBe(2);
  });

  it('shows the difference in the diagnostics', async () => {
    await connectAt(realNowMs + offMs);
    await send({ type: 'refresh' });
    expect(await log()).toContain(
      `Cloudflare's clock is ${-offMs / 60_000} minutes ahead of this computer's`,
    );
  });

  it('uses the new time once its clock is set right', async () => {
    await connectAt(realNowMs + offMs);
    vi.setSystemTime(realNowMs);
    await send({ type: 'refresh' });
    expect(await open()).toBe(1);
    expect(await matters()).toEqual([false]);
  });
});

it('a wrong clock is reported in the popup if it changes what is shown', async () => {
  await connectAt(realNowMs + yearMs);
  expect(await matters()).toEqual([true]);
});

it('a difference of a few minutes is not reported', async () => {
  await connectAt(realNowMs + 4 * 60_000);
  await send({ type: 'refresh' });
  expect(await matters()).toEqual([false]);
  expect(await log()).not.toContain('clock');
});
