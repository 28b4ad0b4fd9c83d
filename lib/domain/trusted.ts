import type { Connection } from './connection';
import { type Invitation, invitationOf, isPending, type StoredInvitation } from './invitation';
import type { Source } from './invitation-record';
import { isListed } from './inviter-match';
import { isLocked } from './lock';
import type { NotificationStatus, WorkerState } from './notifications';
import { type InvitationRef, isSameInvitation, type OutboxEntry, withChoices } from './outbox';
import { needsPerson } from './poll-schedule';
import { invitationsOf, type Snapshot } from './snapshot';
import { cloudflareNowMs, type State, snapshotOf } from './state';

// Invitations from trusted inviters, which are accepted automatically once their grace time is over.

/** What the decision depends on besides the state. */
export interface Trust {
  /**
   * The inviters that the organization makes every login trust, in place of each login's own list; null leaves it to
   * the logins.
   */
  organization: readonly string[] | null;
  /** Epoch ms. */
  nowMs: number;
}

function isTrusted({ inviters }: Connection, { invitedBy }: Invitation, { organization }: Trust): boolean {
  return isListed(organization ?? inviters.trusted, invitedBy);
}

/** What the user has to look at before an invitation is accepted, whoever sent it; `no` if there is nothing. */
function concernIn(
  { hasTwoFactor }: Connection,
  { cautions, enforcesTwoFactor }: Invitation,
): 'caution' | 'two-factor' | 'no' {
  if (cautions.length > 0) return 'caution';
  return enforcesTwoFactor && hasTwoFactor !== true ? 'two-factor' : 'no';
}

/** Why an invitation waits for the user although its inviter is trusted; `no` if that is not so. */
function whyItWaits(
  connection: Connection,
  invitation: Invitation,
  trust: Trust,
): StoredInvitation['unasked'] {
  return isTrusted(connection, invitation, trust) ? concernIn(connection, invitation) : 'no';
}

/** Whether an invitation may be accepted automatically, as far as is known now. */
function mayAcceptUnasked(
  state: State,
  connection: Connection,
  invitation: Invitation,
  trust: Trust,
): boolean {
  return (
    isTrusted(connection, invitation, trust) &&
    concernIn(connection, invitation) === 'no' &&
    connection.canRespond &&
    !needsPerson(state.polls[connection.id]) &&
    !isLocked(state, connection) &&
    invitation.routes.length > 0 &&
    isPending(invitation, cloudflareNowMs(state, connection.id, trust.nowMs))
  );
}

/**
 * What else changes when a poll turned `before` into `after`: acceptances of new invitations from trusted inviters are
 * put into the outbox, held for the grace time. Each invitation is examined once, when its inviter is first known, so
 * that one that was stopped is never picked up again. Invitations that may have existed when the first list came are
 * left alone.
 */
export function withTrustedHeld(
  before: WorkerState,
  after: WorkerState,
  connectionId: string,
  trust: Trust,
): Partial<Pick<WorkerState, 'snapshots' | 'outbox' | 'notifications'>> {
  const connection = after.connections.find(({ id }) => id === connectionId);
  const earlier = snapshotOf(before, connectionId);
  const snapshot = snapshotOf(after, connectionId);
  if (!connection || earlier === snapshot) return {};
  const known = new Set(earlier.invitations.map(({ key }) => key));
  const held: string[] = [];
  let { outbox } = after;
  const invitations = snapshot.invitations.map((stored): StoredInvitation => {
    const { key } = stored;
    const isUndecided = known.has(key) ? stored.unasked === 'undecided' : isNew(stored, earlier, snapshot);
    if (!isUndecided) return stored;
    const invitation = invitationOf(stored);
    if (invitation.invitedBy === null) return { ...stored, unasked: 'undecided' };
    const ref = { connectionId, key };
    const isAnswered = outbox.some((entry) => isSameInvitation(entry, ref));
    if (!isAnswered && mayAcceptUnasked(after, connection, invitation, trust)) {
      outbox = withHeld(outbox, connection, invitation, trust.nowMs);
      held.push(key);
    }
    return { ...stored, unasked: whyItWaits(connection, invitation, trust) };
  });
  return {
    snapshots: { ...after.snapshots, [connectionId]: { ...snapshot, invitations } },
    ...(held.length > 0 && {
      outbox,
      // Nobody is watching the row of an automatic acceptance, so the user is notified if it fails.
      notifications: withStatus(after, connectionId, held, { failed: 'owed' }),
    }),
  };
}

