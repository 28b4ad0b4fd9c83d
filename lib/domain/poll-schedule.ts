import * as z from '@/lib/zod';
import { backoffMs } from './backoff';
import { type Failure, failureSchema, kindOf } from './failure';
import { type Source, sources } from './invitation-record';

/** Cloudflare does not let a login read one of its lists. */
const refusalSchema = z.object({
  failure: failureSchema,
  /** How many times in a row. */
  times: z.number(),
  /** The list is not requested before this time (epoch ms), unless the user asks. */
  nextAtMs: z.number(),
});

/** The state of polling one connection. All times are epoch milliseconds. */
export const pollStateSchema = z.object({
  /** When the last poll ended, whether it succeeded or not. */
  finishedAtMs: z.number(),
  /** When the last successful poll ended; null before the first. */
  fetchedAtMs: z.nullable(z.number()),
  /** Why the last call failed; null if it succeeded. */
  failure: z.nullable(failureSchema),
  /** How many calls failed in a row. */
  failures: z.number(),
  /** When the next poll is due; null while paused until the user acts. */
  nextAtMs: z.nullable(z.number()),
  /** The list that failed although the other one came. */
  failing: z._default(z.array(z.enum(sources)), []),
  /** The lists that Cloudflare refuses to this login while it serves the other. */
  refusals: z._default(z.partialRecord(z.enum(sources), refusalSchema), {}),
  /** How many times Cloudflare refused the login since it last worked, and since when (epoch ms). */
  refusedTimes: z._default(z.number(), 0),
  refusedSinceMs: z._default(z.nullable(z.number()), null),
  /** How far Cloudflare's clock is ahead of this computer's, in whole minutes (ms). */
  clockOffsetMs: z._default(z.number(), 0),
});

/** Clocks commonly differ by up to this much (ms). */
export const noticeableOffsetMs = 5 * 60_000;

export type Refusal = z.infer<typeof refusalSchema>;
export type PollState = z.infer<typeof pollStateSchema>;

/**
 * Why a poll is wanted:
 * - `due`: the alarm, or any wake.
 * - `opened`: the user is looking; a snapshot older than a minute is refreshed.
 * - `responded`: a response was confirmed; the list is refreshed unless polling is paused or backing off.
 * - `asked`: the user pressed Refresh; only a rate limit prevents it.
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

/** Whether nothing may be sent for this connection until the user acts. */
export function isPaused(poll: PollState | undefined): boolean {
  return poll?.nextAtMs === null;
}

/** Whether only the user can help: the credentials are refused, or may not read invitations. */
export function needsPerson(poll: PollState | undefined): boolean {
  const kind = poll?.failure && kindOf(poll.failure);
  return (kind === 'auth' || kind === 'permission') && !isDoubted(poll);
}

/**
 * Valid logins are sometimes refused for minutes. One that used to work only counts as refused after this many refusals
 * over this much time.
 */
export const refusalsBelieved = 3;
const refusedForMs = 10 * 60_000;
const askAgainMs = 5 * 60_000;

/** Whether Cloudflare refuses a login that used to work, but not for long enough yet to believe it. */
export function isDoubted(poll: PollState | undefined): boolean {
  if (!poll?.failure || poll.nextAtMs === null || poll.fetchedAtMs === null) return false;
  const { failure, refusedTimes, refusedSinceMs, finishedAtMs } = poll;
  const isForLong = refusedSinceMs !== null && finishedAtMs - refusedSinceMs >= refusedForMs;
  return isRefusedLogin(failure) && !(refusedTimes >= refusalsBelieved && isForLong);
}

/**
 * Whether Cloudflare cannot be reached or does not serve this connection at all. Its responses then wait, and its next
 * poll is the only probe. If one list fails and the other comes, this is only true for responses that go through the
 * `source` that fails.
 */
