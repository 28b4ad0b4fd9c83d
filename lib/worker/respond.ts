import type { CloudflareClient } from '@/lib/cloudflare/client';
import { applyRecord } from '@/lib/domain/apply-lists';
import { badgeOf } from '@/lib/domain/badge';
import type { Connection } from '@/lib/domain/connection';
import { type Failure, kindOf, type Result, silentFailure } from '@/lib/domain/failure';
import { type InvitationRecord, isAnswered, isOpen, type Route } from '@/lib/domain/invitation-record';
import type { WorkerState } from '@/lib/domain/notifications';
import {
  afterReconcile,
  afterSend,
  type InvitationRef,
  isSameInvitation,
  isUnderWay,
  markSent,
  type OutboxEntry,
  retryBaseMs,
  transition,
} from '@/lib/domain/outbox';
import { afterFailure, isCutOff } from '@/lib/domain/poll-schedule';
import { invitationsOf } from '@/lib/domain/snapshot';
import { cloudflareNowMs, type State, snapshotOf } from '@/lib/domain/state';
import { readSettings } from '@/lib/storage/settings';
import { readState, updateState } from '@/lib/storage/state';
import { mayRespond } from './ask-login';
import { drawBadge } from './badge';
import { minutesToMs, type WorkerContext } from './context';
import { credentialsOf } from './credentials';
import { outcomeOf } from './log';

/** The connection and the state as they were when a request was made, and the number of the last change before it. */
interface Asked {
  connection: Connection;
  askedSeq: number;
  state: State;
}

/**
 * Carries every due response as far as it can go now, one after the other, and draws the badge at each that is
 * confirmed. Returns the ids of the connections that had one. A browser lock allows one drain at a time.
 */
