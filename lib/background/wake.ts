import type { PollDemand } from '@/lib/invites/poll-state';
import { setAsideUnreadable } from '@/lib/storage/repair';
import { StorageError } from '@/lib/storage/store';
import { armAlarm } from './alarm';
import { drawBadge } from './badge';
import { minutesToMs, type WorkerContext } from './context';
import { notify } from './notify';
import { pollAll } from './poll';
import { drainOutbox } from './respond';
import { lockWhenIdle } from './vault';
import { readView } from './view';

/**
 * What the worker does whenever it is awake: sees that an alarm will wake it again, locks what was left
 * unused, finishes responses, polls what is wanted, and shows the result. Safe to run at any time and more than once.
 */
export async function wake(context: WorkerContext, demand: PollDemand): Promise<void> {
  context.log.note(`wake: ${demand}`);
  await carryThrough(context, async () => {
    const moved = await setAsideUnreadable();
    if (moved.length > 0) context.log.note(`set aside as unreadable: ${moved.join(', ')}`);
    const view = await readView();
    const { connections, outbox, unlocked } = view.state;
    await armAlarm(context, view);
    if (unlocked) await lockWhenIdle(context);
    const redraw = async () => drawBadge(context, await readView());
    const confirmed = outbox.length > 0 && (await drainOutbox(context, redraw));
    const intervalMs = minutesToMs(view.settings.intervalMinutes);
    await pollAll(context, connections, confirmed && demand !== 'asked' ? 'responded' : demand, intervalMs);
  });
}

/**
 * Does `job`, then draws the badge, sets the alarm, notifies and keeps the log, whatever became of it. Never rejects: when the
 * browser refuses to store, `job` ends there, and the badge and the pages tell it from the state.
 */
export async function carryThrough(context: WorkerContext, job: () => Promise<void>): Promise<void> {
  try {
    await job();
  } catch (error) {
    context.log.note(`failed: ${error instanceof Error ? error.name : typeof error}`);
    if (!(error instanceof StorageError)) console.error(error);
  }
  const view = await readView().catch(() => null);
  await Promise.allSettled([
    drawBadge(context, view),
    view && armAlarm(context, view),
    view && notify(context, view),
  ]);
  await context.log.flush();
}
