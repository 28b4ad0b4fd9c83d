import * as z from '@/lib/zod';
import { backoffMs } from './backoff';
import { type Failure, failureSchema, kindOf } from './failure';
import { sources } from './invitation-record';

/** That Cloudflare does not let a login read one of its lists. */
const refusalSchema = z.object({
  failure: failureSchema,
  /** How many times in a row. */
  times: z.number(),
  /** The list is not asked for before this time (epoch ms), unless the person asks. */
  nextAtMs: z.number(),
});

/** How the polling of one connection stands. All times are epoch milliseconds. */
export const pollStateSchema = z.object({
  /** When the last poll ended, good or bad. */
  finishedAtMs: z.number(),
  /** When the last good poll ended; null before the first. */
  fetchedAtMs: z.nullable(z.number()),
  /** Why the last call failed; null when it was good. */
  failure: z.nullable(failureSchema),
  /** How many calls failed in a row. */
  failures: z.number(),
  /** When the next poll is due; null while paused until the person acts. */
  nextAtMs: z.nullable(z.number()),
  /** Whether one of the lists came although the call for the other failed. */
  isPartial: z._default(z.boolean(), false),
  /** The lists that Cloudflare refuses to this login while it serves the other. */
  refusals: z._default(z.partialRecord(z.enum(sources), refusalSchema), {}),
});

export type Refusal = z.infer<typeof refusalSchema>;
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
  if (reason === 'due' || poll.failure) return poll.nextAtMs <= nowMs;
  return reason === 'responded' || poll.finishedAtMs + freshMs <= nowMs;
}

function isRateLimited(poll: PollState | undefined, nowMs: number): boolean {
  return (poll?.failure?.retryAtMs ?? 0) > nowMs;
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

/**
 * Whether Cloudflare cannot be reached or does not serve this connection at all. Its responses then wait: the next poll
 * is the one probe that tells whether it is over.
 */
export function isCutOff(poll: PollState | undefined): boolean {
  if (!poll?.failure) return false;
  const kind = kindOf(poll.failure);
  if (poll.isPartial) return kind === 'rate-limited';
  const isForeign = poll.failure.reason === 'not-cloudflare';
  return kind === 'auth' || kind === 'rate-limited' || kind === 'offline' || kind === 'server' || isForeign;
}

/** When something ended (epoch ms), how long to wait before the first retry, and chance (0 to 1). */
interface RetryTimes {
  nowMs: number;
  baseMs: number;
  random: number;
}

/** How a poll ended as a whole. */
export interface PollResult extends Pick<PollState, 'failure' | 'isPartial' | 'refusals'> {}

/** The state after a poll. An auth failure pauses; others back off from `baseMs`; a good one is followed after the interval. */
export function afterPoll(
  poll: PollState | undefined,
  { failure, isPartial, refusals }: PollResult,
  intervalMs: number,
  times: RetryTimes,
): PollState {
  const { nowMs } = times;
  if (failure) return { ...afterFailure(poll, failure, times), isPartial, refusals };
  return {
    finishedAtMs: nowMs,
    fetchedAtMs: nowMs,
    failure: null,
    failures: 0,
    nextAtMs: nowMs + intervalMs,
    isPartial,
    refusals,
  };
}

/** The state after any call failed in a way that concerns the whole login. */
export function afterFailure(poll: PollState | undefined, failure: Failure, times: RetryTimes): PollState {
  const failures = (poll?.failures ?? 0) + 1;
  return {
    finishedAtMs: times.nowMs,
    fetchedAtMs: poll?.fetchedAtMs ?? null,
    failure,
    failures,
    nextAtMs: retryAtMs(failure, failures, times),
    isPartial: false,
    refusals: poll?.refusals ?? {},
  };
}

/** Cloudflare blocks after too many refused calls, so after one nothing is sent until the person acts. */
function retryAtMs(failure: Failure, failures: number, { nowMs, baseMs, random }: RetryTimes): number | null {
  if (kindOf(failure) === 'auth') return null;
  if (failure.retryAtMs !== null) return Math.max(failure.retryAtMs, nowMs + baseMs);
  return nowMs + backoffMs(failures, baseMs, random);
}

/**
 * The state under the clock and the interval as they are now. A poll that seems to have ended in the future was timed by
 * a clock that was set back since: what is left of its waits is kept. A shorter interval counts at once.
 */
export function retimed(poll: PollState, intervalMs: number, nowMs: number): PollState {
  const byMs = Math.min(nowMs - poll.finishedAtMs, 0);
  const moved = (atMs: number) => atMs + byMs;
  const { failure, fetchedAtMs, nextAtMs } = poll;
  const finishedAtMs = moved(poll.finishedAtMs);
  const longestMs = failure ? backoffMs(poll.failures, intervalMs, 1) : intervalMs;
  const isShortenable = failure?.retryAtMs == null;
  return {
    ...poll,
    finishedAtMs,
    fetchedAtMs: fetchedAtMs === null ? null : moved(fetchedAtMs),
    failure: failure && {
      ...failure,
      atMs: moved(failure.atMs),
      retryAtMs: failure.retryAtMs === null ? null : moved(failure.retryAtMs),
    },
    nextAtMs:
      nextAtMs === null
        ? null
        : Math.min(moved(nextAtMs), isShortenable ? finishedAtMs + longestMs : Number.POSITIVE_INFINITY),
  };
}
