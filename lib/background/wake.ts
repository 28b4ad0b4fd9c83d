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
import { readView, type View } from './view';

/**
 * What the worker does whenever it is awake: sees that an alarm will wake it again, locks what was left
 * unused, finishes responses, polls what is wanted, and shows the result. Safe to run at any time and more than once.
 */
export async function wake(context: WorkerContext, demand: PollDemand): Promise<void> {
  context.log.note(`wake: ${demand}`);
  await conclude(context, async () => {
    let view = await readView();
    if (view.unreadable.length > 0) {
      context.log.note(`set aside as unreadable: ${(await setAsideUnreadable()).join(', ')}`);
      view = await readView();
    }
    const { connections, outbox, unlocked } = view.state;
    await armAlarm(context, view);
    if (unlocked) await lockWhenIdle(context);
    const confirmed = outbox.length > 0 && (await drainOutbox(context));
    const intervalMs = minutesToMs(view.settings.intervalMinutes);
    const wanted = confirmed && demand !== 'asked' ? 'responded' : demand;
    const [state] = await pollAll(context, view.state, wanted, intervalMs);
    // Nothing else was done: what the one poll left behind need not be read again.
    return state && connections.length + outbox.length === 1 ? { ...view, state } : null;
  });
}

/**
 * Does `job`, then draws the badge, sets the alarm, notifies and keeps the log, whatever became of it. Never rejects:
 * when the browser refuses to store, `job` ends there, and the badge and the pages tell it from the state.
 */
export function carryThrough(context: WorkerContext, job: () => Promise<void>): Promise<void> {
  return conclude(context, async () => {
    await job();
    return null;
  });
}

/** As `carryThrough`, with a `job` that may know how things then stand; where it does not, they are read. */
async function conclude(context: WorkerContext, job: () => Promise<View | null>): Promise<void> {
  let view: View | null = null;
  try {
    view = await job();
  } catch (error) {
    context.log.note(`failed: ${error instanceof Error ? error.name : typeof error}`);
    if (!(error instanceof StorageError)) console.error(error);
  }
  view ??= await readView().catch(() => null);
  await Promise.allSettled([
    drawBadge(context, view),
    view && armAlarm(context, view),
    view && notify(context, view),
  ]);
  await context.log.flush();
}
