import { browser } from 'wxt/browser';
import { canAcceptUnreviewed, isAbout, rowOfNotification } from '@/lib/domain/notifications';
import { refText } from '@/lib/domain/outbox';
import { choiceOf, type InviteRow } from '@/lib/domain/rows';
import { storePress } from '@/lib/storage/presses';
import { readWorkerState, updateState } from '@/lib/storage/state';
import { carryOut } from './commands';
import type { WorkerContext } from './context';
import { cancelResponses } from './outbox-changes';
import { showPopup } from './show-popup';
import { noteUse } from './vault';
import { thenUpdate, unlessRefused } from './wake';

const firstButton = 0;

/**
 * Returns a function that registers the listeners for clicks on notifications. Call that before anything is awaited,
 * and again whenever a permission is granted: until the user allows notifications, the browser has no events to listen
 * to.
 */
export function notificationListener(context: WorkerContext): () => void {
  const pressed = (id: string, button: number) => {
    if (button !== firstButton) return clear(id);
    return isAbout('trusted', id) ? stop(context, id) : accept(context, id);
  };
  return () => {
    const notifications: typeof browser.notifications | undefined = browser.notifications;
    // Chromium and Firefox do not add the same listener twice.
    notifications?.onClicked.addListener(open);
    // Missing in Firefox for Android, where notifications have no buttons.
    const onButtonClicked: typeof browser.notifications.onButtonClicked | undefined =
      notifications?.onButtonClicked;
    onButtonClicked?.addListener(pressed);
  };
}

async function open(id: string): Promise<void> {
  await showPopup();
  await clear(id);
}

/**
 * Accepts like the popup does. If the invitation may no longer be accepted without looking at it, opens the popup
 * instead.
 */
async function accept(context: WorkerContext, id: string): Promise<void> {
  const state = await readWorkerState();
  const nowMs = context.nowMs();
  const row = rowOfNotification(state, id, nowMs);
  if (!row || !canAcceptUnreviewed(state, row)) return open(id);
  await notifyOnFailure(row);
  const name = row.invitation.organizationName ?? '';
  await storePress({ choices: [choiceOf(row, 'accepted', name)], isBatch: false, hold: null });
  await carryOut(context, { type: 'pressed' });
  await clear(id);
}

/**
 * Stops the automatic acceptances that the notification is about. If they were already sent, opens the popup instead.
 */
async function stop(context: WorkerContext, id: string): Promise<void> {
  const row = rowOfNotification(await readWorkerState(), id, context.nowMs());
  let stopped = 0;
  await unlessRefused(() => noteUse(context));
  await thenUpdate(context, async () => {
    stopped = await cancelResponses(context, (entry) => {
      const isMeant = row ? refText(entry) === row.key : id === 'trusted';
      return isMeant && entry.hold?.kind === 'trusted';
    });
  });
  return stopped > 0 ? clear(id) : open(id);
}

/** A user who accepts from a notification sees no row that could show a failure, so another notification will. */
async function notifyOnFailure({ connection, invitation }: InviteRow): Promise<void> {
  // Not while `notify` runs, because it would write back the statuses that it read before.
  await navigator.locks.request('notifications', () =>
    updateState(({ notifications }) => {
      const owed = notifications[connection.id]?.map((status) =>
        status.key === invitation.key ? { ...status, failed: 'owed' as const } : status,
      );
      return owed ? { notifications: { ...notifications, [connection.id]: owed } } : {};
    }),
  );
}

async function clear(id: string): Promise<void> {
  await browser.notifications.clear(id);
}
