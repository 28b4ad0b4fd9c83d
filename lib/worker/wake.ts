import { badgeOf, unreadableBadge } from '@/lib/domain/badge';
import type { Connection } from '@/lib/domain/connection';
import type { WorkerState } from '@/lib/domain/notifications';
import { withHoldWithin } from '@/lib/domain/outbox';
import { isCutOff, type PollReason, retimed } from '@/lib/domain/poll-schedule';
import type { Settings } from '@/lib/domain/settings';
import { isUnasked } from '@/lib/domain/trusted';
import { admitPages } from '@/lib/storage/admit-pages';
import { setAsideUnreadable } from '@/lib/storage/set-aside';
import { readSettings } from '@/lib/storage/settings';
import { readWorkerState, retryStorage, StorageError, updateState } from '@/lib/storage/state';
import { armAlarm } from './alarm';
import { drawBadge } from './badge';
import { minutesToMs, type WorkerContext } from './context';
import { armHoldTimer } from './hold-timer';
import { notify } from './notifications';
import { takeOverPresses } from './outbox-changes';
import { pollAll } from './poll';
import { drainOutbox } from './respond';
import { dropUntrusted } from './trusted';
import { lockWhenIdle } from './vault';

/**
 * What the worker does whenever it is awake: makes sure that an alarm will wake it again, locks the vault if it was
 * left unused, finishes responses, polls what is due, and shows the result. Safe to run at any time and more than once.
 */
export async function wake(context: WorkerContext, reason: PollReason): Promise<void> {
  context.log.note(`wake: ${reason}`);
  await thenUpdate(context, async () => {
    await retryStorage();
    const unreadable = await setAsideUnreadable();
    if (unreadable.length > 0) context.log.note(`set aside as unreadable: ${unreadable.join(', ')}`);
    const settings = await readSettings();
    const intervalMs = minutesToMs(settings.intervalMinutes);
    await armAlarm(context, await readWorkerState(), settings);
    await lockWhenIdle(context);
    await unlessRefused(() => takeOverPresses(context));
    await unlessRefused(admitPages);
    await unlessRefused(() => retime(context, intervalMs));
    const { connections, polls } = await readWorkerState();
    const isOff = ({ id }: Connection) => isCutOff(polls[id]);
    // The poll of a login that is cut off is the probe that its responses wait for.
    await pollAll(context, connections.filter(isOff), () => reason, intervalMs);
    let confirmed: ReadonlySet<string> = new Set();
    await unlessRefused(async () => {
      confirmed = await drainOutbox(context, reason === 'asked');
    });
    const served = connections.filter((connection) => !isOff(connection));
    const reasonFor = ({ id }: Connection) =>
      confirmed.has(id) && reason !== 'asked' ? 'responded' : reason;
    await pollAll(context, served, reasonFor, intervalMs);
    // Refresh also continues the responses that still wait.
    if (reason === 'asked') await unlessRefused(() => drainOutbox(context, true));
  });
}

/**
 * Runs `job`, and ignores a browser that refuses to store its result, because the next wake tries again. So a full disk
 * does not keep the worker from polling.
 */
export async function unlessRefused(job: () => Promise<unknown>): Promise<void> {
  try {
    await job();
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
  }
}

/** Applies a clock that was set back and a shorter interval. */
async function retime({ nowMs }: WorkerContext, intervalMs: number): Promise<void> {
  await updateState(({ polls, outbox }) => {
    const now = nowMs();
    const entries = Object.entries(polls).map(([id, poll]) => [id, retimed(poll, intervalMs, now)] as const);
    // Responses wait by the same clock as their login's polls.
    const moved = outbox.map((entry) => {
      if (entry.hold) return withHoldWithin(entry, now);
      const byMs = Math.min(now - (polls[entry.connectionId]?.finishedAtMs ?? now), 0);
      return byMs < 0 ? { ...entry, nextAtMs: entry.nextAtMs + byMs } : entry;
    });
    return {
      polls: Object.fromEntries(entries),
      ...(moved.some((entry, i) => entry !== outbox[i]) && { outbox: moved }),
    };
  });
}

/**
 * Runs `job`, then draws the badge, sets the alarm, notifies and stores the log, even if `job` fails. Never rejects: if
 * the browser refuses to store data, `job` ends there, and the badge and the pages show that from the state.
 */
export async function thenUpdate(context: WorkerContext, job: () => Promise<void>): Promise<void> {
  try {
    await job();
  } catch (error) {
    context.log.note(`failed: ${error instanceof Error ? error.name : typeof error}`);
    if (!(error instanceof StorageError)) console.error(error);
  }
  let stored = await readAll();
  if (stored?.[0].outbox.some(isUnasked)) {
    await unlessRefused(() => dropUntrusted(context));
    stored = await readAll();
  }
  if (stored) {
    const [state, settings] = stored;
    armHoldTimer(state.outbox, context.nowMs(), () => wake(context, 'due'));
    await Promise.allSettled([
      updateBadge(context, state, settings),
      armAlarm(context, state, settings),
      notify(context, state, settings),
    ]);
  } else await Promise.allSettled([drawBadge(unreadableBadge)]);
  await context.log.flush();
}

/** Null if the browser cannot even read what is stored. */
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
