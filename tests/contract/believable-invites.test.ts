import { describe, expect, it } from 'vitest';
import { believableInvites } from '../sandbox/believable-invites';
import { startMs } from './support';

describe('believable invitations', () => {
  const all = believableInvites(startMs);

  it('match the API documentation', () => {
    for (const invite of all) {
      expect(invite.id).toMatch(/^[0-9a-f]{32}$/);
      expect(invite.organization_id).toMatch(/^[0-9a-f]{32}$/);
      expect(invite.organization_name?.length).toBeLessThanOrEqual(100);
      expect(invite.invited_by).toMatch(/@[a-z-]+\.example$/);
      expect(invite.status).toMatch(/^(pending|accepted|rejected|expired)$/);
      expect(Date.parse(invite.invited_on ?? '')).toBeLessThan(startMs);
    }
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it('look different from each other', () => {
    const hoursLeft = all
      .filter(({ status }) => status === 'pending')
      .map(({ expires_on }) => (Date.parse(expires_on ?? '') - startMs) / 3_600_000);
    expect(Math.min(...hoursLeft)).toBe(3);
    expect(all.filter((invite) => invite.organization_is_enforcing_twofactor)).toHaveLength(1);
    for (const status of ['accepted', 'expired']) {
      expect(all.filter((invite) => invite.status === status)).toHaveLength(1);
    }
  });
});
