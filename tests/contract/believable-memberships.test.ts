import { expect, it } from 'vitest';
import { believableInvites } from '../sandbox/believable-invites';
import { believableMemberships } from '../sandbox/believable-memberships';
import { startMs } from './support';

const pendingAccounts = {
  invites: believableInvites(startMs)
    .filter(({ status }) => status === 'pending')
    .map(({ organization_id }) => organization_id),
  memberships: believableMemberships(startMs)
    .filter(({ status }) => status === 'pending')
    .map(({ account }) => account.id),
};

it('believable memberships match the API documentation', () => {
  const all = believableMemberships(startMs);
  for (const { id, account, status } of all) {
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(account.id).toMatch(/^[0-9a-f]{32}$/);
    expect(account.name.length).toBeLessThanOrEqual(100);
    expect(account.type).toMatch(/^(standard|enterprise)$/);
    expect(status).toMatch(/^(pending|accepted|rejected)$/);
    expect(Date.parse(account.created_on ?? '')).toBeLessThan(startMs);
  }
  expect(new Set(all.map(({ account }) => account.id)).size).toBe(all.length);
});

it('believable memberships share some pending accounts with the invites, and each list has some of its own', () => {
  const { invites, memberships } = pendingAccounts;
  expect(memberships.filter((id) => invites.includes(id))).toHaveLength(4);
  expect(memberships.filter((id) => !invites.includes(id))).toHaveLength(2);
  expect(invites.filter((id) => !memberships.includes(id))).toHaveLength(1);
});
