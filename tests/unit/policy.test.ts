import { beforeEach, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing';
import { noPolicy } from '@/lib/policy';
import { defaultSettings, intervals, type Settings } from '@/lib/settings';
import { readPolicy } from '@/lib/storage/policy';
import { readChosenSettings, readSettings, writeSettings } from '@/lib/storage/settings';
import { keepings } from '@/lib/vault/keeping';
import schema from '@/public/managed-schema.json';

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

it('can be set through the schema that Chrome is given, value by value', () => {
  const { intervalMinutes, allowedKeeping, ...others } = schema.properties;
  expect(intervalMinutes.enum).toEqual([...intervals]);
  expect(allowedKeeping.items.enum).toEqual([...keepings]);
  expect(Object.keys({ intervalMinutes, allowedKeeping, ...others }).sort()).toEqual(
    Object.keys(noPolicy).sort(),
  );
});
