import { describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { defaultSettings } from '@/lib/domain/settings';
import { logItem, settingsItem } from '@/lib/storage/items';
import { isolated, nextWake, titles, turnOn, useNotificationStage } from '../support/notification-stage';
import { allowNotifications, onScreen, revokeNotifications } from '../support/permissions';
import { badge, idle, startWorker } from '../support/worker';

const stage = useNotificationStage();
const { addNamed } = stage;

describe('notifications that are off', () => {
  it('are not shown, and are not made up for when they are turned on', async () => {
    addNamed('Acme');
    await nextWake();
    await turnOn();
    expect(await onScreen()).toEqual({});
    expect((await badge()).text).toBe('1');
  });

  it('are not shown if the browser does not allow them, whatever the settings say', async () => {
    await settingsItem.set({ ...defaultSettings, notifications: true });
    addNamed('Acme');
    await nextWake();
    await allowNotifications();
    await idle();
    expect(await onScreen()).toEqual({});
  });

  it('are removed from the screen when they are turned off', async () => {
    await turnOn();
    addNamed('Acme');
    await nextWake();
    expect(await titles()).toHaveLength(1);
    await settingsItem.set(defaultSettings);
    await idle();
    expect(await onScreen()).toEqual({});
  });

  it('are shown again after the permission was removed and given back', async () => {
    await turnOn();
    revokeNotifications();
    addNamed('Missed');
    await nextWake();
    await allowNotifications();
    addNamed('Told');
    await nextWake();
    expect(await titles()).toEqual([`New invitation to ${isolated('Told')}`]);
  });
});

describe('a browser', () => {
  it('without buttons in notifications, such as Firefox, gets none', async () => {
    await turnOn();
    const { create } = browser.notifications;
    vi.spyOn(browser.notifications, 'create').mockImplementation((...args) => {
      if (args.some((arg) => typeof arg === 'object' && 'buttons' in arg)) throw new Error('buttons');
      return Reflect.apply(create, browser.notifications, args);
    });
    addNamed('Acme');
    await nextWake();
    expect(await titles()).toEqual([`New invitation to ${isolated('Acme')}`]);
  });

  it('that fails to show a notification is asked again at the next wake, and the wake goes on', async () => {
    await turnOn();
    const refused = vi.spyOn(browser.notifications, 'create').mockRejectedValue(new Error('refused'));
    addNamed('Acme');
    await nextWake();
    expect((await badge()).text).toBe('1');
    expect((await logItem.get()).map(({ text }) => text)).toContain('not notified: Error');
    refused.mockRestore();
    await nextWake();
    expect(await titles()).toEqual([`New invitation to ${isolated('Acme')}`]);
  });

  it('that refuses to store data shows no notification twice', async () => {
    await turnOn();
    addNamed('Acme');
    const create = vi.spyOn(browser.notifications, 'create');
    const set = browser.storage.local.set.bind(browser.storage.local);
    const full = vi.spyOn(browser.storage.local, 'set').mockImplementation(async (items) => {
      if ('notices' in items && create.mock.calls.length > 0) throw new Error('QUOTA_BYTES quota exceeded');
      return set(items);
    });
    await nextWake();
    await startWorker();
    expect(create).toHaveBeenCalledOnce();
    full.mockRestore();
  });
});
