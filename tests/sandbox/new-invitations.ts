import { randomBytes } from 'node:crypto';
import type { AddedMembership, SandboxMembership } from './membership';
import type { SandboxInvite } from './types';

const dayMs = 86_400_000;

/** A pending invitation: sent now, open for four days, with believable values for what `partial` leaves out. */
export function newInvite(
  partial: Partial<SandboxInvite>,
  { email, memberId, nowMs }: { email: string; memberId: string; nowMs: number },
): SandboxInvite & { id: string } {
  return {
    id: randomId(),
    organization_id: randomId(),
    organization_name: 'Fernhill Outfitters',
    invited_by: 'it@fernhill.example',
    invited_member_email: email,
    invited_member_id: memberId,
    invited_on: timestamp(nowMs),
    expires_on: timestamp(nowMs + 4 * dayMs),
    organization_is_enforcing_twofactor: false,
    roles: ['Administrator'],
    status: 'pending',
    ...partial,
  };
}

/** A pending membership of a two-year-old account, with believable values for what `partial` leaves out. */
export function newMembership(partial: SandboxMembership, nowMs: number): AddedMembership {
  const account = {
    id: randomId(),
    name: 'Fernhill Outfitters',
    type: 'standard',
    created_on: timestamp(nowMs - 730 * dayMs),
    settings: { enforce_twofactor: false },
    ...partial.account,
  };
  const key = `com.cloudflare.api.account.${account.id}`;
  return {
    id: randomId(),
    status: 'pending',
    roles: ['Administrator'],
    permissions: { analytics: { read: true, write: false }, zones: { read: true, write: true } },
    policies: [
      {
        id: randomId(),
        access: 'allow',
        permission_groups: [{ id: randomId(), name: 'Administrator' }],
        resource_groups: [{ id: randomId(), name: key, scope: { key, objects: [{ key: '*' }] } }],
      },
    ],
    api_access_enabled: null,
    code: randomId(),
    ...partial,
    account,
  };
}

/**
 * The membership for the same invitation. Memberships never expire, so it is pending even if the invite has expired.
 */
export function membershipOf(invite: SandboxInvite): SandboxMembership {
  const { organization_id, organization_name, organization_is_enforcing_twofactor, roles, status } = invite;
  const answered = status === 'accepted' || status === 'rejected';
  return {
    account: {
      id: organization_id,
      ...(organization_name === undefined ? {} : { name: organization_name }),
      settings: { enforce_twofactor: organization_is_enforcing_twofactor ?? false },
    },
    ...(roles ? { roles } : {}),
    status: answered ? status : 'pending',
  };
}

/** RFC 3339 without fractions of a second, the format that Cloudflare uses. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

function randomId(): string {
  return randomBytes(16).toString('hex');
}
