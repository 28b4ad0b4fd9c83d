import { browser } from 'wxt/browser';
import { i18n } from '@/lib/i18n';
import { type Announcement, passedOver, planNotices } from '@/lib/invites/notice-plan';
import { isPlainToAccept } from '@/lib/invites/noticed';
import type { WorkerState } from '@/lib/invites/notices';
import { type Notices, withNotices } from '@/lib/invites/notices';
import { quietEndMs } from '@/lib/invites/quiet';
import { updateState } from '@/lib/storage/store';
import type { WorkerContext } from './context';
import { noticeText } from './notice-text';
import { readView, type View } from './view';

type Api = typeof browser.notifications;

/**
 * Brings the notifications on the screen in line with storage: shows what is owed, takes away what is no longer so.
 * What is owed was stored with the list that told of it, and counts as shown only after it was: a worker that is cut
 * short in between shows one again, in its own place, and loses none. Safe to run at any time and more than once.
 */
export async function notify(context: WorkerContext, view: View): Promise<void> {
  try {
    await navigator.locks.request('notices', () => bringInLine(context, view));
  } catch (error) {
    context.log.note(`not notified: ${error instanceof Error ? error.name : typeof error}`);
  }
}

async function bringInLine(context: WorkerContext, view: View): Promise<void> {
  const api = await allowedApi();
  // Read anew where a press on a notification may just have changed it.
  const { state, settings } = api ? await readView() : view;
  const nowMs = context.nowMs();
  const standing = new Set(api ? Object.keys(await api.getAll()) : []);
  if (!api || !settings.notifications) {
    await Promise.all([...standing].map((id) => api?.clear(id)));
    return keep(passedOver(state, nowMs));
  }
  const quiet = settings.quietHours !== null && quietEndMs(settings.quietHours, nowMs) !== null;
  // While the browser does not store, what was shown could not be told from what was not.
  const mayShow = !quiet && state.storageFailedAtMs === null;
  const plan = planNotices(state, standing, mayShow, nowMs);
  for (const announcement of plan.show) {
    await show(api, announcement, state, nowMs);
    context.log.note(`notified: ${announcement.kind}, ${announcement.rows.length} invitations`);
  }
  await Promise.all(plan.clear.map((id) => api.clear(id)));
  await keep(plan.notices);
}

/** The browser's notifications, undefined until the person allows them on this device. */
async function allowedApi(): Promise<Api | undefined> {
  if (!browser.notifications) return undefined;
  const allowed = await browser.permissions.contains({ permissions: ['notifications'] });
  return allowed ? browser.notifications : undefined;
}

async function show(
  api: Api,
  { id, kind, rows }: Announcement,
  state: WorkerState,
  nowMs: number,
): Promise<void> {
  const [row] = rows;
  const options = {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icons/128.png'),
    ...noticeText(kind, rows, state.connections.length > 1),
  } as const;
  if (row && rows.length === 1 && kind !== 'failed' && isPlainToAccept(state, row, nowMs)) {
    const buttons = [{ title: i18n.t('row.accept') }, { title: i18n.t('notification.later') }];
    try {
      await api.create(id, { ...options, buttons });
      return;
    } catch {
      // Firefox knows no buttons and throws.
    }
  }
  await api.create(id, options);
}

/** Stores how far telling has come with these, if any. */
async function keep(notices: Notices): Promise<void> {
  if (Object.keys(notices).length === 0) return;
  await updateState((current) => ({ notices: withNotices(current.notices, notices) }));
}
