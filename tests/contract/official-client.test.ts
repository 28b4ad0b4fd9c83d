import Cloudflare from 'cloudflare';
import { describe, expect, it } from 'vitest';
import { clock, type Login, sandbox, sdk, wellFormed } from './support';

describe('the official client', () => {
  it('lists 20 invitations, and the rest on the second page', async () => {
    const ids = Array.from({ length: 23 }, () => sandbox.addInvite().id);

    // It treats the list as a single page, because the API documentation has no paging for it.
    const first = [];
    for await (const invite of sdk().list()) first.push(invite.id);
    expect(first).toEqual(ids.slice(0, 20));

    const second = await sdk().list({ query: { page: 2 } });
    expect(second.result.map(({ id }) => id)).toEqual(ids.slice(20));
  });

  it('gets one invitation as it was added', async () => {
    const added = sandbox.addInvite({ organization_name: 'Quayside Records', roles: ['DNS', 'Billing'] });
    expect(await sdk().get(added.id)).toEqual(added);
    expect(added).toMatchObject({ invited_on: '2026-03-02T09:00:00Z', expires_on: '2026-03-06T09:00:00Z' });
  });

  it.each(['accepted', 'rejected'] as const)('responds %s, once', async (status) => {
    const { id } = sandbox.addInvite();
    expect(await sdk().edit(id, { status })).toMatchObject({ id, status });
    expect(sandbox.invite(id)?.status).toBe(status);
    expect((await sdk().get(id)).status).toBe(status);

    const other = status === 'accepted' ? 'rejected' : 'accepted';
    await expect(sdk().edit(id, { status: other })).rejects.toBeInstanceOf(Cloudflare.ConflictError);
    expect(sandbox.invite(id)?.status).toBe(status);
    expect(sandbox.patchesThatTookEffect(id)).toBe(1);
  });

  it('is refused when the invitation has expired, according to its status or its time', async () => {
    const byStatus = sandbox.addInvite({ status: 'expired' });
    const byTime = sandbox.addInvite();
    clock.ms = Date.parse(byTime.expires_on ?? '');
    for (const { id, status } of [byStatus, byTime]) {
      await expect(sdk().edit(id, { status: 'accepted' })).rejects.toBeInstanceOf(Cloudflare.ConflictError);
      expect(sandbox.invite(id)?.status).toBe(status);
      expect(sandbox.patchesThatTookEffect(id)).toBe(0);
    }
  });

  it('works with the Global API key', async () => {
    const { email, globalKey } = sandbox.credentials;
    const { id } = sandbox.addInvite();
    const byKey = sdk({ apiEmail: email, apiKey: globalKey });
    expect((await byKey.list()).result).toHaveLength(1);
    expect((await byKey.edit(id, { status: 'accepted' })).status).toBe('accepted');
  });

  it("sees only its own user's invitations", async () => {
    const [, second] = sandbox.users;
    const mine = sandbox.addInvite();
    const theirs = second.addInvite();
    const client = sdk({ apiToken: second.credentials.token });
    expect((await client.list()).result.map(({ id }) => id)).toEqual([theirs.id]);
    await expect(client.get(mine.id)).rejects.toBeInstanceOf(Cloudflare.NotFoundError);
    expect(theirs.invited_member_email).toBe(second.credentials.email);
  });

  it('throws a different class for each kind of refusal', async () => {
    const { credentials } = sandbox;
    const { id } = sandbox.addInvite();
    const refusal = (login?: Login) => sdk(login).edit(id, { status: 'accepted' });
    const { email } = credentials;

    await expect(refusal({ apiToken: wellFormed })).rejects.toBeInstanceOf(Cloudflare.AuthenticationError);
    for (const apiToken of [
      credentials.readOnlyToken,
      credentials.noPermissionToken,
      credentials.expiredToken,
    ]) {
      await expect(refusal({ apiToken })).rejects.toBeInstanceOf(Cloudflare.PermissionDeniedError);
    }
    await expect(refusal({ apiEmail: email, apiKey: 'short' })).rejects.toBeInstanceOf(
      Cloudflare.BadRequestError,
    );
    await expect(sdk().get('0'.repeat(32))).rejects.toBeInstanceOf(Cloudflare.NotFoundError);
    sandbox.fault({ kind: 'status', status: 503 });
    await expect(refusal()).rejects.toBeInstanceOf(Cloudflare.InternalServerError);
    sandbox.fault({ kind: 'status', status: 429, headers: { 'retry-after': '7' } });
    await expect(refusal()).rejects.toBeInstanceOf(Cloudflare.RateLimitError);
    sandbox.fault({ kind: 'drop' });
    await expect(refusal()).rejects.toBeInstanceOf(Cloudflare.APIConnectionError);
    expect(sandbox.patchesThatTookEffect(id)).toBe(0);
  });
});
