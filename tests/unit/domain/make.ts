import type { Connection } from '@/lib/domain/connection';
import type { Invitation } from '@/lib/domain/invitation';
import type { WorkerState } from '@/lib/domain/notifications';
import type { OutboxEntry } from '@/lib/domain/outbox';
import type { PollState } from '@/lib/domain/poll-schedule';
import { emptySnapshot, type StoredInvitation } from '@/lib/domain/snapshot';

export const nowMs = Date.parse('2026-03-01T12:00:00Z');
export const hourMs = 3_600_000;

export function invitation(partial: Partial<Invitation> = {}): Invitation {
  return {
    id: 'i1',
    organizationId: 'o1',
    organizationName: 'Northwind',
    invitedBy: null,
    invitedEmail: null,
    invitedAtMs: null,
    expiresAtMs: nowMs + 48 * hourMs,
    enforcesTwoFactor: false,
    roles: [],
    cautions: [],
    status: 'pending',
    ...partial,
  };
}

export function known(partial: Partial<StoredInvitation> = {}): StoredInvitation {
  return { ...invitation(partial), settledAtMs: null, settledSeq: 0, ...partial };
}

export function connection(partial: Partial<Connection> = {}): Connection {
  return {
    id: 'c1',
    name: '',
    kind: 'token',
    email: null,
    canRespond: true,
    keeping: 'device',
    revision: 1,
    ...partial,
  };
}

export function poll(partial: Partial<PollState> = {}): PollState {
  return {
    finishedAtMs: nowMs,
    fetchedAtMs: nowMs,
    failure: null,
    failures: 0,
    nextAtMs: nowMs + 300_000,
    ...partial,
  };
}

/** A response to invitation i1 that was just given. */
export function entry(partial: Partial<OutboxEntry> = {}): OutboxEntry {
  return {
    connectionId: 'c1',
    inviteId: 'i1',
    answer: 'accepted',
    name: 'Northwind',
    phase: 'queued',
    attempts: 0,
    asks: 0,
    nextAtMs: nowMs,
    failure: null,
    ...partial,
  };
}

/** One connection with these invitations, polled a moment ago. */
export function stateOf(invitations: StoredInvitation[], partial: Partial<WorkerState> = {}): WorkerState {
  return {
    seq: 1,
    presses: {},
    connections: [connection()],
    snapshots: { c1: { ...emptySnapshot, invitations } },
    polls: { c1: poll() },
    outbox: [],
    batch: null,
    notifications: {},
    storageFailedAtMs: null,
    unlocked: null,
    ...partial,
  };
}
