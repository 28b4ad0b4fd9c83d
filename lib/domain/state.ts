import type { Batch } from './batch';
import type { Connection } from './connection';
import { isPending } from './invitation';
import type { Unlocked } from './lock';
import type { OutboxEntry } from './outbox';
import { noticeableOffsetMs, type PollState } from './poll-schedule';
import type { Press } from './press';
import { emptySnapshot, invitationsOf, type Snapshot } from './snapshot';

/** Everything that pages show, as the worker writes it. Records are by connection id unless they say otherwise. */
export interface State {
  /** How many changes were written so far: what is newer is told by this, never by a clock. */
  seq: number;
  connections: Connection[];
  snapshots: Record<string, Snapshot>;
  polls: Record<string, PollState>;
  /** What pages have stored and the worker has yet to take over, by key. */
  presses: Record<string, Press>;
  outbox: OutboxEntry[];
  /** Responses given in one go, until the person has seen their end; null when there are none. */
  batch: Batch | null;
  /** Since when the browser has refused to store (epoch ms), null when it does not. */
  storageFailedAtMs: number | null;
  /** Null while the passphrase has not been given. */
  unlocked: Unlocked | null;
}

export function snapshotOf(state: Pick<State, 'snapshots'>, connectionId: string): Snapshot {
  return state.snapshots[connectionId] ?? emptySnapshot;
}

/** What time it is at Cloudflare (epoch ms), as far as its last answer to this login said. */
export function cloudflareNowMs(
  { polls }: Pick<State, 'polls'>,
  connectionId: string,
  nowMs: number,
): number {
  return nowMs + (polls[connectionId]?.clockOffsetMs ?? 0);
}

/** Whether this computer's clock is so wrong that by it other invitations would be open than by Cloudflare's. */
export function doesClockMatter(state: State, connectionId: string, nowMs: number): boolean {
  const clockMs = cloudflareNowMs(state, connectionId, nowMs);
  if (Math.abs(clockMs - nowMs) <= noticeableOffsetMs) return false;
  return invitationsOf(snapshotOf(state, connectionId)).some(
    (invitation) => isPending(invitation, clockMs) !== isPending(invitation, nowMs),
  );
}

/** How many invitations wait for an answer, over all connections. */
export function pendingCount(state: State, nowMs: number): number {
  return state.connections.reduce((sum, { id }) => {
    const clockMs = cloudflareNowMs(state, id, nowMs);
    return sum + invitationsOf(snapshotOf(state, id)).filter((one) => isPending(one, clockMs)).length;
  }, 0);
}