/** Whether an invitation that was unknown so far is new: if it had been sent before, the lists would have shown it. */
function isNew({ records }: StoredInvitation, earlier: Snapshot, now: Snapshot): boolean {
  const wasWhole = (source: Source) => {
    const list = earlier.lists[source];
    // An invitation that could not be read before may be one that now can.
    return list?.complete === true && (now.lists[source]?.unreadable ?? 0) >= list.unreadable;
  };
  return (!records.invites || wasWhole('invites')) && (!records.memberships || wasWhole('memberships'));
}

function withHeld(
  outbox: OutboxEntry[],
  { id: connectionId, inviters }: Connection,
  { key, routes, organizationName, roles }: Invitation,
  nowMs: number,
): OutboxEntry[] {
  const choice = { connectionId, key, routes, answer: 'accepted', name: organizationName ?? '' } as const;
  const forMs = inviters.graceMinutes * 60_000;
  const hold = { kind: 'trusted', untilMs: nowMs + forMs, forMs } as const;
  return withChoices(outbox, [choice], { nowMs, hold, unasked: { roles } });
}

/** Whether an automatic acceptance may be sent: only while everything that it was held for is still true. */
export function maySend(state: State, entry: OutboxEntry, trust: Trust): boolean {
  const connection = state.connections.find(({ id }) => id === entry.connectionId);
  const invitation = invitationsOf(snapshotOf(state, entry.connectionId)).find(
    ({ key }) => key === entry.key,
  );
  if (!entry.unasked || !connection || !invitation) return false;
  const rolesText = (roles: readonly string[]) => JSON.stringify([...roles].sort());
  return (
    rolesText(entry.unasked.roles) === rolesText(invitation.roles) &&
    mayAcceptUnasked(state, connection, invitation, trust)
  );
}

/** Whether an entry is an automatic acceptance that has not been sent. */
export function isUnasked({ unasked, phase }: OutboxEntry): boolean {
  return unasked !== null && phase === 'queued';
}

/** What changes when automatic acceptances that may no longer be sent are dropped: their rows become ordinary ones. */
export function withoutUntrusted(
  state: WorkerState,
  trust: Trust,
): Partial<Pick<WorkerState, 'snapshots' | 'outbox' | 'notifications'>> {
  const dropped = state.outbox.filter((entry) => isUnasked(entry) && !maySend(state, entry, trust));
  if (dropped.length === 0) return {};
  let { snapshots, notifications } = state;
  for (const { connectionId, key } of dropped) {
    const connection = state.connections.find(({ id }) => id === connectionId);
    if (connection) {
      snapshots = withUnasked({ snapshots }, { connectionId, key }, (stored) =>
        whyItWaits(connection, invitationOf(stored), trust),
      );
    }
    // It waits for the user after all.
    const change = { fresh: 'owed', failed: 'over' } as const;
    notifications = withStatus({ notifications }, connectionId, [key], change);
  }
  return { snapshots, outbox: state.outbox.filter((entry) => !dropped.includes(entry)), notifications };
}

/** The snapshots after an automatic acceptance took effect. */
export function withAcceptedUnasked(state: Pick<State, 'snapshots'>, ref: InvitationRef): State['snapshots'] {
  return withUnasked(state, ref, () => 'accepted');
}

function withUnasked(
  state: Pick<State, 'snapshots'>,
  { connectionId, key }: InvitationRef,
  decide: (stored: StoredInvitation) => StoredInvitation['unasked'],
): State['snapshots'] {
  const snapshot = snapshotOf(state, connectionId);
  const invitations = snapshot.invitations.map(
    (stored): StoredInvitation => (stored.key === key ? { ...stored, unasked: decide(stored) } : stored),
  );
  return { ...state.snapshots, [connectionId]: { ...snapshot, invitations } };
}

function withStatus(
  { notifications }: Pick<WorkerState, 'notifications'>,
  connectionId: string,
  keys: readonly string[],
  change: Partial<NotificationStatus>,
): WorkerState['notifications'] {
  const statuses = notifications[connectionId]?.map((status) =>
    keys.includes(status.key) ? { ...status, ...change } : status,
  );
  return statuses ? { ...notifications, [connectionId]: statuses } : notifications;
}
