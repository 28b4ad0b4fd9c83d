import type { ApiFailure } from './envelope';
import { assumedFailures } from './failures';
import { InvitationList } from './invitation-list';
import type { SandboxMembership } from './membership';
import { membershipOf, newInvite, newMembership } from './new-invitations';
import type { SandboxCredentials, SandboxInvite, SandboxUser } from './types';
import { defaultUserOptions, type UserOptions } from './user-options';

/** A user, with functions for the API itself. Each `path` is used in the message of a refusal. */
export interface ApiUser extends SandboxUser {
  respond(id: string, status: string, path: string): Answered<SandboxInvite>;
  updateMembership(id: string, status: string, path: string): Answered<SandboxMembership>;
  options(): UserOptions;
  /** The reply to `GET /user`. */
  details(): unknown;
}

type Answered<Item> = { item: Item } | { failure: ApiFailure };

/** A user without invitations. `now` is in epoch milliseconds. */
export function createUser(credentials: SandboxCredentials, memberId: string, now: () => number): ApiUser {
  const { email } = credentials;
  const patches = new Map<string, number>();
  const answers = new Map<string, number>();
  const lists = {
    invites: new InvitationList<SandboxInvite>(
      { accountOf: (invite) => invite.organization_id, refusalOf: (invite) => refusalOf(invite, now()) },
      now,
    ),
    memberships: new InvitationList<SandboxMembership>(
      { accountOf: ({ account }) => account?.id, refusalOf: (membership) => refusalOf(membership, now()) },
      now,
    ),
  };
  let options = defaultUserOptions;
  let twoFactor = false;

  const addInvite: ApiUser['addInvite'] = (partial = {}) => {
    const invite = newInvite(partial, { email, memberId, nowMs: now() });
    lists.invites.add(invite);
    return invite;
  };
  const addMembership: ApiUser['addMembership'] = (partial = {}) => {
    const membership = newMembership(partial, now());
    lists.memberships.add(membership);
    return membership;
  };

  return {
    credentials,

    addInvite,
    invite: (id) => lists.invites.get(id),
    invites: () => lists.invites.all(),
    setInvites: (invites) => lists.invites.replace(invites),
    removeInvite: (id) => lists.invites.remove(id),

    addMembership,
    membership: (id) => lists.memberships.get(id),
    memberships: () => lists.memberships.all(),
    setMemberships: (memberships) => lists.memberships.replace(memberships),
    removeMembership: (id) => lists.memberships.remove(id),

    addBoth(partial) {
      const invite = addInvite(partial);
      return { invite, membership: addMembership(membershipOf(invite)) };
    },

    lag: (list, by) => lists[list].lag(by),
    catchUp() {
      lists.invites.catchUp();
      lists.memberships.catchUp();
    },

    patchesThatTookEffect: (id) => patches.get(id) ?? 0,
    answersThatTookEffect: (accountId) => answers.get(accountId) ?? 0,

    respond(id, status, path) {
      const outcome = lists.invites.answer(id, status, path);
      if ('failure' in outcome) return outcome;
      countOne(patches, id);
      countOne(answers, outcome.item.organization_id);
      lists.memberships.follow(outcome.item.organization_id, status);
      return outcome;
    },

    updateMembership(id, status, path) {
      const outcome = lists.memberships.answer(id, status, path);
      if ('failure' in outcome) return outcome;
      const accountId = outcome.item.account?.id;
      if (accountId === undefined) return outcome;
      countOne(answers, accountId);
      lists.invites.follow(accountId, status);
      return outcome;
    },

    configure(changes) {
      options = { ...options, ...changes };
    },
    options: () => options,

    setTwoFactor(enabled) {
      twoFactor = enabled;
    },
    details: () => ({
      id: memberId,
      email,
      first_name: null,
      last_name: null,
      two_factor_authentication_enabled: twoFactor,
      two_factor_authentication_locked: false,
      suspended: false,
    }),
  };
}

function countOne(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Memberships have no expiry time. */
function refusalOf(item: { status?: string; expires_on?: string }, nowMs: number): ApiFailure | undefined {
  const status = item.status ?? 'pending';
  const expiresMs = Date.parse(item.expires_on ?? '');
  if (status === 'expired' || (status === 'pending' && expiresMs <= nowMs)) return assumedFailures.expired;
  return status === 'pending' ? undefined : assumedFailures.alreadyAnswered;
}
