import { describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { defaultSettings } from '@/lib/domain/settings';
import { logItem, settingsItem } from '@/lib/storage/items';
import { isolated, nextWake, titles, turnOn, useNotificationStage } from '../support/notification-stage';
import { allowNotifications, onScreen, revokeNotifications } from '../support/permissions';
import { badge, idle, startWorker } from '../support/worker';

const stage = useNotificationStage();
const { addNamed } = stage;

describe('off', () => {
  it('shows nothing until asked for, and does not make up for it', async () => {
    addNamed('Acme');
    await nextWake();
    await turnOn();
    expect(await onScreen()).toEqual({});
    expect((await badge()).text).toBe('1');
  });

  it('shows nothing where the browser does not allow it, whatever the settings say', async () => {
    await settingsItem.set({ ...defaultSettings, notifications: true });
    addNamed('Acme');
    await nextWake();
    await allowNotifications();
    await idle();
    expect(await onScreen()).toEqual({});
  });

  it('takes away what stands, and wakes for nothing', async () => {
    await turnOn();
    addNamed('Acme');
    await nextWake();
    expect(await titles()).toHaveLength(1);
    await settingsItem.set(defaultSettings);
    await idle();
    expect(await onScreen()).toEqual({});
  });

  it('goes on after the permission was taken away and given again', async () => {
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
  it('that knows no buttons, as Firefox, gets none', async () => {
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

  it('that fails to show one is asked again at the next wake, and the rest of the wake goes on', async () => {
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

  it('that refuses to store repeats none', async () => {
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
