import { describe, expect, it } from 'vitest';
import { listed } from '../../support/listed';
import { clientOf, invite, success } from './network';

describe('invitations', () => {
  it('are read one by one: an odd one is counted and hides no other', async () => {
    const { client } = clientOf(() =>
      success([invite('1'), 'odd', { id: '2' }, null, { ...invite('3'), roles: 7 }]),
    );
    const result = await listed(client);
    expect(result).toMatchObject({ ok: true, value: { unreadable: 3 } });
    expect(result.ok && result.value.invitations.map(({ id }) => id)).toEqual(['1', '3']);
  });

  it('become dates in ms, absent fields null, and a new status is kept', async () => {
    const { client } = clientOf(() =>
      success({
        ...invite('1'),
        status: 'frozen',
        expires_on: '2026-03-05T12:00:00Z',
        invited_on: 'some day',
        organization_name: 'Northwind',
        news: { from: 'the future' },
      }),
    );
    expect(await client.getInvitation('1')).toEqual({
      ok: true,
      value: {
        id: '1',
        organizationId: 'org-1',
        organizationName: 'Northwind',
        invitedBy: null,
        invitedEmail: null,
        invitedAtMs: null,
        expiresAtMs: Date.parse('2026-03-05T12:00:00Z'),
        enforcesTwoFactor: false,
        roles: [],
        cautions: [],
        status: 'frozen',
      },
    });
  });

  it.each(['.', '..', '', '\ud800'])('have no id that a path could not carry: %j', async (id) => {
    const { client } = clientOf(() => success([{ ...invite('x'), id }]));
    expect(await listed(client)).toMatchObject({ value: { invitations: [{ id: null }] } });
  });
});
