import { type Failure, kindOf, type Result } from './failure';
import { type Source, sources } from './invitation-record';
import {
  type PollReason,
  type PollResult,
  type PollState,
  type Refusal,
  refusalsBelieved,
} from './poll-schedule';
import type { InvitationList, InvitationLists } from './snapshot';

/** The result of the call for each list that was requested. */
export type ListResults = Partial<Record<Source, Result<FetchedList>>>;

/** A list as Cloudflare sent it. */
export interface FetchedList extends InvitationList {
  /**
   * Why a page after the first could not be read. A rate limit has to be waited out even though part of the list came.
   */
  interruptedBy: Failure | null;
  /** How far Cloudflare's clock is ahead of this computer's, in whole minutes (ms); null if Cloudflare did not say. */
  clockOffsetMs: number | null;
}

/** How long a refused list is not requested (ms), unless the user asks for it. */
const refusedMs = 24 * 3_600_000;

/** The lists to request in a poll: those that are not refused, or all if the user asks or no list is left. */
export function listsToAsk(poll: PollState | undefined, reason: PollReason, nowMs: number): Source[] {
  const isDue = (refusal: Refusal | undefined) =>
    !refusal || refusal.nextAtMs <= nowMs || refusal.nextAtMs > nowMs + refusedMs;
  const due = sources.filter((source) => reason === 'asked' || isDue(poll?.refusals[source]));
  return due.length > 0 ? due : [...sources];
}

/** The lists that were received. */
export function goodLists(results: ListResults): InvitationLists {
  const good = sources.flatMap((source) => {
    const result = results[source];
    return result?.ok ? [[source, result.value] as const] : [];
  });
  return Object.fromEntries(good);
}

/**
 * How a poll ended as a whole. A refused list is not a failure as long as the other one comes: the login works, with
 * that list alone. If no list is left, the login itself is refused. Any other failure is tried again. `hasCome` returns
 * whether a list has ever been received.
 */
export function resultOf(
  results: ListResults,
  before: PollState | undefined,
  hasCome: (source: Source) => boolean,
  nowMs: number,
): PollResult {
  const succeeded = sources.filter((source) => results[source]?.ok);
  const failures = sources.flatMap((source) => {
    const result = results[source];
    return result && !result.ok ? [{ source, failure: result.failure }] : [];
  });
  const refused = failures.filter(({ failure }) => isRefusal(failure));
  const failed = failures.filter(({ failure }) => !isRefusal(failure));
  const passing = failed.map(({ failure }) => failure);
  // The part of a list that came counts, but the rate limit that cut it short has to be waited out.
  for (const source of succeeded) {
    const result = results[source];
    const interruption = result?.ok ? result.value.interruptedBy : null;
    if (interruption?.reason === 'rate-limited') passing.push(interruption);
  }
  const refusals = { ...before?.refusals };
  const clocks = succeeded.flatMap((source) => {
    const result = results[source];
    return result?.ok ? (result.value.clockOffsetMs ?? []) : [];
  });
  const clockOffsetMs = clocks[0] ?? before?.clockOffsetMs ?? 0;
  for (const source of succeeded) delete refusals[source];
  if (succeeded.length + passing.length === 0) {
    const all = [...refused, ...Object.values(refusals)].map(({ failure }) => failure);
    return { failure: worstOf(all), failing: [], refusals, clockOffsetMs };
  }
  for (const { source, failure } of refused) {
    const times = (before?.refusals[source]?.times ?? 0) + 1;
    const isBelieved = times >= refusalsBelieved || !hasCome(source);
    refusals[source] = { failure, times, nextAtMs: isBelieved ? nowMs + refusedMs : nowMs };
  }
  const limit = passing.find(({ reason }) => reason === 'rate-limited');
  const failure = limit ?? passing[0] ?? null;
  const failing = succeeded.length > 0 ? failed.map(({ source }) => source) : [];
  return { failure, failing, refusals, clockOffsetMs };
}

function isRefusal(failure: Failure): boolean {
  return ['auth', 'permission', 'conflict'].includes(kindOf(failure));
}

/** The refusal that says most about the login itself. */
function worstOf(failures: Failure[]): Failure | null {
  const ofLogin = failures.filter(({ reason }) => reason !== 'list-unavailable');
  return ofLogin.find((failure) => kindOf(failure) === 'auth') ?? ofLogin.at(-1) ?? failures.at(-1) ?? null;
}
