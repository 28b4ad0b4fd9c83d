import { badgeOf, unreadableBadge } from '@/lib/domain/badge';
import type { WorkerState } from '@/lib/domain/notifications';
import type { PollReason } from '@/lib/domain/poll-schedule';
import type { Settings } from '@/lib/domain/settings';
import { setAsideUnreadable } from '@/lib/storage/set-aside';
import { readSettings } from '@/lib/storage/settings';
import { readWorkerState, StorageError } from '@/lib/storage/state';
import { armAlarm } from './alarm';
import { drawBadge } from './badge';
import { minutesToMs, type WorkerContext } from './context';
import { notify } from './notifications';
import { pollAll } from './poll';
import { drainOutbox } from './respond';
import { lockWhenIdle } from './vault';

/**
 * What the worker does whenever it is awake: sees that an alarm will wake it again, locks what was left
 * unused, finishes responses, polls what is wanted, and shows the result. Safe to run at any time and more than once.
 */
export async function wake(context: WorkerContext, reason: PollReason): Promise<void> {
  context.log.note(`wake: ${reason}`);
  await thenUpdate(context, async () => {
    const unreadable = await setAsideUnreadable();
    if (unreadable.length > 0) context.log.note(`set aside as unreadable: ${unreadable.join(', ')}`);
    const settings = await readSettings();
    await armAlarm(context, await readWorkerState(), settings);
    await lockWhenIdle(context);
    const confirmed = await drainOutbox(context);
    const wanted = confirmed && reason !== 'asked' ? 'responded' : reason;
    await pollAll(context, wanted, minutesToMs(settings.intervalMinutes));
  });
}

/**
 * Does `job`, then draws the badge, sets the alarm, notifies and keeps the log, whatever became of it. Never rejects:
 * when the browser refuses to store, `job` ends there, and the badge and the pages tell it from the state.
 */
export async function thenUpdate(context: WorkerContext, job: () => Promise<void>): Promise<void> {
  try {
    await job();
  } catch (error) {
    context.log.note(`failed: ${error instanceof Error ? error.name : typeof error}`);
    if (!(error instanceof StorageError)) console.error(error);
  }
  const stored = await readAll();
  if (stored) {
    const [state, settings] = stored;
    await Promise.allSettled([
      updateBadge(context, state, settings),
      armAlarm(context, state, settings),
      notify(context, state, settings),
    ]);
  } else await Promise.allSettled([drawBadge(unreadableBadge)]);
  await context.log.flush();
}

/** Null when the browser cannot even read what is stored. */
async function readAll(): Promise<[WorkerState, Settings] | null> {
  try {
    return await Promise.all([readWorkerState(), readSettings()]);
  } catch {
    return null;
  }
}

function updateBadge({ nowMs }: WorkerContext, state: WorkerState, settings: Settings): Promise<void> {
  return drawBadge(badgeOf(state, minutesToMs(settings.intervalMinutes), nowMs()));
}
