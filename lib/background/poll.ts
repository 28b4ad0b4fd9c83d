import type { Result } from '@/lib/cloudflare/failure';
import { readList, type SentList } from '@/lib/cloudflare/list';
import type { WorkerState } from '@/lib/invites/notices';
import { trackNotices } from '@/lib/invites/notices';
import { afterPoll, type PollDemand, shouldPoll } from '@/lib/invites/poll-state';
import type { Connection } from '@/lib/invites/schemas';
import { mergeList } from '@/lib/invites/snapshot';
import { snapshotOf } from '@/lib/invites/state';
import { forgetListProgress, readListProgress } from '@/lib/storage/list-progress';
import { readPolls, updateState } from '@/lib/storage/store';
import type { WorkerContext } from './context';
import { credentialsOf } from './credentials';
import { masked, outcomeOf } from './log';

/**
 * Polls every connection for which `demand` wants it, each on its own: one that fails or waits hides no other.
 * Sends nothing when there is no connection. Resolves to the state that each left behind, null where it left all as
 * it was.
 */
export function pollAll(
  context: WorkerContext,
  state: WorkerState,
  demand: PollDemand,
  intervalMs: number,
): Promise<(WorkerState | null)[]> {
  return Promise.all(
    state.connections.map((connection) => {
      const { digest } = snapshotOf(state, connection.id);
      return pollOne(context, connection, digest, demand, intervalMs);
    }),
  );
}

/**
 * Polls one connection; `known` is the digest of its list. Single flight: whoever asks while a poll is under way waits
 * for that one. The lock is the browser's, so it ends with the worker that held it.
 */
async function pollOne(
  context: WorkerContext,
  connection: Connection,
  known: string | null,
  demand: PollDemand,
  intervalMs: number,
): Promise<WorkerState | null> {
  const { id: connectionId } = connection;
  const askedAtMs = context.nowMs();
  return navigator.locks.request(`poll ${connectionId}`, async () => {
    const state = (await readPolls())[connectionId];
    const startedAtMs = context.nowMs();
    if (state && state.finishedAtMs >= askedAtMs && demand !== 'responded') return null;
    const credentials = await credentialsOf(context, connection);
    if (!credentials.ok) {
      // Locked says itself; credentials that are gone are said once, at the first wake without them.
      if (credentials.failure.reason === 'locked' || state?.failure?.reason === 'credentials-gone')
        return null;
      return storePoll(context, connectionId, credentials, startedAtMs, intervalMs);
    }
    if (!shouldPoll(state, demand, startedAtMs)) return null;
    const progress = await readListProgress(connectionId, context.nowMs);
    const result = await context.createClient(credentials.value).listInvitations(progress, known);
    const tookMs = context.nowMs() - startedAtMs;
    const after = await storePoll(context, connectionId, result, progress.startedAtMs, intervalMs);
    const count = result.ok ? `, ${snapshotOf(after, connectionId).invitations.length} invitations` : '';
    context.log.note(`poll ${masked(connection)}: ${outcomeOf(result)}${count}, ${tookMs} ms`);
    if (result.ok && 1 in progress.pages) await forgetListProgress(connectionId);
    return after;
  });
}

/** Stores what a poll that began at `startedAtMs` brought; a failure keeps the last good invitations. */
function storePoll(
  context: WorkerContext,
  connectionId: string,
  result: Result<SentList>,
  startedAtMs: number,
  intervalMs: number,
): Promise<WorkerState> {
  return updateState((state) =>
    // Disconnected while the answer was under way: nothing of it may come back.
    state.connections.some(({ id }) => id === connectionId)
      ? learned(context, state, { connectionId, result, startedAtMs, intervalMs, seen: false })
      : {},
  );
}

/** A list that was asked for at `startedAtMs`, or why there is none; `seen` when the person just saw it. */
interface Answer {
  connectionId: string;
  result: Result<SentList>;
  startedAtMs: number;
  intervalMs: number;
  seen: boolean;
}

/** How the polling stands after an answer and, where that is new, what is known and what of it is news. */
export function learned(
  { nowMs, random }: WorkerContext,
  { polls, snapshots, notices, outbox }: WorkerState,
  { connectionId, result, startedAtMs, intervalMs, seen }: Answer,
): Partial<WorkerState> {
  const put = <T>(record: Record<string, T>, value: T) => ({ ...record, [connectionId]: value });
  const times = { nowMs: nowMs(), intervalMs, random: random() };
  const changed = { polls: put(polls, afterPoll(polls[connectionId], result, times)) };
  if (!result.ok) return changed;
  const before = snapshotOf({ snapshots }, connectionId);
  const list = result.value;
  // Reading a long list is most of what a poll takes besides its requests.
  const snapshot = before.digest === list.digest ? before : mergeList(before, readList(list), startedAtMs);
  const known = notices[connectionId];
  // The same list has no news.
  const told =
    known && snapshot === before
      ? known
      : trackNotices({ known, snapshot, outbox, connectionId, seen, nowMs: times.nowMs });
  return {
    ...changed,
    ...(snapshot !== before && { snapshots: put(snapshots, snapshot) }),
    ...(told !== known && { notices: put(notices, told) }),
  };
}
