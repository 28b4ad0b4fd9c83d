import type { CloudflareClient } from '@/lib/cloudflare/client';
import { applyRecord } from '@/lib/domain/apply-lists';
import type { Connection } from '@/lib/domain/connection';
import { type Failure, type Result, silentFailure } from '@/lib/domain/failure';
import { type InvitationRecord, isAnswered, type Route } from '@/lib/domain/invitation-record';
import type { WorkerState } from '@/lib/domain/notifications';
import type { OutboxEntry } from '@/lib/domain/outbox';
import { afterFailure, isCutOff } from '@/lib/domain/poll-schedule';
import { retryBaseMs } from '@/lib/domain/response-steps';
import { cloudflareNowMs, type State, snapshotOf } from '@/lib/domain/state';
import type { WorkerContext } from './context';

// What Cloudflare says of one invitation, and what that makes of the state.

/** The connection and the state as they were when a request was made, and the number of the last change before it. */
export interface Asked {
  connection: Connection;
  askedSeq: number;
  state: State;
}

/** What Cloudflare says of an invitation when it is asked by one way. */
export interface Reading {
  route: Route;
  result: Result<InvitationRecord>;
}

/** Asks by the way that was used, then by the other, until one says that it was answered. */
export async function readAll(client: CloudflareClient, routes: Route[]): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (const route of routes) {
    const result = await client.get(route);
    readings.push({ route, result });
    if (result.ok && isAnswered(result.value.status)) break;
  }
  return readings;
}

/**
 * A reading of the invitation as answered, where Cloudflare took the answer without a word (an empty success) and has the invitation
 * no longer, neither by itself nor in its list; else null.
 */
export async function silentlyTaken(
  client: CloudflareClient,
  { key, answer, phase, failure, routes: [route] }: OutboxEntry,
  { connection, state }: Asked,
  readings: Reading[],
): Promise<Reading | null> {
  const isGone = readings.every(({ result }) => !result.ok && result.failure.reason === 'not-found');
  if (!route || !isGone || phase !== 'sent' || failure?.reason !== 'unreadable') return null;
  const list = await client.list(route.source);
  const isListed = !list.ok || !list.value.complete || list.value.records.some(({ id }) => id === route.id);
  const { invitations } = snapshotOf(state, connection.id);
  const known = invitations.find((stored) => stored.key === key)?.records[route.source];
  if (isListed || !known) return null;
  return { route, result: { ok: true, value: { ...known, status: answer } } };
}

/**
 * That it was answered counts whichever way says so. Else only the way that was used does: where that no longer has the
 * invitation, it may be because of the answer, of which the other has yet to learn.
 */
export function conclusionOf(readings: Reading[]): Result<InvitationRecord> {
  const results = readings.map(({ result }) => result);
  const answered = results.find((result) => result.ok && isAnswered(result.value.status));
  const [first = { ok: false, failure: silentFailure('not-found', 0) } as const] = results;
  return answered ?? first;
}

/** Whether the credentials are still those that an answer was asked with. */
export function isCurrent(connections: Connection[], { id, revision }: Connection): boolean {
  return connections.some((connection) => connection.id === id && connection.revision === revision);
}

/** The state after answers about one invitation: those that came tell how it is. */
export function applyReadings(
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

/** The state after a failure, where that concerns the whole login. */
export function cutOff(
  { nowMs, random }: WorkerContext,
  { polls }: WorkerState,
  { connection: { id } }: Asked,
  failure: Failure,
): Partial<WorkerState> {
  const times = { nowMs: nowMs(), baseMs: retryBaseMs, random: random() };
  const poll = afterFailure(polls[id], failure, times);
  return isCutOff(poll) ? { polls: { ...polls, [id]: poll } } : {};
}
