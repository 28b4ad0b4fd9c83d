import { randomBytes } from 'node:crypto';
import type { ApiFailure } from './envelope';
import { assumedFailures, notRouted } from './failures';
import type { SandboxCredentials, SandboxInvite, SandboxUser } from './types';

const dayMs = 86_400_000;

/** A user with what only the API itself may do. */
export interface ApiUser extends SandboxUser {
  /** Answers an invitation for good. `path` is for the words of a refusal. */
  respond(id: string, status: string, path: string): { invite: SandboxInvite } | { failure: ApiFailure };
}

/** A user without invitations. `now` is in epoch milliseconds. */
export function createUser(credentials: SandboxCredentials, memberId: string, now: () => number): ApiUser {
  const patches = new Map<string, number>();
  let list: SandboxInvite[] = [];
  const find = (id: string) => list.find((invite) => invite.id === id);

  return {
    credentials,

    addInvite(partial = {}) {
      const at = now();
      const invite = {
        id: randomId(),
        organization_id: randomId(),
        organization_name: 'Fernhill Outfitters',
        invited_by: 'it@fernhill.example',
        invited_member_email: credentials.email,
        invited_member_id: memberId,
        invited_on: timestamp(at),
        expires_on: timestamp(at + 4 * dayMs),
        organization_is_enforcing_twofactor: false,
        roles: ['Administrator'],
        status: 'pending',
        ...partial,
      };
      list.push(structuredClone(invite));
      return invite;
    },

    invite: (id) => structuredClone(find(id)),
    invites: () => structuredClone(list),

    setInvites(invites) {
      list = invites.map((invite) => structuredClone(invite));
    },

    removeInvite(id) {
      list = list.filter((invite) => invite.id !== id);
    },

    patchesThatTookEffect: (id) => patches.get(id) ?? 0,

    respond(id, status, path) {
      const invite = find(id);
      if (!invite) return { failure: notRouted(path) };
      const refusal = refusalOf(invite, now());
      if (refusal) return { failure: refusal };
      invite.status = status;
      patches.set(id, (patches.get(id) ?? 0) + 1);
      return { invite: structuredClone(invite) };
    },
  };
}

/** RFC 3339 without fractions of a second, as Cloudflare writes its times. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

function refusalOf(invite: SandboxInvite, nowMs: number): ApiFailure | undefined {
  const status = invite.status ?? 'pending';
  const expiresMs = Date.parse(invite.expires_on ?? '');
  if (status === 'expired' || (status === 'pending' && expiresMs <= nowMs)) return assumedFailures.expired;
  return status === 'pending' ? undefined : assumedFailures.alreadyAnswered;
}

function randomId(): string {
  return randomBytes(16).toString('hex');
}
