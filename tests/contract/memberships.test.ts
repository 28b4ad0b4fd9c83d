import { describe, expect, it } from 'vitest';
import { believableMemberships } from '../sandbox/believable-memberships';
import { accept, bearer, call, memberships, put, sandbox, startMs } from './support';

describe('memberships', () => {
  it.each([
    ['', { count: 20, page: 1, per_page: 20, total_count: 60 }],
    ['?per_page=1', { count: 5, page: 1, per_page: 5, total_count: 60 }],
    ['?per_page=1000&page=2', { count: 10, page: 2, per_page: 50, total_count: 60 }],
    ['?status=accepted', { count: 0, page: 1, per_page: 20, total_count: 0 }],
  ])('are paged by %j', async (query, info) => {
    for (let added = 0; added < 60; added += 1) sandbox.addMembership();
    expect((await call(memberships + query)).envelope.result_info).toEqual(info);
  });

  it('are listed unchanged, even without id, account or status', async () => {
    const incomplete = [{}, { status: 'pending' }, ...believableMemberships(startMs)];
    sandbox.setMemberships(incomplete);
    expect((await call(memberships)).envelope.result).toEqual(incomplete);
  });

  it('are returned as copies, so that only the API and its own methods change them', () => {
    const added = sandbox.addMembership({ roles: ['DNS'] });
    added.roles?.push('Billing');
    sandbox.memberships()[0]?.roles?.push('Billing');
    sandbox.membership(added.id)?.roles?.push('Billing');
    expect(sandbox.memberships()).toMatchObject([{ id: added.id, roles: ['DNS'] }]);
    sandbox.removeMembership(added.id);
    expect(sandbox.memberships()).toEqual([]);
  });

  it('are not added by adding an invite, or the other way round', async () => {
    sandbox.addInvite();
    expect((await call(memberships)).envelope.result).toEqual([]);
    sandbox.addMembership();
    expect(sandbox.invites()).toHaveLength(1);
  });

  it('can be read but not updated with a read-only token', async () => {
    const { id } = sandbox.addMembership();
    const { readOnlyToken, noPermissionToken, userDetailsToken } = sandbox.credentials;
    for (const path of [memberships, `${memberships}/${id}`]) {
      expect((await call(path, {}, bearer(readOnlyToken))).status).toBe(200);
      expect(await call(path, {}, bearer(noPermissionToken))).toMatchObject({ status: 403, codes: [10000] });
    }
    for (const token of [readOnlyToken, noPermissionToken]) {
      expect(await put(id, accept, bearer(token))).toMatchObject({ status: 403, codes: [10000] });
    }
    expect(sandbox.membership(id)?.status).toBe('pending');
    expect((await put(id, accept, bearer(userDetailsToken))).status).toBe(200);
  });

  it.each(['', '{"status":', '{}', '{"status":"pending"}', '["accepted"]', 'null'])(
    'refuse the body %j',
    async (body) => {
      const { id } = sandbox.addMembership();
      expect((await put(id, body)).status).toBe(400);
      expect(sandbox.membership(id)?.status).toBe('pending');
    },
  );

  it.each([
    ['POST', memberships],
    ['PATCH', `${memberships}/unknown`],
    ['GET', `${memberships}/`],
    ['GET', `${memberships}/a/b`],
    ['GET', `${memberships}/unknown`],
    ['PUT', `${memberships}/unknown`],
    ['PATCH', '/client/v4/user'],
    ['GET', '/client/v4/user/'],
  ])('have no route for %s %s', async (method, path) => {
    const refused = await call(path, { method, ...(method === 'GET' ? {} : { body: accept }) });
    expect(refused).toMatchObject({ status: 404, codes: [7003] });
  });
});