export function isCutOff(poll: PollState | undefined, source?: Source): boolean {
  if (!poll?.failure) return false;
  const kind = kindOf(poll.failure);
  const isOfOneList = poll.failing.length > 0 && kind !== 'rate-limited';
  if (isOfOneList && !poll.failing.some((one) => one === source)) return false;
  const isForeign = poll.failure.reason === 'not-cloudflare';
  return kind === 'auth' || kind === 'rate-limited' || kind === 'offline' || kind === 'server' || isForeign;
}

/** When something ended (epoch ms), how long to wait before the first retry (ms), and a random number (0 to 1). */
interface RetryTimes {
  nowMs: number;
  baseMs: number;
  random: number;
}

/** How a poll ended as a whole. */
export interface PollResult extends Pick<PollState, 'failure' | 'failing' | 'refusals' | 'clockOffsetMs'> {}

/**
 * The state after a poll. A refused login pauses; other failures back off from `baseMs`; after a successful poll the
 * next one is due in `intervalMs`.
 */
export function afterPoll(
  poll: PollState | undefined,
  { failure, ...result }: PollResult,
  intervalMs: number,
  times: RetryTimes,
): PollState {
  const { nowMs } = times;
  if (failure) {
    const after = { ...afterFailure(poll, failure, times), ...result };
    const { nextAtMs } = after;
    if (result.failing.length === 0 || failure.retryAtMs !== null || nextAtMs === null) return after;
    // The list that came is not requested less often because the other one failed.
    return { ...after, nextAtMs: Math.min(nextAtMs, nowMs + intervalMs) };
  }
  return {
    finishedAtMs: nowMs,
    fetchedAtMs: nowMs,
    failure: null,
    failures: 0,
    nextAtMs: nowMs + intervalMs,
    refusedTimes: 0,
    refusedSinceMs: null,
    ...result,
  };
}

/** The state after any call failed in a way that concerns the whole login. */
export function afterFailure(poll: PollState | undefined, failure: Failure, times: RetryTimes): PollState {
  const isRefused = isRefusedLogin(failure);
  const after: PollState = {
    finishedAtMs: times.nowMs,
    fetchedAtMs: poll?.fetchedAtMs ?? null,
    failure,
    failures: (poll?.failures ?? 0) + 1,
    nextAtMs: times.nowMs,
    failing: [],
    refusals: poll?.refusals ?? {},
    refusedTimes: (poll?.refusedTimes ?? 0) + (isRefused ? 1 : 0),
    refusedSinceMs: poll?.refusedSinceMs ?? (isRefused ? times.nowMs : null),
    clockOffsetMs: poll?.clockOffsetMs ?? 0,
  };
  return { ...after, nextAtMs: retryAtMs(after, failure, times) };
}

/**
 * Whether it was Cloudflare that refused the login. Not if Cloudflare said that there were too many refusals: it blocks
 * clients that keep trying, so once is enough then.
 */
function isRefusedLogin({ reason }: Failure): boolean {
  const ours = ['host-permission-missing', 'credentials-gone', 'session-ended-by-update', 'locked'];
  const kind = kindOf({ reason });
  return (kind === 'auth' || kind === 'permission') && ![...ours, 'too-many-refusals'].includes(reason);
}

/**
 * When to try again (epoch ms), or null to pause: Cloudflare blocks clients after too many refused calls, so after a
 * few of them nothing is sent until the user acts.
 */
function retryAtMs(after: PollState, failure: Failure, { nowMs, baseMs, random }: RetryTimes): number | null {
  if (isDoubted(after)) return nowMs + askAgainMs;
  // A list that is not available may become so, and requesting it does not count as a failed login.
  if (needsPerson(after) && failure.reason !== 'list-unavailable') return null;
  if (failure.retryAtMs !== null) return Math.max(failure.retryAtMs, nowMs + baseMs);
  return nowMs + backoffMs(after.failures, baseMs, random);
}

/**
 * Adapts the state to the current clock and interval. If a poll seems to have ended in the future, the clock was set
 * back since: all times move back with it, so that its waits do not get longer. A shorter interval takes effect at
 * once.
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
    refusedSinceMs: poll.refusedSinceMs === null ? null : moved(poll.refusedSinceMs),
    clockOffsetMs: poll.clockOffsetMs - byMs,
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
