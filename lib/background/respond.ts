import type { CloudflareClient } from '@/lib/cloudflare/client';
import { kindOf, type Result } from '@/lib/cloudflare/failure';
import type { Answer, Invitation } from '@/lib/cloudflare/invitation';
import { isAhead } from '@/lib/invites/backoff';
import type { WorkerState } from '@/lib/invites/notices';
import {
  afterSend,
  afterSettle,
  inviteKey,
  isSameInvite,
  markSent,
  newEntry,
  type OutboxEntry,
} from '@/lib/invites/outbox';
import { afterRefusal, isPaused, isRateLimited } from '@/lib/invites/poll-state';
import { isPending, mergeOne } from '@/lib/invites/snapshot';
import { isUnderWay, snapshotOf } from '@/lib/invites/state';
import { readWorkerState, updateState } from '@/lib/storage/store';
import { drawBadge } from './badge';
import type { WorkerContext } from './context';
import { credentialsOf } from './credentials';
import { outcomeOf } from './log';
import { readView } from './view';

/** What the person chose for one invitation. */
export interface ResponseRequest {
  connectionId: string;
  inviteId: string;
  answer: Answer;
}

/**
 * Stores the person's choices before anything is sent. Idempotent: while a response to the same invitation is under
 * way, another is ignored, whatever it says.
 */
export async function enqueueResponses(context: WorkerContext, requests: ResponseRequest[]): Promise<void> {
  await updateState((state) => ({ outbox: enqueued(state, requests, context.nowMs()) }));
}

/** The outbox with `requests` added, each in place of an earlier one that failed. */
export function enqueued(state: WorkerState, requests: ResponseRequest[], nowMs: number): OutboxEntry[] {
  const busy = new Set(state.outbox.filter(isUnderWay).map(inviteKey));
  const added = requests.filter(
    (request) =>
      state.connections.some(({ id }) => id === request.connectionId) && !busy.has(inviteKey(request)),
  );
  const again = new Set(added.map(inviteKey));
  const others = state.outbox.filter((entry) => !again.has(inviteKey(entry)));
  return [...others, ...added.map((request) => newEntry(request, nowMs))];
}

/** Forgets a failed response, so that its row is as before, or gone when nothing is pending. */
export async function dismissResponse(
  request: Pick<ResponseRequest, 'connectionId' | 'inviteId'>,
): Promise<void> {
  await updateState((state) => ({
    outbox: state.outbox.filter((entry) => isUnderWay(entry) || !isSameInvite(entry, request)),
  }));
}

/**
 * Takes every response that is due to its end, one after the other, as far as it can be taken now, and draws the badge
 * at each that is confirmed. Returns whether any was. One drain at a time, under the browser's lock.
 */
export async function drainOutbox(context: WorkerContext): Promise<boolean> {
  return navigator.locks.request('outbox', async () => {
    let confirmed = false;
    for (const entry of (await readWorkerState()).outbox) {
      if (!isUnderWay(entry) || !(await advance(context, entry))) continue;
      confirmed = true;
      await drawBadge(context, await readView());
    }
    return confirmed;
  });
}

/** Walks one entry through its steps until it is done, has failed or has to wait. Returns whether it was confirmed. */
async function advance(context: WorkerContext, { connectionId, inviteId }: OutboxEntry): Promise<boolean> {
  const connection = (await readWorkerState()).connections.find(({ id }) => id === connectionId);
  const credentials = connection && (await credentialsOf(context, connection));
  if (!credentials?.ok) return false;
  const client = context.createClient(credentials.value);
  for (;;) {
    const state = await readWorkerState();
    const entry = state.outbox.find((other) => isSameInvite(other, { connectionId, inviteId }));
    const nowMs = context.nowMs();
    if (!entry || !isUnderWay(entry) || isAhead(entry.nextAtMs, nowMs)) return false;
    if (isPaused(state.polls[connectionId]) || isRateLimited(state.polls[connectionId], nowMs)) return false;
    if (await step(context, client, entry)) return true;
  }
}

/** One request and its outcome stored. Returns whether the response is confirmed. */
async function step(context: WorkerContext, client: CloudflareClient, entry: OutboxEntry): Promise<boolean> {
  if (entry.attempts > 0) {
    // Also before it is sent again: what was sent before may have arrived late.
    const now = await client.getInvitation(entry.inviteId);
    if (entry.phase === 'sent' || !now.ok || !isPending(now.value, context.nowMs()))
      return storeOutcome(context, entry, now, afterSettle(entry, now, context.nowMs(), context.random()));
  }
  const sent = markSent(entry);
  await updateState((state) => ({ outbox: replaced(state, sent) }));
  const result = await client.respond(entry.inviteId, entry.answer);
  return storeOutcome(context, sent, result, afterSend(sent, result));
}

async function storeOutcome(
  context: WorkerContext,
  entry: OutboxEntry,
  result: Result<Invitation>,
  next: OutboxEntry | null,
): Promise<boolean> {
  const end = next ? `${next.phase} (${next.attempts} sent)` : 'confirmed';
  context.log.note(`response ${entry.answer}: ${outcomeOf(result)}, ${end}`);
  await updateState((state) => {
    if (!state.connections.some(({ id }) => id === entry.connectionId)) return {};
    const outbox = next ? replaced(state, next) : without(state, entry);
    return { outbox, ...learnedOfOne(context, state, entry, result) };
  });
  return next === null;
}

/** What an answer about one invitation teaches: how the invitation or the login stands. */
export function learnedOfOne(
  context: WorkerContext,
  state: WorkerState,
  { connectionId }: Pick<OutboxEntry, 'connectionId'>,
  result: Result<Invitation>,
): Partial<WorkerState> {
  if (result.ok) {
    const snapshot = mergeOne(snapshotOf(state, connectionId), result.value, context.nowMs());
    return { snapshots: { ...state.snapshots, [connectionId]: snapshot } };
  }
  if (kindOf(result.failure) === 'permission') {
    return {
      connections: state.connections.map((one) =>
        one.id === connectionId ? { ...one, canRespond: false } : one,
      ),
    };
  }
  const poll = state.polls[connectionId];
  return poll ? { polls: { ...state.polls, [connectionId]: afterRefusal(poll, result.failure) } } : {};
}

function without(state: WorkerState, entry: OutboxEntry): OutboxEntry[] {
  return state.outbox.filter((other) => !isSameInvite(other, entry));
}

function replaced(state: WorkerState, entry: OutboxEntry): OutboxEntry[] {
  return state.outbox.map((other) => (isSameInvite(other, entry) ? entry : other));
}
