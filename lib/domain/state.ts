import { isAhead } from './backoff';
import type { Batch } from './batch';
import type { Connection } from './connection';
import { identity, isPending } from './invitation';
import { isLocked, type Unlocked } from './lock';
import { inviteKey, isUnderWay, type OutboxEntry } from './outbox';
import { isPaused, needsPerson, type PollState } from './poll-schedule';
import { emptySnapshot, type Snapshot, type StoredInvitation } from './snapshot';

/** Everything that pages show, as the worker writes it. Records are by connection id. */
export interface State {
  connections: Connection[];
  snapshots: Record<string, Snapshot>;
  polls: Record<string, PollState>;
  outbox: OutboxEntry[];
  /** Responses given in one go, until the person has seen their end; null when there are none. */
  batch: Batch | null;
  /** Since when the browser has refused to store (epoch ms), null when it does not. */
  storageFailedAtMs: number | null;
  /** Null while the passphrase has not been given. */
  unlocked: Unlocked | null;
}

/** One invitation to show, with the login it came to and the response under way or failed. */
export interface InviteRow {
  key: string;
  connection: Connection;
  invitation: StoredInvitation;
  response: OutboxEntry | null;
}

export function snapshotOf(state: Pick<State, 'snapshots'>, connectionId: string): Snapshot {
  return state.snapshots[connectionId] ?? emptySnapshot;
}

/**
 * The rows of the popup, expiring first: what is pending, and what is no longer pending but has a failed response
 * that the person has not dismissed.
 */
export function inviteRows(state: State, nowMs: number): InviteRow[] {
  return allRows(state)
    .filter(({ invitation, response }) => response !== null || isPending(invitation, nowMs))
    .sort((a, b) => expiry(a) - expiry(b));
}

/** A row for every invitation, whatever became of it. */
export function allRows(state: State): InviteRow[] {
  const responses = new Map(state.outbox.map((entry) => [inviteKey(entry), entry]));
  return state.connections.flatMap((connection) =>
    snapshotOf(state, connection.id).invitations.map((invitation): InviteRow => {
      const id = { connectionId: connection.id, inviteId: invitation.id ?? '' };
      const response = responses.get(inviteKey(id)) ?? null;
      return { key: `${connection.id} ${identity(invitation)}`, connection, invitation, response };
    }),
  );
}

function expiry({ invitation }: InviteRow): number {
  return invitation.expiresAtMs ?? Number.MAX_SAFE_INTEGER;
}

/** Whether an invitation can be answered from here, now: it is open, and its login may respond. */
export function canAnswer(state: State, { connection, invitation, response }: InviteRow): boolean {
  return (
    connection.canRespond &&
    !needsPerson(state.polls[connection.id]) &&
    !isLocked(state, connection) &&
    invitation.id !== null &&
    invitation.status === 'pending' &&
    (response === null || response.phase === 'failed')
  );
}

/** How many invitations wait for an answer, over all connections. */
export function pendingCount(state: State, nowMs: number): number {
  return state.connections.reduce(
    (sum, { id }) =>
      sum + snapshotOf(state, id).invitations.filter((invitation) => isPending(invitation, nowMs)).length,
    0,
  );
}

/**
 * When the worker has next something to do (epoch ms), or null when nothing will come: a poll falls due, a response
 * goes on, or an invitation expires and the count changes.
 */
export function nextWakeAtMs(state: State, nowMs: number): number | null {
  const active = state.connections.filter(
    (connection) => !isPaused(state.polls[connection.id]) && !isLocked(state, connection),
  );
  const polls = active.map(({ id }) => state.polls[id]?.nextAtMs ?? nowMs);
  const responses = state.outbox
    .filter((entry) => isUnderWay(entry) && active.some(({ id }) => id === entry.connectionId))
    .map((entry) => entry.nextAtMs);
  const waits = [...polls, ...responses].map((atMs) => (isAhead(atMs, nowMs) ? atMs : nowMs));
  let next = Math.min(...waits);
  for (const { id } of state.connections) {
    for (const invitation of snapshotOf(state, id).invitations) {
      if (isPending(invitation, nowMs)) next = Math.min(next, invitation.expiresAtMs ?? next);
    }
  }
  return Number.isFinite(next) ? next : null;
}
