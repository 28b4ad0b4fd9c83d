import { beforeEach, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { keepings } from '@/lib/domain/credentials';
import { defaultSettings, intervals, noPolicy, type Settings } from '@/lib/domain/settings';
import { settingsItem } from '@/lib/storage/items';
import { readPolicy, readSettings } from '@/lib/storage/settings';
import schema from '../../public/managed-schema.json';

const chosen: Settings = { ...defaultSettings, intervalMinutes: 1, theme: 'dark' };

beforeEach(() => settingsItem.set(chosen));

it("the policy overrides the user's settings without changing them", async () => {
  await fakeBrowser.storage.managed.set({ intervalMinutes: 60, notifications: true });
  expect(await readSettings()).toEqual({ ...chosen, intervalMinutes: 60, notifications: true });
  expect(await settingsItem.get()).toEqual(chosen);
});

it("the user's settings apply where the policy sets nothing", async () => {
  expect(await readPolicy()).toEqual(noPolicy);
  expect(await readSettings()).toEqual(chosen);
});

it('an invalid value in the policy does not affect the others', async () => {
  await fakeBrowser.storage.managed.set({ intervalMinutes: 7, allowedKeeping: ['cloud'], hideReject: true });
  expect(await readPolicy()).toEqual({ ...noPolicy, hideReject: true });
});

it("the policy's values are the ones in the schema for Chrome", () => {
  const { intervalMinutes, allowedKeeping, ...others } = schema.properties;
  expect(intervalMinutes.enum).toEqual([...intervals]);
  expect(allowedKeeping.items.enum).toEqual([...keepings]);
  expect(Object.keys({ intervalMinutes, allowedKeeping, ...others }).sort()).toEqual(
    Object.keys(noPolicy).sort(),
  );
});
