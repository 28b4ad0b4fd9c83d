import type { Result } from '@/lib/cloudflare/failure';
import type { InvitationList } from '@/lib/cloudflare/list';
import type { WorkerState } from '@/lib/invites/notices';
import { trackNotices } from '@/lib/invites/notices';
import { afterPoll, type PollDemand, shouldPoll } from '@/lib/invites/poll-state';
import type { Connection } from '@/lib/invites/schemas';
import { mergeList } from '@/lib/invites/snapshot';
import { snapshotOf } from '@/lib/invites/state';
import { forgetListProgress, readListProgress } from '@/lib/storage/list-progress';
import { readSettings } from '@/lib/storage/settings';
import { readWorkerState, stateWrites, updateState } from '@/lib/storage/store';
import { minutesToMs, type WorkerContext } from './context';
import { credentialsOf } from './credentials';
import { masked, outcomeOf } from './log';

/**
 * Polls every connection for which `demand` wants it, each on its own: one that fails or waits hides no other.
 * Sends nothing when there is no connection.
 */
export async function pollAll(context: WorkerContext, demand: PollDemand): Promise<void> {
  const { connections } = await readWorkerState();
  await Promise.all(connections.map((connection) => pollOne(context, connection, demand)));
}

/**
 * Polls one connection. Single flight: whoever asks while a poll is under way waits for that one. The lock is the
 * browser's, so it ends with the worker that held it.
 */
async function pollOne(context: WorkerContext, connection: Connection, demand: PollDemand): Promise<void> {
  const { id: connectionId } = connection;
  const askedAtMs = context.nowMs();
  await navigator.locks.request(`poll ${connectionId}`, async () => {
    const state = (await readWorkerState()).polls[connectionId];
    const startedAtMs = context.nowMs();
    if (state && state.finishedAtMs >= askedAtMs && demand !== 'responded') return;
    const credentials = await credentialsOf(context, connection);
    if (!credentials.ok) {
      // Locked says itself; credentials that are gone are said once, at the first wake without them.
      if (credentials.failure.reason === 'locked' || state?.failure?.reason === 'credentials-gone') return;
      return storePoll(context, connectionId, credentials, startedAtMs);
    }
    if (!shouldPoll(state, demand, startedAtMs)) return;
    const progress = await readListProgress(connectionId, startedAtMs);
    const result = await context.createClient(credentials.value).listInvitations(progress);
    const count = result.ok ? `, ${result.value.invitations.length} invitations` : '';
    context.log.note(
      `poll ${masked(connection)}: ${outcomeOf(result)}${count}, ${context.nowMs() - startedAtMs} ms`,
    );
    await storePoll(context, connectionId, result, progress.startedAtMs);
    if (result.ok && 1 in progress.pages) await forgetListProgress(connectionId);
  });
}

/** Stores what a poll that began at `startedAtMs` brought; a failure keeps the last good invitations. */
async function storePoll(
  context: WorkerContext,
  connectionId: string,
  result: Result<InvitationList>,
  startedAtMs: number,
): Promise<void> {
  const intervalMs = minutesToMs((await readSettings()).intervalMinutes);
  await updateState((state) => {
    // Disconnected while the answer was under way: nothing of it may come back.
    if (!state.connections.some(({ id }) => id === connectionId)) return {};
    const times = { nowMs: context.nowMs(), intervalMs, random: context.random() };
    const polls = { ...state.polls, [connectionId]: afterPoll(state.polls[connectionId], result, times) };
    return stateWrites({
      polls,
      ...(result.ok && changesBy(state, connectionId, result.value, startedAtMs, times.nowMs)),
    });
  });
}

/** The snapshots with a new list merged in and what it makes news, or nothing of what it does not change. */
function changesBy(
  state: WorkerState,
  connectionId: string,
  list: InvitationList,
  startedAtMs: number,
  nowMs: number,
): Partial<WorkerState> {
  const known = snapshotOf(state, connectionId);
  const merged = mergeList(known, list, startedAtMs);
  const told = state.notices[connectionId];
  const { outbox } = state;
  const listing = { known: told, snapshot: merged, outbox, connectionId, seen: false, nowMs };
  const notices = trackNotices(listing);
  return {
    ...(!isSame(known, merged) && { snapshots: { ...state.snapshots, [connectionId]: merged } }),
    ...(!isSame(told, notices) && { notices: { ...state.notices, [connectionId]: notices } }),
  };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
