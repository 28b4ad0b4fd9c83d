import { believableInvites } from './believable-invites';
import type { AddedMembership, SandboxMembership } from './membership';
import { membershipOf, newMembership, timestamp } from './new-invitations';

const dayMs = 86_400_000;

/** The bicycle repair association's invitation and the expired one. */
const onlyInInvites = new Set(['5b07d2fe94c8416a8e31c9a0f7d56b28', 'f06a3e81c5d7492bb8f29e0d4a71c653']);

/** The consultant's own account, and clients whose invitations are not among the invites. */
const others = [
  {
    account: { id: '3e8c50d7f1a94b6292bd4e06c8a7f51d', name: "Mira.solberg@example.com's Account" },
    ageDays: 2900,
    roles: ['Super Administrator - All Privileges'],
    status: 'accepted',
  },
  {
    account: { id: '71a9d4c2e05b4f38a6c3908f5d1be276', name: 'Saltmarsh Nature Trust' },
    ageDays: 41,
    roles: ['Administrator'],
    status: 'pending',
  },
  {
    account: {
      id: 'b84f06e3297d4ac1850e9ad3c7f16b52',
      name: 'Brightwater Metering',
      type: 'enterprise',
      settings: { enforce_twofactor: true },
    },
    ageDays: 1460,
    roles: ['DNS', 'Firewall'],
    status: 'pending',
  },
];

/**
 * The memberships of the consultant in `believableInvites`: most of those invitations, and some that are only in this
 * list. `now` is in epoch milliseconds.
 */
export function believableMemberships(now: number): AddedMembership[] {
  const alone = others.map(
    ({ account, ageDays, ...rest }): SandboxMembership => ({
      ...rest,
      account: { ...account, created_on: timestamp(now - ageDays * dayMs) },
    }),
  );
  const both = believableInvites(now)
    .filter(({ organization_id }) => !onlyInInvites.has(organization_id))
    .map(membershipOf);
  return [...both, ...alone].map((membership) => newMembership(membership, now));
}
