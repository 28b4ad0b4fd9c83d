import type { Batch } from './batch';
import type { Connection } from './connection';
import { isPending } from './invitation';
import type { Unlocked } from './lock';
import type { OutboxEntry } from './outbox';
import { noticeableOffsetMs, type PollState } from './poll-schedule';
import type { Press } from './press';
import { emptySnapshot, invitationsOf, type Snapshot } from './snapshot';

/** Everything that pages show, as the worker writes it. Records are by connection id unless noted otherwise. */
export interface State {
  /** How many changes were written so far. This number, never a clock, decides what is newer. */
  seq: number;
  connections: Connection[];
  snapshots: Record<string, Snapshot>;
  polls: Record<string, PollState>;
  /** What pages have stored and the worker has not taken over yet, by key. */
  presses: Record<string, Press>;
  outbox: OutboxEntry[];
  /** Responses given together, until the user has seen how they ended; null if there are none. */
  batch: Batch | null;
  /** Since when the browser has refused to store data (epoch ms); null while it does not. */
  storageFailedAtMs: number | null;
  /** Null while the passphrase has not been entered. */
  unlocked: Unlocked | null;
}

export function snapshotOf(state: Pick<State, 'snapshots'>, connectionId: string): Snapshot {
  return state.snapshots[connectionId] ?? emptySnapshot;
}

/** The time at Cloudflare (epoch ms), according to its last reply to this login. */
export function cloudflareNowMs(
  { polls }: Pick<State, 'polls'>,
  connectionId: string,
  nowMs: number,
): number {
  return nowMs + (polls[connectionId]?.clockOffsetMs ?? 0);
}

/** Whether this computer's clock is so wrong that going by it would change which invitations are pending. */
export function doesClockMatter(state: State, connectionId: string, nowMs: number): boolean {
  const clockMs = cloudflareNowMs(state, connectionId, nowMs);
  if (Math.abs(clockMs - nowMs) <= noticeableOffsetMs) return false;
  return invitationsOf(snapshotOf(state, connectionId)).some(
    (invitation) => isPending(invitation, clockMs) !== isPending(invitation, nowMs),
  );
}

/** How many invitations are pending, over all connections. */
export function pendingCount(state: State, nowMs: number): number {
  return state.connections.reduce((sum, { id }) => {
    const clockMs = cloudflareNowMs(state, id, nowMs);
    return sum + invitationsOf(snapshotOf(state, id)).filter((one) => isPending(one, clockMs)).length;
  }, 0);
}
