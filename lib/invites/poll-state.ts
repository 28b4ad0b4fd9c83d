import { type Failure, kindOf, type Result } from '../cloudflare/failure';
import { backoffMs, isAhead } from './backoff';
import type { PollState } from './schemas';

export type { PollState };

/**
 * Why a poll is wanted:
 * - `due`: the alarm, or any wake.
 * - `opened`: somebody looks; a snapshot older than a minute is renewed.
 * - `responded`: a response was confirmed; the list is renewed unless polling waits.
 * - `asked`: the person pressed Refresh; only a rate limit refuses.
 */
export type PollDemand = 'due' | 'opened' | 'responded' | 'asked';

const freshMs = 60_000;

/** Whether a connection should be polled now; `state` is undefined before its first poll. */
export function shouldPoll(state: PollState | undefined, demand: PollDemand, nowMs: number): boolean {
  if (!state) return true;
  if (isRateLimited(state, nowMs)) return false;
  if (demand === 'asked') return true;
  if (state.nextAtMs === null) return false;
  if (demand === 'due' || state.failure) return !isAhead(state.nextAtMs, nowMs);
  return demand === 'responded' || !isAhead(state.finishedAtMs + freshMs, nowMs);
}

export function isRateLimited(state: PollState | undefined, nowMs: number): boolean {
  return isAhead(state?.failure?.retryAtMs ?? 0, nowMs);
}

/** Whether nothing may be sent for this connection until the person acts. */
export function isPaused(state: PollState | undefined): boolean {
  return state?.nextAtMs === null;
}

/** Of what is on disk and what is in memory, the newer of each connection: a worker may end between writing the two. */
export function latestPolls(
  disk: Record<string, PollState>,
  memory: Record<string, PollState>,
): Record<string, PollState> {
  const newer = Object.entries(memory).filter(([id, poll]) => newestMs(poll) >= newestMs(disk[id]));
  return { ...disk, ...Object.fromEntries(newer) };
}

function newestMs(poll: PollState | undefined): number {
  return Math.max(poll?.finishedAtMs ?? 0, poll?.failure?.atMs ?? 0);
}

/** Whether only the person can help: the credentials are refused, or may not read invitations. */
export function needsPerson(state: PollState | undefined): boolean {
  const kind = state?.failure && kindOf(state.failure);
  return kind === 'auth' || kind === 'permission';
}

/** The state after a poll that ended at `nowMs`. An auth failure pauses; others back off from the interval. */
export function afterPoll(
  state: PollState | undefined,
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
  const failures = (state?.failures ?? 0) + 1;
  const next = { finishedAtMs: nowMs, fetchedAtMs: state?.fetchedAtMs ?? null, failure, failures };
  // Cloudflare blocks after too many refused calls, so nothing is sent until the person acts.
  if (kindOf(failure) === 'auth') return { ...next, nextAtMs: null };
  if (failure.retryAtMs !== null)
    return { ...next, nextAtMs: Math.max(failure.retryAtMs, nowMs + intervalMs) };
  return { ...next, nextAtMs: nowMs + backoffMs(failures, intervalMs, random) };
}

/** The state after another call of this connection was refused: a refusal or a rate limit holds for all of them. */
export function afterRefusal(state: PollState, failure: Failure): PollState {
  if (kindOf(failure) === 'auth') return { ...state, failure, nextAtMs: null };
  if (failure.retryAtMs === null) return state;
  return { ...state, failure, nextAtMs: Math.max(failure.retryAtMs, state.nextAtMs ?? 0) };
}
