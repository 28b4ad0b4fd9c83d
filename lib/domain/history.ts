import { type Invitation, isPending, unlisted } from './invitation';
import { allRows, type InviteRow } from './rows';
import type { State } from './state';

/** What can become of an invitation; `other` is a status that Cloudflare has introduced since. */
export const outcomes = ['accepted', 'rejected', 'expired', 'other'] as const;
export type Outcome = (typeof outcomes)[number];

/** What became of an invitation that is no longer pending. One whose status still is `pending` has expired. */
export function outcomeOf({ status }: Pick<Invitation, 'status'>): Outcome {
  if (status === 'pending') return 'expired';
  return outcomes.find((outcome) => outcome === status) ?? 'other';
}

/** When an invitation ended (epoch ms): at exactly that time, or by then at the latest. */
export interface Ending {
  atMs: number;
  isExact: boolean;
}

/**
 * When an invitation that is no longer pending ended, as far as that is known: when it expired, when the extension saw
 * that it was answered, or some time before it was first seen or expired. Null if nothing is known.
 */
export function endingOf({ invitation, nowMs }: Pick<InviteRow, 'invitation' | 'nowMs'>): Ending | null {
  const { expiresAtMs, settledAtMs, firstSeenAtMs } = invitation;
  const hasRunOut = outcomeOf(invitation) === 'expired' && expiresAtMs !== null && expiresAtMs <= nowMs;
  const exactMs = hasRunOut ? expiresAtMs : settledAtMs;
  const atMs = exactMs ?? (firstSeenAtMs && Math.min(firstSeenAtMs, expiresAtMs ?? firstSeenAtMs));
  return atMs === null ? null : { atMs, isExact: exactMs !== null };
}

/** The rows of invitations that are no longer pending, latest first; those without a date come last. */
export function historyRows(state: State, nowMs: number): InviteRow[] {
  return allRows(state, nowMs)
    .filter((row) => !isPending(row.invitation, row.nowMs) && row.invitation.status !== unlisted)
    .sort((a, b) => (endingOf(b)?.atMs ?? 0) - (endingOf(a)?.atMs ?? 0));
}
