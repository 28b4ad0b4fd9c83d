import type { CloudflareClient } from '@/lib/cloudflare/client';
import { isAhead } from '@/lib/domain/backoff';
import { badgeOf } from '@/lib/domain/badge';
import { type Failure, kindOf, type Result } from '@/lib/domain/failure';
import { type Answer, type Invitation, isPending } from '@/lib/domain/invitation';
import type { WorkerState } from '@/lib/domain/notifications';
import {
  afterReconcile,
  afterSend,
  inviteKey,
  isSameInvite,
  isUnderWay,
  markSent,
  newEntry,
  type OutboxEntry,
} from '@/lib/domain/outbox';
import { afterRefusal, isPaused, isRateLimited } from '@/lib/domain/poll-schedule';
import { applyInvitation } from '@/lib/domain/snapshot';
import { snapshotOf } from '@/lib/domain/state';
import { readSettings } from '@/lib/storage/settings';
import { readState, updateState } from '@/lib/storage/state';
import { drawBadge } from './badge';
import { minutesToMs, type WorkerContext } from './context';
import { credentialsOf } from './credentials';
import { outcomeOf } from './log';

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
    for (const entry of (await readState()).outbox) {
      if (!isUnderWay(entry) || !(await advance(context, entry))) continue;
      confirmed = true;
      await showCount(context);
    }
    return confirmed;
  });
}

async function showCount({ nowMs }: WorkerContext): Promise<void> {
  const { intervalMinutes } = await readSettings();
  await drawBadge(badgeOf(await readState(), minutesToMs(intervalMinutes), nowMs()));
}

/** Walks one entry through its steps until it is done, has failed or has to wait. Returns whether it was confirmed. */
async function advance(context: WorkerContext, { connectionId, inviteId }: OutboxEntry): Promise<boolean> {
  const connection = (await readState()).connections.find(({ id }) => id === connectionId);
  const credentials = connection && (await credentialsOf(context, connection));
  if (!credentials?.ok) return false;
  const client = context.createClient(credentials.value);
  for (;;) {
    const state = await readState();
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
      return storeOutcome(context, entry, now, afterReconcile(entry, now, context.nowMs(), context.random()));
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
    return { outbox, ...applyAnswer(context, state, entry.connectionId, result) };
  });
  return next === null;
}

/** The state after an answer about one invitation: it tells how that stands, or how the login does. */
export function applyAnswer(
  context: WorkerContext,
  state: WorkerState,
  connectionId: string,
  result: Result<Invitation>,
): Partial<WorkerState> {
  if (result.ok) {
    const snapshot = applyInvitation(snapshotOf(state, connectionId), result.value, context.nowMs());
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

/** Asks Cloudflare for one invitation and stores what it says. Returns why that failed, or null. */
export async function refreshInvitation(
  context: WorkerContext,
  { connectionId, inviteId }: { connectionId: string; inviteId: string },
): Promise<Failure | null> {
  const connection = (await readState()).connections.find(({ id }) => id === connectionId);
  if (!connection) return null;
  const credentials = await credentialsOf(context, connection);
  if (!credentials.ok) return credentials.failure;
  const result = await context.createClient(credentials.value).getInvitation(inviteId);
  context.log.note(`details: ${outcomeOf(result)}`);
  if (!result.ok) return result.failure;
  await updateState((state) =>
    state.snapshots[connectionId] ? applyAnswer(context, state, connectionId, result) : {},
  );
  return null;
}
