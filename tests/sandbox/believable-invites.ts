import { firstCredentials, firstMemberId } from './credentials';
import { timestamp } from './new-invitations';
import type { SandboxInvite } from './types';

const hourMs = 3_600_000;

interface Situation extends Partial<SandboxInvite> {
  id: string;
  organization_id: string;
  sentHoursAgo: number;
}

/** Made-up clients of a consultancy; every domain is reserved for examples. */
const situations: readonly Situation[] = [
  {
    id: '0f6b2d9c81e74a35b0c4d7e29a58f113',
    organization_id: 'a3d81f5b6c2e49078e5fb1c90d27a461',
    organization_name: 'Lindqvist & Daughters Bakery',
    invited_by: 'astrid@lindqvist-bakery.example',
    roles: ['Administrator'],
    sentHoursAgo: 3,
  },
  {
    // Invitations live for four days: this one has three hours left.
    id: '5e917ac0d34f4b2891c6a80e7bd25f94',
    organization_id: 'c90e47d2a8b14f63952dc7e1085bf3a6',
    organization_name: 'Harbour Point Dental',
    invited_by: 'office@harbourpoint.example',
    roles: ['DNS', 'Cache Purge', 'Analytics'],
    sentHoursAgo: 93,
  },
  {
    id: '93cd60f1b7e2485da41f09c83e5b72d6',
    organization_id: 'e7250b8d1fc9463aa06e92d4b5c18f37',
    organization_name: 'Northgate Credit Cooperative',
    invited_by: 'security@northgate.example',
    organization_is_enforcing_twofactor: true,
    roles: ['Super Administrator - All Privileges'],
    sentHoursAgo: 26,
  },
  {
    id: 'd28f41b5706c4e9fb3a7e60c915d84f2',
    organization_id: '14f9c6e07ab3482db5d80ef32c7a6951',
    organization_name: '株式会社みどり野ソフトウェア',
    invited_by: 'sato@midorino.example',
    roles: ['Cloudflare Workers Admin', 'Cloudflare R2 Admin'],
    sentHoursAgo: 50,
  },
  {
    id: '68b3e9d04c1f472ea5906fd7c28b13e5',
    organization_id: '5b07d2fe94c8416a8e31c9a0f7d56b28',
    organization_name:
      'The International Association of Independent Bicycle Repair Workshops and Touring Clubs e.V.',
    invited_by: 'geschaeftsstelle@bicycle-workshops.example',
    roles: ['Administrator Read Only', 'Billing', 'Firewall', 'Load Balancer', 'Zaraz Admin'],
    sentHoursAgo: 71,
  },
  {
    id: 'b1740e8fa95d4c63827ed50c6f3b9a1d',
    organization_id: '82ce6f19d0b74a5e93a4f7d81c05b26e',
    organization_name: 'Old Mill Theatre',
    invited_by: 'webmaster@oldmill.example',
    roles: ['Domain Administrator'],
    status: 'accepted',
    sentHoursAgo: 120,
  },
  {
    id: '2ac95d7e60f843b1be14c8f09d6a37e5',
    organization_id: 'f06a3e81c5d7492bb8f29e0d4a71c653',
    organization_name: 'Peregrine Expeditions',
    invited_by: 'ops@peregrine.example',
    roles: ['Administrator'],
    status: 'expired',
    sentHoursAgo: 240,
  },
];

/** A consultant's invitations, each in a different state. `now` is in epoch milliseconds. */
export function believableInvites(now: number): SandboxInvite[] {
  return situations.map(({ sentHoursAgo, ...invite }) => {
    const sentMs = now - sentHoursAgo * hourMs;
    return {
      invited_member_email: firstCredentials.email,
      invited_member_id: firstMemberId,
      invited_on: timestamp(sentMs),
      expires_on: timestamp(sentMs + 96 * hourMs),
      organization_is_enforcing_twofactor: false,
      status: 'pending',
      ...invite,
    };
  });
}
