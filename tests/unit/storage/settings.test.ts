import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { defaultSettings } from '@/lib/domain/settings';
import { settingsItem } from '@/lib/storage/items';
import { changeSettings, onSettingsChanged } from '@/lib/storage/settings';
import { createLocks } from '../support/locks';

beforeEach(() => {
  vi.stubGlobal('navigator', { locks: createLocks() });
});

afterEach(() => vi.unstubAllGlobals());

describe('a change of one setting', () => {
  it('keeps what another page changed meanwhile', async () => {
    await Promise.all([changeSettings({ theme: 'dark' }), changeSettings({ intervalMinutes: 15 })]);
    await changeSettings({ notifications: true });
    expect(await settingsItem.get()).toEqual({
      ...defaultSettings,
      theme: 'dark',
      intervalMinutes: 15,
      notifications: true,
    });
  });

  it.each([1, 2])('keeps settings that only a later version knows, stored as version %i', async (version) => {
    const value = { intervalMinutes: 15, theme: 'sepia', sound: true };
    await browser.storage.sync.set({ settings: JSON.stringify({ version, value }) });
    expect(await settingsItem.get()).toMatchObject({ intervalMinutes: 15, theme: 'system' });
    await changeSettings({ notifications: true });
    const { settings } = await browser.storage.sync.get('settings');
    expect(JSON.parse(String(settings))).toEqual({ version, value: { ...value, notifications: true } });
    expect(await settingsItem.get()).toMatchObject({ intervalMinutes: 15, notifications: true });
  });

  it('is reported to every page', async () => {
    let calls = 0;
    const stop = onSettingsChanged(() => {
      calls++;
    });
    await changeSettings({ theme: 'dark' });
    expect(calls).toBe(1);
    stop();
  });
});
