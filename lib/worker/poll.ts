import { applyLists } from '@/lib/domain/apply-lists';
import type { Connection } from '@/lib/domain/connection';
import { areCredentialsGone } from '@/lib/domain/failure';
import { sources } from '@/lib/domain/invitation-record';
import { emailOf } from '@/lib/domain/logins';
import { trackNotifications, type WorkerState } from '@/lib/domain/notifications';
import { isUnderWay, released } from '@/lib/domain/outbox';
import { goodLists, type ListResults, listsToAsk, resultOf } from '@/lib/domain/poll-result';
import { afterPoll, noticeableOffsetMs, type PollReason, shouldPoll } from '@/lib/domain/poll-schedule';
import { retryBaseMs } from '@/lib/domain/response-steps';
import { invitationsOf } from '@/lib/domain/snapshot';
import { cloudflareNowMs, snapshotOf } from '@/lib/domain/state';
import { withTrustedHeld } from '@/lib/domain/trusted';
import { readState, updateState } from '@/lib/storage/state';
import { askLists, isUserDue, mayRespond, summaryOf, userFacts } from './ask-login';
import type { WorkerContext } from './context';
import { credentialsOf } from './credentials';
import { masked } from './log';
import { readTrust } from './trusted';

/**
 * Polls the connections that are due for their reason, independently: one that fails or waits does not hold up another.
 */
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

/** How many polls of each connection this worker has finished. */
const ended = new Map<string, number>();

/**
 * Polls one connection. Single flight: a caller that comes while a poll is running waits for it instead of starting
 * another. The browser holds the lock, so it is released when the worker dies.
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
    const { connections, polls, snapshots, seq: askedSeq } = await readState();
    const connection = connections.find(({ id }) => id === connectionId);
    if (!connection) return;
    const poll = polls[connectionId];
    const credentials = await credentialsOf(context, connection);
    if (!credentials.ok) {
      // A locked login is shown as such anyway. Missing credentials are stored as a failure once, at the first wake
      // without them.
      if (credentials.failure.reason === 'locked' || areCredentialsGone(poll?.failure)) return;
      const results = { invites: credentials, memberships: credentials };
      return storePoll(context, connection, { connectionId, results, askedSeq, intervalMs });
    }
    const startedAtMs = context.nowMs();
    if (!shouldPoll(poll, reason, startedAtMs)) return;
    const client = context.createClient(credentials.value);
    const results = await askLists(client, listsToAsk(poll, reason, startedAtMs));
    const tookMs = context.nowMs() - startedAtMs;
    context.log.note(`poll ${masked(connection)}: ${summaryOf(results)}, ${tookMs} ms`);
    noteClock(context, results);
    const outcome = { connectionId, results, askedSeq, intervalMs };
    const [readable] = sources.filter((source) => results[source]?.ok);
    if (!readable) await storePoll(context, connection, outcome);
    else {
      // The permission may have been granted since, so Refresh checks it.
      const reopens = reason === 'asked' && !connection.canRespond && (await mayRespond(client, readable));
      // The user may have turned on two-factor for an invitation that requires it.
      const asksTwoFactor =
        reason === 'asked' &&
        connection.hasTwoFactor === false &&
        invitationsOf(snapshotOf({ snapshots }, connectionId)).some(
          ({ status, enforcesTwoFactor }) => status === 'pending' && enforcesTwoFactor,
        );
      const user = isUserDue(connection, startedAtMs) || asksTwoFactor ? await client.getUser() : null;
      await storePoll(context, connection, outcome, (state) => ({
        // A refusal or rate limit that came after this poll was started still holds.
        ...((state.polls[connectionId]?.failures ?? 0) > (poll?.failures ?? 0) && { polls: state.polls }),
        ...(reason === 'asked' &&
          state.outbox.length > 0 && { outbox: released(state.outbox, connectionId, context.nowMs()) }),
        connections: changedConnection(state, connectionId, {
          ...(reopens && { canRespond: true }),
          ...(user && userFacts(user, context.nowMs())),
          ...(connection.email === null && { email: invitedEmailIn(results) }),
        }),
      }));
    }
    ended.set(connectionId, (ended.get(connectionId) ?? 0) + 1);
  });
}

/** The login's address, if its credentials did not reveal it but its invitations do. */
function invitedEmailIn(results: ListResults): string | null {
  const invitations = Object.values(results).flatMap((result) => (result?.ok ? result.value.records : []));
  return emailOf({ email: null, invitations });
}

