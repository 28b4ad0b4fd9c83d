import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { defaultSettings, intervals } from '@/lib/domain/settings';
import { settingsItem } from '@/lib/storage/items';
import { startSandbox } from '../../sandbox/start';
import type { Sandbox } from '../../sandbox/types';
import { samples } from '../../support/samples';
import { seeded } from '../../support/seeded';
import { badge, connect, reach, startWorker } from '../support/worker';

const minuteMs = 60_000;
const days = samples(7);
const spanMs = days * 24 * 60 * minuteMs;
const seed = 20_260_301;

let sandbox: Sandbox;
const rejections: unknown[] = [];
const noteRejection = (reason: unknown) => rejections.push(reason);

beforeAll(async () => {
  process.on('unhandledRejection', noteRejection);
  sandbox = await startSandbox({ now: () => Date.now() });
});

afterAll(async () => {
  process.off('unhandledRejection', noteRejection);
  await sandbox.close();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** How many invitations Cloudflare would count as pending at this moment. */
const pendingNow = () =>
  sandbox
    .invites()
    .filter(({ status, expires_on }) => status === 'pending' && Date.parse(expires_on ?? '') > Date.now())
    .length;

/** Makes something fail about every eighth time, determined by the seed. */
function maybeFail(random: () => number): boolean {
  const kind = Math.floor(random() * 40);
  if (kind === 0) sandbox.fault({ kind: 'status', status: 503 });
  else if (kind === 1) sandbox.fault({ kind: 'status', status: 429, headers: { 'retry-after': '300' } });
  else if (kind === 2) sandbox.fault({ kind: 'html', status: 502 });
  else if (kind === 3) sandbox.fault({ kind: 'drop' });
  else if (kind === 4) sandbox.fault({ kind: 'cut-off' });
  else return false;
  return true;
}

it.each(intervals)(
  `polls every %i min for ${days * 24} hours, with faults, stay within their budgets`,
  async (intervalMinutes) => {
    const random = seeded(seed + intervalMinutes);
    const startMs = Date.now();
    fakeBrowser.reset();
    sandbox.setInvites([]);
    sandbox.clearRequests();
    reach(sandbox);
    await startWorker();
    await settingsItem.set({ ...defaultSettings, intervalMinutes });
    await connect({ kind: 'token', token: sandbox.credentials.token });

    let wakes = 0;
    let faults = 0;
    let largestBytes = 0;
    for (;;) {
      const alarm = await browser.alarms.get('wake');
      if (!alarm) throw new Error('No alarm is set');
      if (alarm.scheduledTime > startMs + spanMs) break;
      vi.setSystemTime(alarm.scheduledTime);
      if (random() < intervalMinutes / 600) sandbox.addInvite();
      const asked = sandbox.requests.length;
      const faulty = maybeFail(random);
      await fakeBrowser.alarms.onAlarm.trigger(alarm);
      wakes++;
      const answered = sandbox.requests.length > asked;
      if (faulty && answered) faults++;
      // After a good reply the badge is right; between two it is at most one interval late.
      if (answered && !faulty) {
        expect((await badge()).text).toBe(pendingNow() === 0 ? '' : String(Math.min(pendingNow(), 99)));
      }
      sandbox.clearFaults();
      largestBytes = Math.max(largestBytes, JSON.stringify(await browser.storage.local.get(null)).length);
      if (wakes % 500 === 0)
        sandbox.setInvites(sandbox.invites().filter((invite) => invite.status !== 'expired'));
    }

    // Only the first page of each poll counts.
    const polls = sandbox.requests.filter(({ path }) => path.endsWith('/user/invites'));
    const times = polls.map(({ at }) => at);
    const gapsMs = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    const shortestMs = gapsMs.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    console.log(
      `every ${intervalMinutes} min: ${wakes} wakes, ${times.length} polls, ${faults} faults, ` +
        `shortest gap ${(shortestMs / 1000).toFixed(0)} s, storage at most ${largestBytes} bytes (seed ${seed})`,
    );
    expect(shortestMs).toBeGreaterThanOrEqual(minuteMs);
    expect(faults).toBeGreaterThan(0);
    expect(largestBytes).toBeLessThan(200_000);
    expect(rejections).toEqual([]);
  },
  180_000,
);
