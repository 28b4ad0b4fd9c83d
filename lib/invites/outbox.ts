import { type Failure, kindOf, type Result, silentFailure } from '../cloudflare/failure';
import type { Invitation } from '../cloudflare/invitation';
import { backoffMs } from './backoff';
import type { OutboxEntry } from './schemas';
import { isPending } from './snapshot';

export type { OutboxEntry };

const mostAttempts = 3;
const retryBaseMs = 30_000;

/** A response as it is stored when it was given. */
export function newEntry(
  { connectionId, inviteId, answer }: Pick<OutboxEntry, 'connectionId' | 'inviteId' | 'answer'>,
  nowMs: number,
): OutboxEntry {
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
  return inviteKey(a) === inviteKey(b);
}

/** The entry as it must be stored before its PATCH leaves. */
export function markSent(entry: OutboxEntry): OutboxEntry {
  return { ...entry, phase: 'sent', attempts: entry.attempts + 1 };
}

/**
 * The entry after the answer to a PATCH, null when that confirms the response. An unclear one leaves it `sent`, to be
 * settled at once.
 */
export function afterSend(entry: OutboxEntry, result: Result<Invitation>): OutboxEntry | null {
  if (result.ok) {
    return result.value.status === entry.answer ? null : { ...entry, failure: null };
  }
  const { failure } = result;
  switch (kindOf(failure)) {
    case 'auth':
    case 'permission':
      return giveUp(entry, failure);
    case 'rate-limited':
      if (entry.attempts >= mostAttempts) return giveUp(entry, failure);
      return { ...entry, phase: 'queued', nextAtMs: failure.retryAtMs ?? entry.nextAtMs, failure };
    default:
      return { ...entry, failure };
  }
}

/** An entry whose PATCH may have taken effect, after `GET /user/invites/{id}`; null when that confirms the response. */
export function afterSettle(
  entry: OutboxEntry,
  result: Result<Invitation>,
  nowMs: number,
  random: number,
): OutboxEntry | null {
  const waitMs = backoffMs(entry.attempts, retryBaseMs, random);
  if (!result.ok) return stillUnclear(entry, result.failure, nowMs + waitMs);
  if (result.value.status === entry.answer) return null;
  if (!isPending(result.value, nowMs)) {
    return giveUp(entry, silentFailure('answered-elsewhere', nowMs));
  }
  const refused = entry.failure !== null && kindOf(entry.failure) === 'conflict';
  if (refused || entry.attempts >= mostAttempts) {
    return giveUp(entry, entry.failure ?? silentFailure('unexplained', nowMs));
  }
  return { ...entry, phase: 'queued', nextAtMs: nowMs + waitMs };
}

function stillUnclear(entry: OutboxEntry, failure: Failure, laterMs: number): OutboxEntry {
  if (kindOf(failure) === 'conflict') return giveUp(entry, failure);
  return { ...entry, nextAtMs: failure.retryAtMs ?? laterMs, failure };
}

function giveUp(entry: OutboxEntry, failure: Failure): OutboxEntry {
  return { ...entry, phase: 'failed', failure };
}
