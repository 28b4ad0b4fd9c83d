import { type Failure, kindOf, type Result, silentFailure } from '../cloudflare/failure';
import type { Answer, Invitation } from '../cloudflare/invitation';
import { backoffMs } from './backoff';
import type { OutboxEntry } from './schemas';
import { isPending } from './snapshot';

export type { OutboxEntry };

/** Where a step led: the response is confirmed, or the entry goes on as given. */
export type StepOutcome = { done: true } | { done: false; entry: OutboxEntry };

const mostAttempts = 3;
const retryBaseMs = 30_000;

export function newEntry(connectionId: string, inviteId: string, answer: Answer, nowMs: number): OutboxEntry {
  return { connectionId, inviteId, answer, phase: 'queued', attempts: 0, nextAtMs: nowMs, failure: null };
}

/** What tells the invitation of a response from any other. */
export function inviteKey({
  connectionId,
  inviteId,
}: Pick<OutboxEntry, 'connectionId' | 'inviteId'>): string {
  return `${connectionId} ${inviteId}`;
}

export function isSameInvite(a: Pick<OutboxEntry, 'connectionId' | 'inviteId'>, b: typeof a): boolean {
  return a.connectionId === b.connectionId && a.inviteId === b.inviteId;
}

/** The entry as it must be stored before its PATCH leaves. */
export function markSent(entry: OutboxEntry): OutboxEntry {
  return { ...entry, phase: 'sent', attempts: entry.attempts + 1 };
}

/** What the answer to a PATCH means. An unclear one leaves the entry `sent`, to be settled at once. */
export function afterSend(entry: OutboxEntry, result: Result<Invitation>): StepOutcome {
  if (result.ok) {
    return result.value.status === entry.answer
      ? { done: true }
      : { done: false, entry: { ...entry, failure: null } };
  }
  const { failure } = result;
  switch (kindOf(failure)) {
    case 'auth':
    case 'permission':
      return { done: false, entry: giveUp(entry, failure) };
    case 'rate-limited':
      if (entry.attempts >= mostAttempts) return { done: false, entry: giveUp(entry, failure) };
      return {
        done: false,
        entry: { ...entry, phase: 'queued', nextAtMs: failure.retryAtMs ?? entry.nextAtMs, failure },
      };
    default:
      return { done: false, entry: { ...entry, failure } };
  }
}

/** What `GET /user/invites/{id}` says about an entry whose PATCH may have taken effect. */
export function afterSettle(
  entry: OutboxEntry,
  result: Result<Invitation>,
  nowMs: number,
  random: number,
): StepOutcome {
  const waitMs = backoffMs(entry.attempts, retryBaseMs, random);
  if (!result.ok) return { done: false, entry: stillUnclear(entry, result.failure, nowMs + waitMs) };
  if (result.value.status === entry.answer) return { done: true };
  if (!isPending(result.value, nowMs)) {
    return { done: false, entry: giveUp(entry, silentFailure('answered-elsewhere', nowMs)) };
  }
  const refused = entry.failure !== null && kindOf(entry.failure) === 'conflict';
  if (refused || entry.attempts >= mostAttempts) {
    return { done: false, entry: giveUp(entry, entry.failure ?? silentFailure('unexplained', nowMs)) };
  }
  return { done: false, entry: { ...entry, phase: 'queued', nextAtMs: nowMs + waitMs } };
}

function stillUnclear(entry: OutboxEntry, failure: Failure, laterMs: number): OutboxEntry {
  if (kindOf(failure) === 'conflict') return giveUp(entry, failure);
  return { ...entry, nextAtMs: failure.retryAtMs ?? laterMs, failure };
}

function giveUp(entry: OutboxEntry, failure: Failure): OutboxEntry {
  return { ...entry, phase: 'failed', failure };
}
