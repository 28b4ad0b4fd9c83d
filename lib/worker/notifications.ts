import { browser } from 'wxt/browser';
import { type Announcement, passOver, planNotifications } from '@/lib/domain/notification-plan';
import {
  canAcceptUnreviewed,
  type NotificationKind,
  type Notifications,
  type WorkerState,
  withStatuses,
} from '@/lib/domain/notifications';
import { quietEndMs } from '@/lib/domain/quiet-hours';
import type { InviteRow } from '@/lib/domain/rows';
import type { Settings } from '@/lib/domain/settings';
import { i18n } from '@/lib/i18n';
import { areNotificationsAllowed } from '@/lib/permissions';
import { readWorkerState, updateState } from '@/lib/storage/state';
import type { WorkerContext } from './context';
import { notificationText } from './notification-text';

type Api = typeof browser.notifications;

/** The id of the test notification, which is about nothing in storage. */
const testId = 'test';

/**
 * Brings the notifications on the screen in line with storage: shows what is owed and removes what is no longer true.
 * What is owed was stored together with its list, and is marked as shown only after it was shown. So a worker that is
 * stopped in between shows one again, in the same place, and loses none. Never rejects. Safe to run at any time and
 * more than once.
 */
export async function notify(context: WorkerContext, state: WorkerState, settings: Settings): Promise<void> {
  try {
    await navigator.locks.request('notifications', () => bringInLine(context, state, settings));
  } catch (error) {
    context.log.note(`not notified: ${error instanceof Error ? error.name : typeof error}`);
  }
}

async function bringInLine(context: WorkerContext, given: WorkerState, settings: Settings): Promise<void> {
  const api = await allowedApi();
  // Read the state again, because a click on a notification may just have changed it.
  const state = api ? await readWorkerState() : given;
  const nowMs = context.nowMs();
  const onScreen = new Set(api ? Object.keys(await api.getAll()) : []);
  if (!api || !settings.notifications) {
    await Promise.all([...onScreen].map((id) => api?.clear(id)));
    return keep(passOver(state, nowMs));
  }
  const quiet = settings.quietHours !== null && quietEndMs(settings.quietHours, nowMs) !== null;
  // While the browser refuses to store data, we could not record what was shown.
  const mayShow = !quiet && state.storageFailedAtMs === null;
  // The test notification stays until the user clicks or closes it.
  onScreen.delete(testId);
  const plan = planNotifications(state, onScreen, mayShow, nowMs);
  for (const announcement of plan.show) {
    await show(api, announcement, state);
    context.log.note(`notified: ${announcement.kind}, ${announcement.rows.length} invitations`);
  }
  await Promise.all(plan.clear.map((id) => api.clear(id)));
  await keep(plan.notifications);
}

/** Shows a test notification at once, even in quiet hours, so that the user can see whether notifications appear. */
export async function showTestNotification(context: WorkerContext): Promise<void> {
  const api = await allowedApi();
  try {
    await api?.create(testId, optionsOf(i18n.t('notification.test'), i18n.t('notification.testText')));
    context.log.note(api ? 'notified: test' : 'not notified: not allowed');
  } catch (error) {
    context.log.note(`not notified: ${error instanceof Error ? error.name : typeof error}`);
  }
}

function optionsOf(title: string, message: string) {
  return { type: 'basic', iconUrl: browser.runtime.getURL('/icons/128.png'), title, message } as const;
}

/** The browser's notification API; undefined until the user allows notifications on this device. */
async function allowedApi(): Promise<Api | undefined> {
  if (!browser.notifications) return undefined;
  return (await areNotificationsAllowed()) ? browser.notifications : undefined;
}

async function show(api: Api, { id, kind, rows }: Announcement, state: WorkerState): Promise<void> {
  const { title, message } = notificationText(kind, rows, state.connections.length > 1);
  const options = optionsOf(title, message);
  const buttons = buttonsOf(kind, rows, state);
  if (buttons.length > 0) {
    try {
      await api.create(id, { ...options, buttons });
      return;
    } catch {
      // Firefox does not support buttons and throws.
    }
  }
  await api.create(id, options);
}

/** The buttons of a notification; the first one acts on its invitations. */
function buttonsOf(kind: NotificationKind, rows: InviteRow[], state: WorkerState): { title: string }[] {
  if (kind === 'trusted') return [{ title: i18n.t(rows.length > 1 ? 'notification.stopAll' : 'row.stop') }];
  const [row] = rows;
  if (!row || rows.length > 1 || kind === 'failed' || !canAcceptUnreviewed(state, row)) return [];
  return [{ title: i18n.t('row.accept') }, { title: i18n.t('notification.later') }];
}

/** Stores the statuses of the notifications. */
async function keep(notifications: Notifications): Promise<void> {
  if (Object.keys(notifications).length === 0) return;
  await updateState((current) => ({ notifications: withStatuses(current.notifications, notifications) }));
}
