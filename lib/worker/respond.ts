import type { CloudflareClient } from '@/lib/cloudflare/client';
import { namesPermission } from '@/lib/cloudflare/message-patterns';
import { badgeOf } from '@/lib/domain/badge';
import { type Failure, kindOf, type Result, silentFailure } from '@/lib/domain/failure';
import { type InvitationRecord, isOpen, type Route } from '@/lib/domain/invitation-record';
import type { WorkerState } from '@/lib/domain/notifications';
import {
  type InvitationRef,
  isSameInvitation,
  isUnderWay,
  type OutboxEntry,
  transition,
} from '@/lib/domain/outbox';
import { isCutOff } from '@/lib/domain/poll-schedule';
import { afterReconcile, afterSend, markSent } from '@/lib/domain/response-steps';
import { cloudflareNowMs } from '@/lib/domain/state';
import { maySend, withAcceptedUnasked } from '@/lib/domain/trusted';
import { readSettings } from '@/lib/storage/settings';
import { readState, updateState } from '@/lib/storage/state';
import { mayRespond } from './ask-login';
import { drawBadge } from './badge';
import { minutesToMs, type WorkerContext } from './context';
import { credentialsOf } from './credentials';
import { outcomeOf } from './log';
import {
  type Asked,
  applyReadings,
  conclusionOf,
  cutOff,
  isCurrent,
  readAll,
  silentlyTaken,
} from './readings';
import { isUpToDate, readTrust } from './trusted';

/**
 * Takes every due response as far as it can go now, one after the other, and draws the badge after each one that is
 * confirmed. `asked`: the user pressed Refresh, so a response that turns out to have had no effect is sent again at
 * once. Returns the ids of the connections with confirmed responses. A browser lock allows one drain at a time.
 */
export async function drainOutbox(context: WorkerContext, asked = false): Promise<ReadonlySet<string>> {
  return navigator.locks.request('outbox', async () => {
    const confirmed = new Set<string>();
    for (const entry of (await readState()).outbox) {
      if (!isUnderWay(entry) || !(await advance(context, entry, asked))) continue;
      confirmed.add(entry.connectionId);
      await showCount(context);
    }
    return confirmed;
  });
}

async function showCount({ nowMs }: WorkerContext): Promise<void> {
  const { intervalMinutes } = await readSettings();
  await drawBadge(badgeOf(await readState(), minutesToMs(intervalMinutes), nowMs()));
}

/** Takes one entry through its steps until it is done, has failed or has to wait. Returns whether it was confirmed. */
async function advance(context: WorkerContext, ref: InvitationRef, asked: boolean): Promise<boolean> {
  // Only the first step, so that one press sends a response once.
  for (let isPressed = asked; ; isPressed = false) {
    const state = await readState();
    const entry = state.outbox.find((one) => isSameInvitation(one, ref));
    const connection = state.connections.find(({ id }) => id === ref.connectionId);
    if (!entry || !connection || !isUnderWay(entry) || entry.nextAtMs > context.nowMs()) return false;
    if (isCutOff(state.polls[connection.id], entry.routes[0]?.source)) return false;
    const credentials = await credentialsOf(context, connection);
    if (!credentials.ok) return false;
    const client = context.createClient(credentials.value);
    const end = await step(context, client, entry, { connection, askedSeq: state.seq, state }, isPressed);
    if (end !== 'continue') return end === 'confirmed';
  }
}

type StepEnd = 'confirmed' | 'continue' | 'not ours';

/**
 * One request and its outcome. `not ours`: the entry or the credentials were changed meanwhile, so nothing was stored.
 */
