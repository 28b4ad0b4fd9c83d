import * as z from '@/lib/zod';
import { backoffMs } from './backoff';
import { type Failure, failureSchema, isRouteRefusal, kindOf, type Result, silentFailure } from './failure';
import { answers, type InvitationRecord, isOpen, routeSchema } from './invitation-record';

/** What tells one invitation of one login from any other. */
export interface InvitationRef {
  connectionId: string;
  key: string;
}

/** What the person chose for one invitation. */
export const choiceSchema = z.object({
  connectionId: z.string(),
  key: z.string(),
  /** The ways to give the answer, the preferred one first. */
  routes: z.array(routeSchema),
  answer: z.enum(answers),
  /** The organization: by the time it is shown, Cloudflare may no longer list the invitation. */
  name: z._default(z.string(), ''),
});

export type Choice = z.infer<typeof choiceSchema>;

/**
 * A response under way, by the first of its routes; one that Cloudflare refused is no longer among them. It is stored
 * before each step that could be cut short, so that a later worker knows what may have happened:
 * - `queued`: not sent, or known to have had no effect; may be sent.
 * - `sent`: it went out and may have taken effect; only asking Cloudflare can tell.
 * - `failed`: given up; the row shows why until the person tries again or dismisses it.
 */
export const outboxEntrySchema = z.extend(choiceSchema, {
  phase: z.enum(['queued', 'sent', 'failed']),
  /** How many times it was sent. */
  attempts: z.number(),
  /** The next step is not taken before this time (epoch ms). */
  nextAtMs: z.number(),
  /** How many times in a row Cloudflare was asked in vain what became of it. */
  asks: z._default(z.number(), 0),
  /** What went wrong last. */
  failure: z.nullable(failureSchema),
});

export type OutboxEntry = z.infer<typeof outboxEntrySchema>;

const mostAttempts = 3;
/** With backoff, over some six hours. */
const mostAsks = 12;
/** How long a response waits before it is tried again, the first time. */
export const retryBaseMs = 30_000;

/** A reference as one text. */
export function refText({ connectionId, key }: InvitationRef): string {
  return `${connectionId} ${key}`;
}

export function isSameInvitation(a: InvitationRef, b: InvitationRef): boolean {
  return refText(a) === refText(b);
}

export function isUnderWay(entry: OutboxEntry): boolean {
  return entry.phase !== 'failed';
}

/** Whether a response may still be taken back: nothing of it was ever sent. */
export function isCancellable({ phase, attempts }: OutboxEntry): boolean {
  return phase === 'queued' && attempts === 0;
}

/**
 * The outbox with `choices` added, each in place of an earlier response that failed. Idempotent: while a response to the
 * same invitation is under way, another is ignored, whatever it says.
 */
export function withChoices(outbox: OutboxEntry[], choices: Choice[], nowMs: number): OutboxEntry[] {
  const entries = new Map(outbox.map((entry) => [refText(entry), entry]));
  for (const choice of choices) {
    const before = entries.get(refText(choice));
    if (before && isUnderWay(before)) continue;
    entries.delete(refText(choice));
    entries.set(refText(choice), {
      ...choice,
      phase: 'queued',
      attempts: 0,
      asks: 0,
      nextAtMs: nowMs,
      failure: null,
    });
  }
  return [...entries.values()];
}

/**
 * The outbox with `before` replaced by `after`, or taken out where that is null. Null when it no longer holds `before` as
 * it was: somebody cancelled, dismissed or went on with it, and whoever asks has to leave it alone.
 */
export function transition(
  outbox: OutboxEntry[],
  before: OutboxEntry,
  after: OutboxEntry | null,
): OutboxEntry[] | null {
  const at = outbox.findIndex(
    (entry) =>
      isSameInvitation(entry, before) &&
      entry.answer === before.answer &&
      entry.phase === before.phase &&
      entry.routes.length === before.routes.length &&
      entry.attempts === before.attempts,
  );
  return at < 0 ? null : outbox.toSpliced(at, 1, ...(after ? [after] : []));
}

/** The outbox with the entries of a login going on now: it is served again, or the person asks. */
export function released(outbox: OutboxEntry[], connectionId: string, nowMs: number): OutboxEntry[] {
  return outbox.map((entry) =>
    entry.connectionId === connectionId && entry.nextAtMs > nowMs ? { ...entry, nextAtMs: nowMs } : entry,
  );
}

/** The entry as it must be stored before it is sent. */
export function markSent(entry: OutboxEntry): OutboxEntry {
  return { ...entry, phase: 'sent', attempts: entry.attempts + 1 };
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
