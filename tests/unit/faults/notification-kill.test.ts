import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { defaultSettings } from '@/lib/domain/settings';
import { settingsItem } from '@/lib/storage/items';
import { readState } from '@/lib/storage/state';
import { startSandbox } from '../../sandbox/start';
import type { Sandbox } from '../../sandbox/types';
import { makeMortal } from '../support/mortal';
import { allowNotifications, onScreen, standInForPermissions } from '../support/permissions';
import { connect, idle, reach, ringAlarm, startWorker } from '../support/worker';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ now: () => Date.now() });
});

afterAll(() => sandbox.close());

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A connected worker with notifications on, and an invitation that arrived after its first list. */
async function withNews(): Promise<string> {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  fakeBrowser.reset();
  standInForPermissions();
  sandbox.setInvites([]);
  sandbox.resetRateLimit();
  reach(sandbox);
  await startWorker();
  await connect({ kind: 'token', token: sandbox.credentials.token });
  await allowNotifications();
  await settingsItem.set({ ...defaultSettings, notifications: true });
  await idle();
  return sandbox.addInvite().id;
}

async function poll(): Promise<void> {
  vi.setSystemTime(Date.now() + 5 * 60_000);
  await ringAlarm();
}

/** Polls in a worker that dies at its `dieAt`-th await. Returns how many awaits it reached. */
async function dieDuringPoll(dieAt: number | null, moment: 'before' | 'after'): Promise<number> {
  const mortality = makeMortal(dieAt, moment);
  const done = poll();
  await Promise.race([done, mortality.died]);
  await idle();
  mortality.bury();
  return mortality.reached;
}

it('a worker that dies at any await of a poll loses no notification and repeats it at most once', async () => {
  await withNews();
  const awaits = await dieDuringPoll(null, 'before');
  let repeated = 0;
  for (const moment of ['before', 'after'] as const) {
    for (let dieAt = 1; dieAt <= awaits; dieAt++) {
      const inviteId = await withNews();
      const create = vi.spyOn(browser.notifications, 'create');
      await dieDuringPoll(dieAt, moment);
      await startWorker();
      await poll();
      await poll();
      const id = `fresh ${(await readState()).connections[0]?.id} ${inviteId}`;
      expect(Object.keys(await onScreen()), `after a death ${moment} await ${dieAt}`).toEqual([id]);
      expect(create.mock.calls.length).toBeLessThanOrEqual(2);
      if (create.mock.calls.length === 2) repeated++;
    }
  }
  console.log(`notifications: ${awaits} awaits, ${repeated} of ${2 * awaits} deaths repeated one`);
  expect(repeated).toBeGreaterThan(0);
}, 240_000);
