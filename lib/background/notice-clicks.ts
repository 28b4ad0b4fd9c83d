import { browser } from 'wxt/browser';
import { identity } from '@/lib/cloudflare/invitation';
import { isPlainToAccept, noticedRow } from '@/lib/invites/noticed';
import type { InviteRow } from '@/lib/invites/state';
import { readWorkerState, updateState } from '@/lib/storage/store';
import { carryOut } from './commands';
import type { WorkerContext } from './context';
import { showPopup } from './show-popup';

const acceptButton = 0;

/**
 * Returns what listens to presses on notifications. To be called before anything is awaited, and whenever a permission
 * is given: until the person allows notifications the browser has nothing to listen to.
 */
export function noticeListener(context: WorkerContext): () => void {
  const pressed = (id: string, button: number) => (button === acceptButton ? accept(context, id) : clear(id));
  return () => {
    const notifications: typeof browser.notifications | undefined = browser.notifications;
    // Chromium and Firefox add no listener twice.
    notifications?.onClicked.addListener(open);
    notifications?.onButtonClicked.addListener(pressed);
  };
}

async function open(id: string): Promise<void> {
  await showPopup();
  await clear(id);
}

/** Accepts as the popup does. What may no longer be accepted unseen is shown instead. */
async function accept(context: WorkerContext, id: string): Promise<void> {
  const state = await readWorkerState();
  const nowMs = context.nowMs();
  const row = noticedRow(state, id, nowMs);
  const inviteId = row?.invitation.id;
  if (!row || !inviteId || !isPlainToAccept(state, row, nowMs)) return open(id);
  await oweFailure(row);
  await carryOut(context, {
    type: 'respond',
    connectionId: row.connection.id,
    inviteId,
    answer: 'accepted',
  });
  await clear(id);
}

/** Whoever accepts on a notification sees no row that could tell that it failed: another notification will. */
async function oweFailure({ connection, invitation }: InviteRow): Promise<void> {
  // Not while notifications are brought in line, which would write back what it read before.
  await navigator.locks.request('notices', () =>
    updateState(({ notices }) => {
      const owed = notices[connection.id]?.map((notice) =>
        notice.key === identity(invitation) ? { ...notice, failed: 'owed' as const } : notice,
      );
      return owed ? { notices: { ...notices, [connection.id]: owed } } : {};
    }),
  );
}

async function clear(id: string): Promise<void> {
  await browser.notifications.clear(id);
}
