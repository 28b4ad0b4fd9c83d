import { backoffMs } from './backoff';
import { type Failure, isRouteRefusal, kindOf, type Result, silentFailure } from './failure';
import { type InvitationRecord, isOpen } from './invitation-record';
import type { OutboxEntry } from './outbox';

// What an answer of Cloudflare's makes of a response under way.

const mostAttempts = 3;
/** With backoff, over some six hours. */
const mostAsks = 12;
/** How long a response waits before it is tried again, the first time. */
export const retryBaseMs = 30_000;

/** The entry as it must be stored before it is sent. */
export function markSent(entry: OutboxEntry): OutboxEntry {
  return { ...entry, phase: 'sent', attempts: entry.attempts + 1, hold: null };
}

/**
 * The entry after it was sent, null when the answer confirms it. An unclear one leaves it `sent`, to be reconciled at once.
 * A refusal of this way to answer leaves the next one, if there is one: before that is used, Cloudflare is asked again.
 */
export function afterSend(entry: OutboxEntry, result: Result<InvitationRecord>): OutboxEntry | null {
  if (result.ok) return result.value.status === entry.answer ? null : { ...entry, failure: null };
  const { failure } = result;
  // That it is gone may be the work of an earlier attempt.
  const mayBeAnswered = failure.reason === 'not-found' && entry.attempts > 1;
  if (isRouteRefusal(failure) && !mayBeAnswered && entry.routes.length > 1) {
    return { ...entry, phase: 'queued', routes: entry.routes.slice(1), failure };
  }
  switch (kindOf(failure)) {
    case 'permission':
      return giveUp(entry, failure);
    // It had no effect; whether the login works is for its next poll to find out.
    case 'auth':
    case 'rate-limited':
      if (entry.attempts >= mostAttempts) return giveUp(entry, failure);
      return { ...entry, phase: 'queued', failure };
    default:
      return { ...entry, failure };
  }
}

/** When Cloudflare was asked, by this computer's clock and by Cloudflare's (epoch ms), and chance (0 to 1). */
export interface ReconcileTimes {
  nowMs: number;
  clockMs: number;
  random: number;
}

/**
 * An entry that may have taken effect, after Cloudflare was asked how the invitation is now; null when that confirms the
 * response.
 */
export function afterReconcile(
  entry: OutboxEntry,
  result: Result<InvitationRecord>,
  { nowMs, clockMs, random }: ReconcileTimes,
): OutboxEntry | null {
  if (!result.ok) {
    const { failure } = result;
    if (failure.reason === 'not-found' && !wasRefused(entry)) {
      return giveUp(entry, { ...failure, reason: 'outcome-unknown' });
    }
    if (kindOf(failure) === 'conflict') return giveUp(entry, failure);
    const asks = entry.asks + 1;
    if (asks >= mostAsks) return giveUp(entry, failure);
    const nextAtMs = nowMs + backoffMs(asks, retryBaseMs, random);
    // That it was refused still counts, though it cannot be asked about now.
    return { ...entry, asks, nextAtMs, failure: wasRefused(entry) ? entry.failure : failure };
  }
  if (result.value.status === entry.answer) return null;
  if (!isOpen(result.value, clockMs)) return giveUp(entry, silentFailure('answered-elsewhere', nowMs));
  const refused = entry.failure !== null && kindOf(entry.failure) === 'conflict';
  if (refused || entry.attempts >= mostAttempts) {
    return giveUp(entry, entry.failure ?? silentFailure('unexplained', nowMs));
  }
  return {
    ...entry,
    phase: 'queued',
    asks: 0,
    nextAtMs: nowMs + backoffMs(entry.attempts, retryBaseMs, random),
  };
}

/** Whether the last answer to it was a refusal, so that it had no effect. */
function wasRefused({ failure }: OutboxEntry): boolean {
  return failure !== null && ['conflict', 'permission', 'auth', 'rate-limited'].includes(kindOf(failure));
}

function giveUp(entry: OutboxEntry, failure: Failure): OutboxEntry {
  return { ...entry, phase: 'failed', failure };
}
