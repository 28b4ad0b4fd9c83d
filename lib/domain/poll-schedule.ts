import * as z from '@/lib/zod';
import { backoffMs, isAhead } from './backoff';
import { type Failure, failureSchema, kindOf, type Result } from './failure';

/** How the polling of one connection stands. All times are epoch milliseconds. */
export const pollStateSchema = z.object({
  /** When the last poll ended, good or bad. */
  finishedAtMs: z.number(),
  /** When the last good poll ended; null before the first. */
  fetchedAtMs: z.nullable(z.number()),
  /** Why the last poll failed; null when it was good. */
  failure: z.nullable(failureSchema),
  /** How many polls failed in a row. */
  failures: z.number(),
  /** When the next poll is due; null while paused until the person acts. */
  nextAtMs: z.nullable(z.number()),
});

export type PollState = z.infer<typeof pollStateSchema>;

/**
 * Why a poll is wanted:
 * - `due`: the alarm, or any wake.
 * - `opened`: somebody looks; a snapshot older than a minute is renewed.
 * - `responded`: a response was confirmed; the list is renewed unless polling waits.
 * - `asked`: the person pressed Refresh; only a rate limit refuses.
 */
export type PollReason = 'due' | 'opened' | 'responded' | 'asked';

const freshMs = 60_000;

/** Whether a connection should be polled now; `poll` is undefined before its first one. */
export function shouldPoll(poll: PollState | undefined, reason: PollReason, nowMs: number): boolean {
  if (!poll) return true;
  if (isRateLimited(poll, nowMs)) return false;
  if (reason === 'asked') return true;
  if (poll.nextAtMs === null) return false;
  if (reason === 'due' || poll.failure) return !isAhead(poll.nextAtMs, nowMs);
  return reason === 'responded' || !isAhead(poll.finishedAtMs + freshMs, nowMs);
}

export function isRateLimited(poll: PollState | undefined, nowMs: number): boolean {
  return isAhead(poll?.failure?.retryAtMs ?? 0, nowMs);
}

/** Whether nothing may be sent for this connection until the person acts. */
export function isPaused(poll: PollState | undefined): boolean {
  return poll?.nextAtMs === null;
}

/** Whether only the person can help: the credentials are refused, or may not read invitations. */
export function needsPerson(poll: PollState | undefined): boolean {
  const kind = poll?.failure && kindOf(poll.failure);
  return kind === 'auth' || kind === 'permission';
}

/** The state after a poll that ended at `nowMs`. An auth failure pauses; others back off from the interval. */
export function afterPoll(
  poll: PollState | undefined,
  result: Result<unknown>,
  { nowMs, intervalMs, random }: { nowMs: number; intervalMs: number; random: number },
): PollState {
  if (result.ok) {
    return {
      finishedAtMs: nowMs,
      fetchedAtMs: nowMs,
      failure: null,
      failures: 0,
      nextAtMs: nowMs + intervalMs,
    };
  }
  const { failure } = result;
  const failures = (poll?.failures ?? 0) + 1;
  const next = { finishedAtMs: nowMs, fetchedAtMs: poll?.fetchedAtMs ?? null, failure, failures };
  // Cloudflare blocks after too many refused calls, so nothing is sent until the person acts.
  if (kindOf(failure) === 'auth') return { ...next, nextAtMs: null };
  if (failure.retryAtMs !== null)
    return { ...next, nextAtMs: Math.max(failure.retryAtMs, nowMs + intervalMs) };
  return { ...next, nextAtMs: nowMs + backoffMs(failures, intervalMs, random) };
}

/** The state after another call of this connection was refused: a refusal or a rate limit holds for all of them. */
export function afterRefusal(poll: PollState, failure: Failure): PollState {
  if (kindOf(failure) === 'auth') return { ...poll, failure, nextAtMs: null };
  if (failure.retryAtMs === null) return poll;
  return { ...poll, failure, nextAtMs: Math.max(failure.retryAtMs, poll.nextAtMs ?? 0) };
}
