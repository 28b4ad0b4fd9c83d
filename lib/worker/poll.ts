import type { Connection } from '@/lib/domain/connection';
import { areCredentialsGone, type Result } from '@/lib/domain/failure';
import { trackNotifications, type WorkerState } from '@/lib/domain/notifications';
import { afterPoll, type PollReason, shouldPoll } from '@/lib/domain/poll-schedule';
import { applyList, type InvitationList } from '@/lib/domain/snapshot';
import { snapshotOf } from '@/lib/domain/state';
import { readState, updateState } from '@/lib/storage/state';
import type { WorkerContext } from './context';
import { credentialsOf } from './credentials';
import { masked, outcomeOf } from './log';

/** Polls every connection for which `reason` calls for it, each on its own: one that fails or waits hides no other. */
export async function pollAll(context: WorkerContext, reason: PollReason, intervalMs: number): Promise<void> {
  const { connections } = await readState();
  await Promise.all(connections.map((connection) => pollOne(context, connection, reason, intervalMs)));
}

/**
 * Polls one connection. Single flight: whoever asks while a poll is under way waits for that one. The lock is the
 * browser's, so it ends with the worker that held it.
 */
async function pollOne(
  context: WorkerContext,
  connection: Connection,
  reason: PollReason,
  intervalMs: number,
): Promise<void> {
  const { id: connectionId } = connection;
  const askedAtMs = context.nowMs();
  await navigator.locks.request(`poll ${connectionId}`, async () => {
    const poll = (await readState()).polls[connectionId];
    const startedAtMs = context.nowMs();
    if (poll && poll.finishedAtMs >= askedAtMs && reason !== 'responded') return;
    const credentials = await credentialsOf(context, connection);
    if (!credentials.ok) {
      // Locked says itself; credentials that are gone are said once, at the first wake without them.
      if (credentials.failure.reason === 'locked' || areCredentialsGone(poll?.failure)) return;
      return storePoll(context, { connectionId, result: credentials, startedAtMs, intervalMs });
    }
    if (!shouldPoll(poll, reason, startedAtMs)) return;
    const result = await context.createClient(credentials.value).listInvitations();
    const count = result.ok ? `, ${result.value.invitations.length} invitations` : '';
    const tookMs = context.nowMs() - startedAtMs;
    context.log.note(`poll ${masked(connection)}: ${outcomeOf(result)}${count}, ${tookMs} ms`);
    await storePoll(context, { connectionId, result, startedAtMs, intervalMs });
  });
}

/** How a poll that began at `startedAtMs` ended. */
interface PollOutcome {
  connectionId: string;
  result: Result<InvitationList>;
  startedAtMs: number;
  intervalMs: number;
}

async function storePoll(context: WorkerContext, outcome: PollOutcome): Promise<void> {
  await updateState((state) =>
    // Disconnected while the answer was under way: nothing of it may come back.
    state.connections.some(({ id }) => id === outcome.connectionId)
      ? applyPoll(context, state, outcome, false)
      : {},
  );
}

/**
 * The state after a poll; a failure keeps the last good invitations. `seen` when the person just saw the list: nothing
 * in it is new to them.
 */
export function applyPoll(
  { nowMs, random }: WorkerContext,
  { polls, snapshots, notifications, outbox }: WorkerState,
  { connectionId, result, startedAtMs, intervalMs }: PollOutcome,
  seen: boolean,
): Partial<WorkerState> {
  const put = <T>(record: Record<string, T>, value: T) => ({ ...record, [connectionId]: value });
  const times = { nowMs: nowMs(), intervalMs, random: random() };
  const changed = { polls: put(polls, afterPoll(polls[connectionId], result, times)) };
  if (!result.ok) return changed;
  const snapshot = applyList(snapshotOf({ snapshots }, connectionId), result.value, startedAtMs);
  const statuses = notifications[connectionId];
  const listing = { statuses, snapshot, outbox, connectionId, seen, nowMs: times.nowMs };
  return {
    ...changed,
    snapshots: put(snapshots, snapshot),
    notifications: put(notifications, trackNotifications(listing)),
  };
}
