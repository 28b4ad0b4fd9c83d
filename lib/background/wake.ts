import type { PollDemand } from '@/lib/invites/poll-state';
import { armAlarm } from './alarm';
import { drawBadge } from './badge';
import type { WorkerContext } from './context';
import { pollAll } from './poll';
import { drainOutbox } from './respond';
import { lockWhenIdle } from './vault';

/**
 * What the worker does whenever it is awake: sees that an alarm will wake it again, locks what was left
 * unused, finishes responses, polls what is wanted, and shows the result. Safe to run at any time and more than once.
 */
export async function wake(context: WorkerContext, demand: PollDemand): Promise<void> {
  await armAlarm(context);
  await lockWhenIdle(context);
  const confirmed = await drainOutbox(context);
  if (confirmed) await drawBadge(context);
  await pollAll(context, confirmed && demand !== 'asked' ? 'responded' : demand);
  await showAndArm(context);
}

/** Draws the badge and sets the alarm from what storage holds now. */
export async function showAndArm(context: WorkerContext): Promise<void> {
  await Promise.all([drawBadge(context), armAlarm(context)]);
}
