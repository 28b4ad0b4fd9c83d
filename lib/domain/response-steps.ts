import { backoffMs } from './backoff';
import { type Failure, isRouteRefusal, kindOf, type Result, silentFailure } from './failure';
import { type InvitationRecord, isOpen } from './invitation-record';
import type { OutboxEntry } from './outbox';

// How a reply from Cloudflare changes a response under way.

const mostAttempts = 3;
/** With backoff, that is about six hours. */
const mostAsks = 12;
/** How long a response waits before its first retry (ms). */
export const retryBaseMs = 30_000;

/** The entry as it must be stored before it is sent. */
export function markSent(entry: OutboxEntry): OutboxEntry {
  return { ...entry, phase: 'sent', attempts: entry.attempts + 1, hold: null };
}

/**
 * The entry after it was sent; null if the reply confirms it. If the reply is unclear, it stays `sent`, to be
 * reconciled at once. If this route was refused, the next one is used, if there is one, but Cloudflare is asked again
 * first.
 */
export function afterSend(entry: OutboxEntry, result: Result<InvitationRecord>): OutboxEntry | null {
  if (result.ok) return result.value.status === entry.answer ? null : { ...entry, failure: null };
  const { failure } = result;
  // It may be gone because an earlier attempt took effect.
  const mayBeAnswered = failure.reason === 'not-found' && entry.attempts > 1;
  if (isRouteRefusal(failure) && !mayBeAnswered && entry.routes.length > 1) {
    return { ...entry, phase: 'queued', routes: entry.routes.slice(1), failure };
  }
  switch (kindOf(failure)) {
    case 'permission':
      return giveUp(entry, failure);
    // It had no effect. The login's next poll finds out whether the login works.
    case 'auth':
    case 'rate-limited':
      if (entry.attempts >= mostAttempts) return giveUp(entry, failure);
      return { ...entry, phase: 'queued', failure };
    default:
      return { ...entry, failure };
  }
}

/** When Cloudflare was asked, by this computer's clock and by Cloudflare's (epoch ms), and a random number (0 to 1). */
export interface ReconcileTimes {
  nowMs: number;
  clockMs: number;
  random: number;
}

/**
 * An entry that may have taken effect, after Cloudflare was asked for the invitation's current status; null if that
 * confirms the response.
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
    // The refusal still counts, although Cloudflare does not tell us more now.
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

/** Whether the last reply to it was a refusal, so that it had no effect. */
function wasRefused({ failure }: OutboxEntry): boolean {
  return failure !== null && ['conflict', 'permission', 'auth', 'rate-limited'].includes(kindOf(failure));
}

function giveUp(entry: OutboxEntry, failure: Failure): OutboxEntry {
  return { ...entry, phase: 'failed', failure };
}
