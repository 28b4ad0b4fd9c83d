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

// What Cloudflare says about one invitation, and how that changes the state.

/** The connection and the state as they were when a request was made, and the number of the last change before it. */
export interface Asked {
  connection: Connection;
  askedSeq: number;
  state: State;
}

/** Cloudflare's reply about an invitation, through one route. */
export interface Reading {
  route: Route;
  result: Result<InvitationRecord>;
}

/** Requests an invitation through each route in turn, until one reply says that it was answered. Never rejects. */
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
 * A reading that counts the invitation as answered, if Cloudflare replied to the answer with an empty success and no
 * longer has the invitation, neither by id nor in its list; else null.
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
 * The result that counts: an answered one from any route, else that of the first route, which the response was sent
 * through. If that one no longer has the invitation, this may be because of the response, which the other list has not
 * caught up with.
 */
export function conclusionOf(readings: Reading[]): Result<InvitationRecord> {
  const results = readings.map(({ result }) => result);
  const answered = results.find((result) => result.ok && isAnswered(result.value.status));
  const [first = { ok: false, failure: silentFailure('not-found', 0) } as const] = results;
  return answered ?? first;
}

/** Whether the connection still has the credentials that a request was made with. */
export function isCurrent(connections: Connection[], { id, revision }: Connection): boolean {
  return connections.some((connection) => connection.id === id && connection.revision === revision);
}

/** The changes to the state after readings of one invitation. Failed ones change nothing. */
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

/** The changes to the state after a failure; none unless it concerns the whole login. */
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
