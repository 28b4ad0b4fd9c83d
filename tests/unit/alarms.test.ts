import { beforeEach, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { useStage } from './support/stage';
import { badge, idle, ringAlarm, send, startWorker, toInvites } from './support/worker';

const hourMs = 3_600_000;
const stage = useStage();

beforeEach(async () => {
  await stage.connectByToken();
  stage.sandbox.clearRequests();
});

const alarm = () => browser.alarms.get('wake');

it.each(['install', 'update'] as const)('the alarm is set after %s', async (reason) => {
  await browser.alarms.clearAll();
  await fakeBrowser.runtime.onInstalled.trigger({ reason, temporary: false });
  expect(await alarm()).toBeDefined();
});

it('the alarm is set after a browser start, and an old list is updated', async () => {
  await browser.alarms.clearAll();
  stage.sandbox.addInvite();
  vi.setSystemTime(Date.now() + hourMs);
  await startWorker();
  await fakeBrowser.runtime.onStartup.trigger();
  await idle();
  expect(await alarm()).toBeDefined();
  expect((await badge()).text).toBe('1');
  expect(toInvites(stage.sandbox)).toHaveLength(1);
});

it('the alarm is set by any wake that finds it missing, as after disabling and enabling', async () => {
  await browser.alarms.clearAll();
  await startWorker();
  expect(await alarm()).toBeDefined();
});

it('an alarm that is hours late polls once, not once per missed time', async () => {
  vi.setSystemTime(Date.now() + 9 * hourMs);
  await ringAlarm();
  expect(toInvites(stage.sandbox)).toHaveLength(1);
  expect((await alarm())?.scheduledTime).toBeGreaterThan(Date.now());
});

it('an alarm and another trigger at the same time make one request', async () => {
  vi.setSystemTime(Date.now() + hourMs);
  await Promise.all([ringAlarm(), send({ type: 'opened' }), fakeBrowser.runtime.onStartup.trigger()]);
  await idle();
  expect(toInvites(stage.sandbox)).toHaveLength(1);
});

it('the alarm follows the interval, and is set again when that changes', async () => {
  const inMinutes = async () => Math.round(((await alarm())?.scheduledTime ?? 0) - Date.now()) / 60_000;
  expect(await inMinutes()).toBeCloseTo(5, 0);
  await browser.storage.sync.set({
    settings: { version: 1, value: { intervalMinutes: 60, theme: 'system' } },
  });
  await idle();
  expect((await alarm())?.periodInMinutes).toBe(60);
});

it('the alarm survives a worker that dies during a backoff', async () => {
  stage.sandbox.fault({ kind: 'status', status: 503, times: Number.POSITIVE_INFINITY });
  for (let failures = 0; failures < 4; failures++) {
    vi.setSystemTime((await alarm())?.scheduledTime ?? 0);
    await ringAlarm();
    await startWorker();
  }
  const waitMs = ((await alarm())?.scheduledTime ?? 0) - Date.now();
  expect(waitMs).toBeGreaterThanOrEqual(40 * 60_000);
  expect(toInvites(stage.sandbox)).toHaveLength(4);
});