function changedConnection(
  { connections }: Pick<WorkerState, 'connections'>,
  connectionId: string,
  change: Partial<Connection>,
): Connection[] {
  return connections.map((one) => (one.id === connectionId ? { ...one, ...change } : one));
}

/** A wrong clock explains many problems, so it belongs in a bug report. */
function noteClock({ log }: WorkerContext, results: ListResults): void {
  const offsets = Object.values(results).flatMap((result) =>
    result?.ok ? (result.value.clockOffsetMs ?? []) : [],
  );
  const [offsetMs = 0] = offsets;
  if (Math.abs(offsetMs) <= noticeableOffsetMs) return;
  log.note(`Cloudflare's clock is ${offsetMs / 60_000} minutes ahead of this computer's`);
}

/** How a poll ended that was started after change number `askedSeq`. */
interface PollOutcome {
  connectionId: string;
  results: ListResults;
  askedSeq: number;
  intervalMs: number;
}

async function storePoll(
  context: WorkerContext,
  { id, revision }: Connection,
  outcome: PollOutcome,
  also: (state: WorkerState) => Partial<WorkerState> = () => ({}),
): Promise<void> {
  const trust = await readTrust(context);
  await updateState((state) => {
    // The login was disconnected or connected again during the request, so the reply no longer counts.
    if (!state.connections.some((one) => one.id === id && one.revision === revision)) return {};
    const patch = { ...applyPoll(context, state, outcome, false), ...also(state) };
    return { ...patch, ...withTrustedHeld(state, { ...state, ...patch }, id, trust) };
  });
}

/**
 * The state after a poll; after a failure the last good invitations stay. `seen`: the user has just seen the list, so
 * nothing in it is new to them.
 */
export function applyPoll(
  { nowMs: now, random }: WorkerContext,
  { seq, polls, snapshots, notifications, outbox }: WorkerState,
  { connectionId, results, askedSeq, intervalMs }: PollOutcome,
  seen: boolean,
): Pick<WorkerState, 'polls'> & Partial<WorkerState> {
  const nowMs = now();
  const before = snapshotOf({ snapshots }, connectionId);
  const responses = outbox.filter((entry) => entry.connectionId === connectionId);
  // A response is waiting, so the login is tried again sooner.
  const baseMs = responses.some(isUnderWay) ? Math.min(retryBaseMs, intervalMs) : intervalMs;
  const result = resultOf(results, polls[connectionId], (source) => source in before.lists, nowMs);
  const poll = afterPoll(polls[connectionId], result, intervalMs, { nowMs, baseMs, random: random() });
  const changed = { polls: { ...polls, [connectionId]: poll } };
  const lists = goodLists(results);
  if (Object.keys(lists).length === 0) return changed;
  const answered = new Set(responses.map(({ key }) => key));
  const clockMs = cloudflareNowMs(changed, connectionId, nowMs);
  const timing = { askedSeq, seq: seq + 1, nowMs: clockMs };
  const snapshot = applyLists(before, lists, timing, (key) => answered.has(key));
  const statuses = notifications[connectionId];
  const listing = { statuses, snapshot, outbox, connectionId, seen, nowMs: clockMs };
  return {
    ...changed,
    snapshots: { ...snapshots, [connectionId]: snapshot },
    notifications: { ...notifications, [connectionId]: trackNotifications(listing) },
  };
}
