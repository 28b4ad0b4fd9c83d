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
/** When every test begins. */
export const noon = new Date('2026-03-02T12:00:00').getTime();

/** The real worker, connected by token to a sandbox, anew for each test of a file; notifications are off. */
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

/** The person allows notifications and turns them on. */
export async function turnOn(settings: Partial<Settings> = {}): Promise<void> {
  await allowNotifications();
  await settingsItem.set({ ...defaultSettings, notifications: true, ...settings });
  await idle();
}

/** Lets the alarm ring at the time it is set to. Returns that time. */
export async function nextWake(): Promise<number> {
  const { scheduledTime = 0 } = (await browser.alarms.get('wake')) ?? {};
  vi.setSystemTime(Math.ceil(scheduledTime));
  await ringAlarm();
  return scheduledTime;
}

/** Lets hours go by, then the alarm ring. */
export async function pass(hours: number): Promise<void> {
  vi.setSystemTime(Date.now() + hours * hourMs);
  await ringAlarm();
}

/** The titles of the notifications that stand. */
export async function titles(): Promise<(string | undefined)[]> {
  return Object.values(await onScreen()).map(({ title }) => title);
}

/** A name as notifications have it: apart from the direction of what stands around it. */
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
