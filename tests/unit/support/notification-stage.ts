import { beforeEach, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { defaultSettings, type Settings } from '@/lib/domain/settings';
import { settingsItem } from '@/lib/storage/items';
import { readState } from '@/lib/storage/state';
import { allowNotifications, onScreen } from './permissions';
import { useStage } from './stage';
import { idle, ringAlarm } from './worker';

export const hourMs = 3_600_000;
/** The time at the start of every test. */
export const noon = new Date('2026-03-02T12:00:00').getTime();

/** The real worker, connected to a sandbox with a token, new for each test of a file. Notifications are off. */
export function useNotificationStage() {
  beforeEach(() => {
    vi.setSystemTime(noon);
  });
  const stage = useStage();
  beforeEach(async () => {
    await stage.connectByToken();
  });

  return Object.assign(stage, {
    addNamed: (name: string, hours = 100) =>
      stage.sandbox.addInvite({
        organization_name: name,
        expires_on: new Date(Date.now() + hours * hourMs).toISOString(),
      }),
  });
}

/** Allows notifications and turns them on, as the user would. */
export async function turnOn(settings: Partial<Settings> = {}): Promise<void> {
  await allowNotifications();
  await settingsItem.set({ ...defaultSettings, notifications: true, ...settings });
  await idle();
}

/** Moves the clock to the time of the alarm and fires it. Returns that time. */
export async function nextWake(): Promise<number> {
  const { scheduledTime = 0 } = (await browser.alarms.get('wake')) ?? {};
  vi.setSystemTime(Math.ceil(scheduledTime));
  await ringAlarm();
  return scheduledTime;
}

/** Moves the clock by hours, then fires the alarm. */
export async function pass(hours: number): Promise<void> {
  vi.setSystemTime(Date.now() + hours * hourMs);
  await ringAlarm();
}

/** The titles of the visible notifications. */
export async function titles(): Promise<(string | undefined)[]> {
  return Object.values(await onScreen()).map(({ title }) => title);
}

/** A name as notifications contain it: isolated from the direction of the surrounding text. */
export const isolated = (name: string) => `\u2068${name}\u2069`;

/** The id of a notification about one invitation of the only login. */
export async function single(kind: string, inviteId: string): Promise<string> {
  return `${kind} ${(await readState()).connections[0]?.id} ${inviteId}`;
}

/** Presses a button of a notification. */
export async function press(id: string, button: number): Promise<void> {
  await fakeBrowser.notifications.onButtonClicked.trigger(id, button);
  await idle();
}