async function step(
  context: WorkerContext,
  client: CloudflareClient,
  entry: OutboxEntry,
  asked: Asked,
  isPressed: boolean,
): Promise<StepEnd> {
  const [route] = entry.routes;
  if (entry.unasked && entry.attempts === 0 && !(await isUpToDate(context, entry))) return 'not ours';
  if (entry.attempts > 0) {
    // Even if it is about to be sent again: an earlier attempt may have arrived late.
    const read = await readAll(client, entry.routes);
    const taken = await silentlyTaken(client, entry, asked, read);
    const readings = taken ? [...read, taken] : read;
    const now = conclusionOf(readings);
    const nowMs = context.nowMs();
    const clockMs = cloudflareNowMs(asked.state, entry.connectionId, nowMs);
    if (entry.phase === 'sent' || !now.ok || !isOpen(now.value, clockMs)) {
      const reconciled = afterReconcile(entry, now, { nowMs, clockMs, random: context.random() });
      const resends = isPressed && now.ok && reconciled?.phase === 'queued';
      const after = resends ? { ...reconciled, nextAtMs: nowMs } : reconciled;
      return storeOutcome(context, { entry, after }, now, asked, (state) => ({
        ...applyReadings(context, state, asked, entry.key, readings),
        ...(!now.ok && cutOff(context, state, asked, now.failure)),
        ...(after?.phase === 'queued' &&
          !resends &&
          entry.failure &&
          countFailure(context, state, asked, entry.failure)),
      }));
    }
  }
  if (!route || (!asked.connection.canRespond && !entry.unasked)) {
    const failure = silentFailure(route ? 'permission-missing' : 'not-found', context.nowMs());
    const after = { ...entry, phase: 'failed', failure } as const;
    return storeOutcome(context, { entry, after }, { ok: false, failure }, asked, () => ({}));
  }
  const sent = markSent(entry);
  const trust = entry.unasked && (await readTrust(context));
  let isOurs = false;
  await updateState((state) => {
    const { outbox, connections } = state;
    // An entry that may not be sent is removed at the end of the wake.
    const isMeant = isCurrent(connections, asked.connection) && (!trust || maySend(state, entry, trust));
    const moved = isMeant && transition(outbox, entry, sent);
    isOurs = Boolean(moved);
    return moved ? { outbox: moved } : {};
  });
  if (!isOurs) return 'not ours';
  const result = await client.respond(route, entry.answer);
  const after = afterSend(sent, result);
  const canRespond = await canStillRespond(client, route, result, after);
  // After an unclear reply the invitation is requested next, which also shows whether the login still works.
  const isClear = after?.phase !== 'sent';
  return storeOutcome(context, { entry: sent, after }, result, asked, (state) => ({
    ...applyReadings(context, state, asked, entry.key, [{ route, result }]),
    ...(isClear && !result.ok && cutOff(context, state, asked, result.failure)),
    ...withCanRespond(state, asked, canRespond),
  }));
}

/**
 * Whether the login may respond at all; null if this response does not show that. A refusal that names no permission
 * may concern this invitation alone.
 */
async function canStillRespond(
  client: CloudflareClient,
  { source }: Route,
  result: Result<InvitationRecord>,
  after: OutboxEntry | null,
): Promise<boolean | null> {
  if (result.ok) return true;
  // There is another route to try.
  if (after?.phase !== 'failed') return null;
  const { failure } = result;
  const isOfLogin = kindOf(failure) === 'permission' && namesPermission(failure.message);
  return isOfLogin ? mayRespond(client, source) : null;
}

/** Stores how a reply changes an entry, and whatever else changes with it, unless the entry was changed meanwhile. */
async function storeOutcome(
  context: WorkerContext,
  { entry, after }: { entry: OutboxEntry; after: OutboxEntry | null },
  result: Result<InvitationRecord>,
  asked: Asked,
  also: (state: WorkerState) => Partial<WorkerState>,
): Promise<StepEnd> {
  const name = after ? `${after.phase} (${after.attempts} sent)` : 'confirmed';
  context.log.note(`response ${entry.answer}: ${outcomeOf(result)}, ${name}`);
  let end: StepEnd = 'not ours';
  await updateState((state) => {
    const outbox = isCurrent(state.connections, asked.connection) && transition(state.outbox, entry, after);
    if (!outbox) return {};
    end = after ? 'continue' : 'confirmed';
    const { id } = asked.connection;
    const poll = state.polls[id];
    // A response was confirmed, so earlier failures no longer count.
    const reset = after === null && poll ? { polls: { ...state.polls, [id]: { ...poll, failures: 0 } } } : {};
    const changed = { outbox, ...reset, ...also(state) };
    if (after || !entry.unasked) return changed;
    return { ...changed, snapshots: withAcceptedUnasked({ ...state, ...changed }, entry) };
  });
  return end;
}

function withCanRespond(
  { connections }: WorkerState,
  { connection: { id } }: Asked,
  canRespond: boolean | null,
): Partial<WorkerState> {
  if (canRespond === null) return {};
  return { connections: connections.map((one) => (one.id === id ? { ...one, canRespond } : one)) };
}

/** After this many failures in a row, we assume that Cloudflare accepts no responses for now. */
const failuresBeforeCutOff = 3;

/**
 * The changes to the state after a response failed although reads work. After several of these, the login's other
 * responses wait.
 */
function countFailure(
  context: WorkerContext,
  state: WorkerState,
  asked: Asked,
  failure: Failure,
): Partial<WorkerState> {
  const { id } = asked.connection;
  const poll = state.polls[id];
  if (!poll || poll.failures + 1 >= failuresBeforeCutOff) return cutOff(context, state, asked, failure);
  return { polls: { ...state.polls, [id]: { ...poll, failures: poll.failures + 1 } } };
}
