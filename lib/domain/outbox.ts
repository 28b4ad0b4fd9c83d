import * as z from '@/lib/zod';
import { backoffMs } from './backoff';
import { type Failure, failureSchema, kindOf, type Result, silentFailure } from './failure';
import { answers, type Invitation, isPending } from './invitation';

/**
 * A response under way. It is stored before each step that could be cut short, so that a later worker knows what
 * may have happened:
 * - `queued`: not sent, or known to have had no effect; may be sent.
 * - `sent`: a PATCH went out and may have taken effect; only asking Cloudflare can tell.
 * - `failed`: given up; the row shows why until the person tries again or dismisses it.
 */
export const outboxEntrySchema = z.object({
  connectionId: z.string(),
  inviteId: z.string(),
  answer: z.enum(answers),
  phase: z.enum(['queued', 'sent', 'failed']),
  /** How many times a PATCH was sent. */
  attempts: z.number(),
  /** The next step is not taken before this time (epoch ms). */
  nextAtMs: z.number(),
  /** What went wrong last. */
  failure: z.nullable(failureSchema),
});

export type OutboxEntry = z.infer<typeof outboxEntrySchema>;

const mostAttempts = 3;
const retryBaseMs = 30_000;

/** A response as it is stored when the person gives it. */
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

export function isUnderWay(entry: OutboxEntry): boolean {
  return entry.phase !== 'failed';
}

/** Whether a response may still be taken back: nothing of it was ever sent. */
export function isCancellable({ phase, attempts }: OutboxEntry): boolean {
  return phase === 'queued' && attempts === 0;
}

/** The entry as it must be stored before its PATCH leaves. */
export function markSent(entry: OutboxEntry): OutboxEntry {
  return { ...entry, phase: 'sent', attempts: entry.attempts + 1 };
}

/**
 * The entry after the answer to a PATCH, null when that confirms the response. An unclear one leaves it `sent`, to be
 * reconciled at once.
 */
export function afterSend(entry: OutboxEntry, result: Result<Invitation>): OutboxEntry | null {
  if (result.ok) return result.value.status === entry.answer ? null : { ...entry, failure: null };
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
export function afterReconcile(
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
