import { beforeEach, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import background from '@/entrypoints/background';
import { logItem } from '@/lib/storage/items';
import { useStage } from './support/stage';
import { badge, idle, send, startWorker } from './support/worker';

// A worker with no news does next to nothing.

const stage = useStage();

beforeEach(async () => {
  stage.sandbox.addInvite();
  await stage.connectByToken();
});

const wakes = async () => (await logItem.get()).filter(({ text }) => text.startsWith('wake')).length;

it('the badge is drawn only when it changes', async () => {
  const draw = vi.spyOn(browser.action, 'setBadgeText');
  await send({ type: 'refresh' });
  await startWorker();
  await send({ type: 'refresh' });
  expect(draw).not.toHaveBeenCalled();
  stage.sandbox.addInvite();
  await send({ type: 'refresh' });
  expect(draw).toHaveBeenCalledTimes(1);
  expect(await badge()).toEqual({ text: '2', title: '2 pending invitations' });
});

it('the badge is drawn when the browser starts, because the browser has forgotten it', async () => {
  await browser.action.setBadgeText({ text: '' });
  await browser.storage.session.clear();
  await startWorker();
  expect((await badge()).text).toBe('1');
});

it('the worker wakes once for the event that started it', async () => {
  const before = await wakes();
  background.main();
  await send({ type: 'refresh' });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await wakes()).toBe(before + 1);
});

it('the worker wakes by itself if no event started it', async () => {
  const before = await wakes();
  background.main();
  await idle();
  expect(await wakes()).toBe(before);
  await vi.waitFor(async () => expect(await wakes()).toBe(before + 1));
});
