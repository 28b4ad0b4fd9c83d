import { beforeEach, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing';
import { noPolicy } from '@/lib/policy';
import { defaultSettings, type Settings } from '@/lib/settings';
import { readPolicy } from '@/lib/storage/policy';
import { readChosenSettings, readSettings, writeSettings } from '@/lib/storage/settings';

const chosen: Settings = { ...defaultSettings, intervalMinutes: 1, theme: 'dark' };

beforeEach(() => writeSettings(chosen));

it('beats what the person chose, and leaves it as it was', async () => {
  await fakeBrowser.storage.managed.set({ intervalMinutes: 60, notifications: true });
  expect(await readSettings()).toEqual({ ...chosen, intervalMinutes: 60, notifications: true });
  expect(await readChosenSettings()).toEqual(chosen);
});

it('leaves to the person what it does not set', async () => {
  expect(await readPolicy()).toEqual(noPolicy);
  expect(await readSettings()).toEqual(chosen);
});

it('loses nothing else to a value that does not fit', async () => {
  await fakeBrowser.storage.managed.set({ intervalMinutes: 7, allowedKeeping: ['cloud'], hideReject: true });
  expect(await readPolicy()).toEqual({ ...noPolicy, hideReject: true });
});
