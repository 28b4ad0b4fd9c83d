import type { Connection } from '@/lib/domain/connection';
import type { StoredInvitation } from '@/lib/domain/invitation';
import type { InvitationRecord } from '@/lib/domain/invitation-record';
import { noInviters } from '@/lib/domain/inviters';
import type { WorkerState } from '@/lib/domain/notifications';
import type { OutboxEntry } from '@/lib/domain/outbox';
import type { PollState } from '@/lib/domain/poll-schedule';
import { emptySnapshot } from '@/lib/domain/snapshot';

export const nowMs = Date.parse('2026-03-01T12:00:00Z');
export const hourMs = 3_600_000;

/** An invite as in `/user/invites`. */
export function record(partial: Partial<InvitationRecord> = {}): InvitationRecord {
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

/** A membership as in `/memberships`. */
export function membership(partial: Partial<InvitationRecord> = {}): InvitationRecord {
  return record({ id: 'm1', expiresAtMs: null, enforcesTwoFactor: null, ...partial });
}

/** An invitation that only `/user/invites` has; its key is its id. */
export function known({
  settledAtMs = null,
  settledSeq = 0,
  ...partial
}: Partial<InvitationRecord & StoredInvitation> = {}): StoredInvitation {
  const invites = record(partial);
  return {
    key: invites.id ?? 'no id',
    records: { invites },
    firstSeenAtMs: null,
    settledAtMs,
    settledSeq,
    unasked: 'no',
  };
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
    hasTwoFactor: null,
    userDueAtMs: 0,
    inviters: noInviters,
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
    failing: [],
    refusals: {},
    refusedTimes: 0,
    refusedSinceMs: null,
    clockOffsetMs: 0,
    ...partial,
  };
}

/** A response to invitation i1 that was just given. */
export function entry(partial: Partial<OutboxEntry> = {}): OutboxEntry {
  return {
    connectionId: 'c1',
    key: 'i1',
    routes: [{ source: 'invites', id: 'i1' }],
    answer: 'accepted',
    name: 'Northwind',
    phase: 'queued',
    attempts: 0,
    asks: 0,
    nextAtMs: nowMs,
    hold: null,
    unasked: null,
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
