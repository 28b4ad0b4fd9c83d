import type { Connection } from '@/lib/domain/connection';
import { areCredentialsGone, type Result } from '@/lib/domain/failure';
import { identity } from '@/lib/domain/invitation';
import { trackNotifications, type WorkerState } from '@/lib/domain/notifications';
import { isUnderWay, released, retryBaseMs } from '@/lib/domain/outbox';
import { afterPoll, type PollReason, shouldPoll } from '@/lib/domain/poll-schedule';
import { applyList, type InvitationList } from '@/lib/domain/snapshot';
import { snapshotOf } from '@/lib/domain/state';
import { readState, updateState } from '@/lib/storage/state';
import { mayRespond } from './connect';
import type { WorkerContext } from './context';
import { credentialsOf } from './credentials';
import { masked, outcomeOf } from './log';

/** Polls those connections for which its reason calls for it, each on its own: one that fails or waits hides no other. */
export async function pollAll(
  context: WorkerContext,
  connections: Connection[],
  reasonFor: (connection: Connection) => PollReason,
  intervalMs: number,
): Promise<void> {
  await Promise.all(
    connections.map((connection) => pollOne(context, connection, reasonFor(connection), intervalMs)),
  );
}

/** How many polls of each connection this worker has ended. */
const ended = new Map<string, number>();

/**
 * Polls one connection. Single flight: whoever asks while a poll is under way waits for that one. The lock is the
 * browser's, so it ends with the worker that held it.
 */
async function pollOne(
  context: WorkerContext,
  { id: connectionId }: Connection,
  reason: PollReason,
  intervalMs: number,
): Promise<void> {
  const endedBefore = ended.get(connectionId);
  await navigator.locks.request(`poll ${connectionId}`, async () => {
    if (ended.get(connectionId) !== endedBefore && reason !== 'responded') return;
    const { connections, polls, outbox, seq: askedSeq } = await readState();
    const connection = connections.find(({ id }) => id === connectionId);
    if (!connection) return;
    const poll = polls[connectionId];
    const credentials = await credentialsOf(context, connection);
    if (!credentials.ok) {
      // Locked says itself; credentials that are gone are said once, at the first wake without them.
      if (credentials.failure.reason === 'locked' || areCredentialsGone(poll?.failure)) return;
      return storePoll(context, connection, { connectionId, result: credentials, askedSeq, intervalMs });
    }
    const startedAtMs = context.nowMs();
    if (!shouldPoll(poll, reason, startedAtMs)) return;
    const client = context.createClient(credentials.value);
    const result = await client.listInvitations();
    const count = result.ok ? `, ${result.value.invitations.length} invitations` : '';
    const tookMs = context.nowMs() - startedAtMs;
    context.log.note(`poll ${masked(connection)}: ${outcomeOf(result)}${count}, ${tookMs} ms`);
    // 'Can only read' is not for ever: whoever presses Refresh may have given the permission since.
    const reopens = reason === 'asked' && result.ok && !connection.canRespond && (await mayRespond(client));
    const releases = result.ok && outbox.length > 0 && reason === 'asked';
    await storePoll(
      context,
      connection,
      { connectionId, result, askedSeq, intervalMs },
      { reopens, releases, failures: poll?.failures ?? 0 },
    );
    ended.set(connectionId, (ended.get(connectionId) ?? 0) + 1);
  });
}

/** How a poll ended that was asked for after change number `askedSeq`. */
interface PollOutcome {
  connectionId: string;
  result: Result<InvitationList>;
  askedSeq: number;
  intervalMs: number;
}

async function storePoll(
  context: WorkerContext,
  { id, revision }: Connection,
  outcome: PollOutcome,
  { reopens, releases, failures } = { reopens: false, releases: false, failures: 0 },
): Promise<void> {
  await updateState((state) => {
    const { connections, outbox } = state;
    // Disconnected, or connected anew, while the answer was under way: nothing of it counts any more.
    if (!connections.some((one) => one.id === id && one.revision === revision)) return {};
    return {
      ...applyPoll(context, state, outcome, false),
      // Refused or rate-limited after this was asked for: that still holds.
      ...(outcome.result.ok && (state.polls[id]?.failures ?? 0) > failures && { polls: state.polls }),
      ...(releases && { outbox: released(outbox, id, context.nowMs()) }),
      ...(reopens && {
        connections: connections.map((one) => (one.id === id ? { ...one, canRespond: true } : one)),
      }),
    };
  });
}

/**
 * The state after a poll; a failure keeps the last good invitations. `seen` when the person just saw the list: nothing
 * in it is new to them.
 */
export function applyPoll(
  { nowMs: now, random }: WorkerContext,
  { seq, polls, snapshots, notifications, outbox }: WorkerState,
  { connectionId, result, askedSeq, intervalMs }: PollOutcome,
  seen: boolean,
): Partial<WorkerState> {
  const nowMs = now();
  const responses = outbox.filter((entry) => entry.connectionId === connectionId);
  // Somebody waits for an answer to get through: the login is tried again sooner.
  const baseMs = responses.some(isUnderWay) ? Math.min(retryBaseMs, intervalMs) : intervalMs;
  const poll = afterPoll(polls[connectionId], result, intervalMs, { nowMs, baseMs, random: random() });
  const changed = { polls: { ...polls, [connectionId]: poll } };
  if (!result.ok) return changed;
  const answered = new Set(responses.map(({ inviteId }) => inviteId));
  const timing = { askedSeq, seq: seq + 1, nowMs };
  const snapshot = applyList(snapshotOf({ snapshots }, connectionId), result.value, timing, (invitation) =>
    answered.has(identity(invitation)),
  );
  const statuses = notifications[connectionId];
  const listing = { statuses, snapshot, outbox, connectionId, seen, nowMs };
  return {
    ...changed,
    snapshots: { ...snapshots, [connectionId]: snapshot },
    notifications: { ...notifications, [connectionId]: trackNotifications(listing) },
  };
}
