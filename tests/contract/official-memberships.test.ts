import Cloudflare from 'cloudflare';
import { describe, expect, it } from 'vitest';
import { type Login, memberships, officialClient, sandbox, wellFormed } from './support';

describe('the official client', () => {
  it('lists all memberships, page by page', async () => {
    const ids = Array.from({ length: 23 }, () => sandbox.addMembership().id);
    const listed = [];
    for await (const membership of officialClient().memberships.list()) listed.push(membership.id);
    expect(listed).toEqual(ids);
    // It requests pages until one is empty.
    expect(sandbox.requests.map(({ path }) => path)).toEqual([
      memberships,
      `${memberships}?page=2`,
      `${memberships}?page=3`,
    ]);
  });

  it('lists the memberships with one status, with the requested page size', async () => {
    for (let added = 0; added < 7; added += 1) {
      sandbox.addMembership({ status: 'accepted' });
      sandbox.addMembership({ status: 'pending' });
    }
    const page = await officialClient().memberships.list({ status: 'pending', per_page: 5 });
    expect(page.result.map(({ status }) => status)).toEqual(Array(5).fill('pending'));
    expect(page.result_info).toEqual({ count: 5, page: 1, per_page: 5, total_count: 7 });
    expect((await page.getNextPage()).result).toHaveLength(2);
  });

  it('gets one membership as it was added', async () => {
    const account = { name: 'Quayside Records', settings: { enforce_twofactor: true } };
    const added = sandbox.addMembership({ account, roles: ['DNS', 'Billing'], api_access_enabled: false });
    expect(await officialClient().memberships.get(added.id)).toEqual(added);
    expect(added).toMatchObject({
      status: 'pending',
      account: { type: 'standard', created_on: '2024-03-02T09:00:00Z', ...account },
    });
  });

  it.each(['accepted', 'rejected'] as const)('updates to %s, once', async (status) => {
    const { id, account } = sandbox.addMembership();
    const client = officialClient().memberships;
    expect(await client.update(id, { status })).toMatchObject({ id, status, account });
    const other = status === 'accepted' ? 'rejected' : 'accepted';
    await expect(client.update(id, { status: other })).rejects.toBeInstanceOf(Cloudflare.ConflictError);
    expect((await client.get(id)).status).toBe(status);
    expect(sandbox.answersThatTookEffect(account.id)).toBe(1);
  });

  it('cannot DELETE, because the sandbox has no such route', async () => {
    const { id } = sandbox.addMembership();
    await expect(officialClient().memberships.delete(id)).rejects.toBeInstanceOf(Cloudflare.NotFoundError);
    expect(sandbox.membership(id)?.status).toBe('pending');
    expect(sandbox.requests).toMatchObject([
      { method: 'DELETE', path: `${memberships}/${id}`, responded: 404 },
    ]);
  });

  it("sees only its own user's memberships", async () => {
    const [, second] = sandbox.users;
    const mine = sandbox.addMembership();
    const theirs = second.addMembership();
    const client = officialClient({ apiToken: second.credentials.token }).memberships;
    expect((await client.list()).result).toEqual([theirs]);
    await expect(client.get(mine.id)).rejects.toBeInstanceOf(Cloudflare.NotFoundError);
  });

  it('throws a different class for each kind of refusal of an update', async () => {
    const { email, readOnlyToken, noPermissionToken, expiredToken } = sandbox.credentials;
    const { id, account } = sandbox.addMembership();
    const refusal = (login?: Login) => officialClient(login).memberships.update(id, { status: 'accepted' });

    await expect(refusal({ apiToken: wellFormed })).rejects.toBeInstanceOf(Cloudflare.AuthenticationError);
    for (const apiToken of [readOnlyToken, noPermissionToken, expiredToken]) {
      await expect(refusal({ apiToken })).rejects.toBeInstanceOf(Cloudflare.PermissionDeniedError);
    }
    await expect(refusal({ apiEmail: email, apiKey: 'short' })).rejects.toBeInstanceOf(
      Cloudflare.BadRequestError,
    );
    sandbox.fault({ kind: 'status', status: 503, path: '/memberships' });
    await expect(refusal()).rejects.toBeInstanceOf(Cloudflare.InternalServerError);
    sandbox.fault({ kind: 'status', status: 429, path: '/memberships' });
    await expect(refusal()).rejects.toBeInstanceOf(Cloudflare.RateLimitError);
    sandbox.fault({ kind: 'drop', path: '/memberships' });
    await expect(refusal()).rejects.toBeInstanceOf(Cloudflare.APIConnectionError);
    expect(sandbox.answersThatTookEffect(account.id)).toBe(0);
  });

  it('gets the user with the Global API key and with a token that has the permission', async () => {
    const { email, globalKey, userDetailsToken } = sandbox.credentials;
    for (const login of [{ apiEmail: email, apiKey: globalKey }, { apiToken: userDetailsToken }]) {
      sandbox.setTwoFactor(false);
      const client = officialClient(login).user;
      expect(await client.get()).toMatchObject({ email, two_factor_authentication_enabled: false });
      sandbox.setTwoFactor(true);
      const user = await client.get();
      expect(user).toMatchObject({ email, two_factor_authentication_enabled: true });
      expect(user.id).toBe(sandbox.addInvite().invited_member_id);
    }
  });

  it('cannot get the user with any other token', async () => {
    const { token, readOnlyToken, noPermissionToken } = sandbox.credentials;
    for (const apiToken of [token, readOnlyToken, noPermissionToken]) {
      const refused = await officialClient({ apiToken })
        .user.get()
        .catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(Cloudflare.PermissionDeniedError);
      expect(refused).toMatchObject({ errors: [{ code: 9109 }] });
    }
  });
});