export async function drainOutbox(context: WorkerContext): Promise<ReadonlySet<string>> {
  return navigator.locks.request('outbox', async () => {
    const confirmed = new Set<string>();
    for (const entry of (await readState()).outbox) {
      if (!isUnderWay(entry) || !(await advance(context, entry))) continue;
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

/** Walks one entry through its steps until it is done, has failed or has to wait. Returns whether it was confirmed. */
async function advance(context: WorkerContext, ref: InvitationRef): Promise<boolean> {
  for (;;) {
    const state = await readState();
    const entry = state.outbox.find((one) => isSameInvitation(one, ref));
    const connection = state.connections.find(({ id }) => id === ref.connectionId);
    if (!entry || !connection || !isUnderWay(entry) || entry.nextAtMs > context.nowMs()) return false;
    if (isCutOff(state.polls[connection.id], entry.routes[0]?.source)) return false;
    const credentials = await credentialsOf(context, connection);
    if (!credentials.ok) return false;
    const client = context.createClient(credentials.value);
    const end = await step(context, client, entry, { connection, askedSeq: state.seq, state });
    if (end !== 'goes on') return end === 'confirmed';
  }
}

type StepEnd = 'confirmed' | 'goes on' | 'not ours';

/** One request and its outcome. `not ours`: the entry or the credentials changed meanwhile, so nothing was stored. */
async function step(
  context: WorkerContext,
  client: CloudflareClient,
  entry: OutboxEntry,
  asked: Asked,
): Promise<StepEnd> {
  const [route] = entry.routes;
  if (entry.attempts > 0) {
    // Also before it is sent again: what was sent before may have arrived late.
    const readings = await readAll(client, entry.routes);
    const now = (await silentlyTaken(client, entry, asked, readings)) ?? conclusionOf(readings);
    const nowMs = context.nowMs();
    const clockMs = cloudflareNowMs(asked.state, entry.connectionId, nowMs);
    if (entry.phase === 'sent' || !now.ok || !isOpen(now.value, clockMs)) {
      const after = afterReconcile(entry, now, { nowMs, clockMs, random: context.random() });
      return storeOutcome(context, { entry, after }, now, asked, (state) => ({
        ...applyReadings(context, state, asked, entry.key, readings),
        ...(!now.ok && cutOff(context, state, asked, now.failure)),
        ...(after?.phase === 'queued' && entry.failure && untaken(context, state, asked, entry.failure)),
      }));
    }
  }
  if (!route || !asked.connection.canRespond) {
    const failure = silentFailure(route ? 'permission-missing' : 'not-found', context.nowMs());
    const after = { ...entry, phase: 'failed', failure } as const;
    return storeOutcome(context, { entry, after }, { ok: false, failure }, asked, () => ({}));
  }
  const sent = markSent(entry);
  let isOurs = false;
  await updateState(({ outbox, connections }) => {
    const moved = isCurrent(connections, asked.connection) && transition(outbox, entry, sent);
    isOurs = Boolean(moved);
    return moved ? { outbox: moved } : {};
  });
  if (!isOurs) return 'not ours';
  const result = await client.respond(route, entry.answer);
  const after = afterSend(sent, result);
  const canRespond = await canStillRespond(client, route, result, after);
  // After an unclear answer Cloudflare is asked about the invitation, which also shows whether the login still works.
  const isClear = after?.phase !== 'sent';
  return storeOutcome(context, { entry: sent, after }, result, asked, (state) => ({
    ...applyReadings(context, state, asked, entry.key, [{ route, result }]),
    ...(isClear && !result.ok && cutOff(context, state, asked, result.failure)),
    ...withCanRespond(state, asked, canRespond),
  }));
}

/** What Cloudflare says of an invitation when it is asked by one way. */
interface Reading {
  route: Route;
  result: Result<InvitationRecord>;
}

/** Asks by the way that was used, then by the other, until one says that it was answered. */
async function readAll(client: CloudflareClient, routes: Route[]): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (const route of routes) {
    const result = await client.get(route);
    readings.push({ route, result });
    if (result.ok && isAnswered(result.value.status)) break;
  }
  return readings;
}

/**
 * The invitation as answered, where Cloudflare took the answer without a word (an empty success) and has the invitation
 * no longer, neither by itself nor in its list; else null.
 */
async function silentlyTaken(
  client: CloudflareClient,
  { key, answer, phase, failure, routes: [route] }: OutboxEntry,
  { connection, state }: Asked,
  readings: Reading[],
): Promise<Result<InvitationRecord> | null> {
  const isGone = readings.every(({ result }) => !result.ok && result.failure.reason === 'not-found');
  if (!route || !isGone || phase !== 'sent' || failure?.reason !== 'unreadable') return null;
  const list = await client.list(route.source);
  const isListed = !list.ok || !list.value.complete || list.value.records.some(({ id }) => id === route.id);
  const { invitations } = snapshotOf(state, connection.id);
  const known = invitations.find((stored) => stored.key === key)?.records[route.source];
  if (isListed || !known) return null;
  const result = { ok: true as const, value: { ...known, status: answer } };
  readings.push({ route, result });
  return result;
}

/**
 * That it was answered counts whichever way says so. Else only the way that was used does: where that no longer has the
 * invitation, it may be because of the answer, of which the other has yet to learn.
 */
function conclusionOf(readings: Reading[]): Result<InvitationRecord> {
  const results = readings.map(({ result }) => result);
  const answered = results.find((result) => result.ok && isAnswered(result.value.status));
  const [first = { ok: false, failure: silentFailure('not-found', 0) } as const] = results;
  return answered ?? first;
}

/** Whether the login may respond at all, as far as one response can show; a refusal may concern that invitation alone. */
async function canStillRespond(
  client: CloudflareClient,
  { source }: Route,
  result: Result<InvitationRecord>,
  after: OutboxEntry | null,
): Promise<boolean | null> {
  if (result.ok) return true;
  // Another way is still to be tried.
  if (after?.phase !== 'failed') return null;
  return kindOf(result.failure) === 'permission' ? mayRespond(client, source) : null;
}

/** Whether the credentials are still those that an answer was asked with. */
function isCurrent(connections: Connection[], { id, revision }: Connection): boolean {
  return connections.some((connection) => connection.id === id && connection.revision === revision);
}

/** Stores what an answer makes of an entry, and whatever else changes with that, unless somebody else was there first. */
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
    end = after ? 'goes on' : 'confirmed';
    const { id } = asked.connection;
    const poll = state.polls[id];
    // A response was confirmed: failures before it do not count any more.
    const taken = after === null && poll ? { polls: { ...state.polls, [id]: { ...poll, failures: 0 } } } : {};
    return { outbox, ...taken, ...also(state) };
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

/** The state after answers about one invitation: those that came tell how it is. */
function applyReadings(
  { nowMs }: WorkerContext,
  { seq, polls, snapshots }: WorkerState,
  { askedSeq, connection: { id } }: Asked,
  key: string,
  readings: Reading[],
): Partial<WorkerState> {
  const timing = { askedSeq, seq: seq + 1, nowMs: cloudflareNowMs({ polls }, id, nowMs()) };
  let snapshot = snapshotOf({ snapshots }, id);
  for (const { route, result } of readings) {
    if (!result.ok) continue;
    snapshot = applyRecord(snapshot, key, { source: route.source, record: result.value }, timing);
  }
  return readings.some(({ result }) => result.ok) ? { snapshots: { ...snapshots, [id]: snapshot } } : {};
}

/** After so many failures in a row Cloudflare is taken to accept no responses for now. */
const untakenInARow = 3;

/** The state after a response failed although reads succeed; after several of these the login's other responses wait. */
function untaken(
  context: WorkerContext,
  state: WorkerState,
  asked: Asked,
  failure: Failure,
): Partial<WorkerState> {
  const { id } = asked.connection;
  const poll = state.polls[id];
  if (!poll || poll.failures + 1 >= untakenInARow) return cutOff(context, state, asked, failure);
  return { polls: { ...state.polls, [id]: { ...poll, failures: poll.failures + 1 } } };
}

/** The state after a failure, where that concerns the whole login. */
function cutOff(
  { nowMs, random }: WorkerContext,
  { polls }: WorkerState,
  { connection: { id } }: Asked,
  failure: Failure,
): Partial<WorkerState> {
  const times = { nowMs: nowMs(), baseMs: retryBaseMs, random: random() };
  const poll = afterFailure(polls[id], failure, times);
  return isCutOff(poll) ? { polls: { ...polls, [id]: poll } } : {};
}

/** Asks Cloudflare for one invitation and stores what it says. Returns why that failed, or null. */
export async function refreshInvitation(context: WorkerContext, ref: InvitationRef): Promise<Failure | null> {
  const state = await readState();
  const { connections, polls, snapshots, seq } = state;
  const connection = connections.find(({ id }) => id === ref.connectionId);
  const invitation = invitationsOf(snapshotOf({ snapshots }, ref.connectionId)).find(
    ({ key }) => key === ref.key,
  );
  if (!connection || !invitation) return null;
  const poll = polls[connection.id];
  if (poll?.failure && isCutOff(poll)) return poll.failure;
  const credentials = await credentialsOf(context, connection);
  if (!credentials.ok) return credentials.failure;
  const client = context.createClient(credentials.value);
  const readings = await Promise.all(
    invitation.routes.map(async (route) => ({ route, result: await client.get(route) })),
  );
  context.log.note(`details: ${readings.map(({ result }) => outcomeOf(result)).join(', ')}`);
  const asked = { connection, askedSeq: seq, state };
  const failure = readings.every(({ result }) => !result.ok)
    ? (readings.flatMap(({ result }) => (result.ok ? [] : result.failure))[0] ?? null)
    : null;
  await updateState((state) =>
    isCurrent(state.connections, connection)
      ? {
          ...applyReadings(context, state, asked, ref.key, readings),
          ...(failure && cutOff(context, state, asked, failure)),
        }
      : {},
  );
  return failure;
}
