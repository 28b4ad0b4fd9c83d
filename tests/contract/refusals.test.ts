import { describe, expect, it } from 'vitest';
import type { SandboxCredentials } from '../sandbox/types';
import {
  accept,
  bearer,
  call,
  clock,
  invites,
  list,
  pair,
  patch,
  restart,
  sandbox,
  wellFormed,
} from './support';

describe('the sandbox', () => {
  type Headers = (credentials: SandboxCredentials) => Record<string, string>;
  const refusals: [string, Headers, number, number, number[]][] = [
    ['missing headers', () => ({}), 400, 9106, []],
    ['a malformed token', () => bearer('short'), 400, 6003, [6111]],
    ['another scheme', () => ({ authorization: 'Basic bWU6bWU=' }), 400, 6003, [6111]],
    ['a malformed key', (good) => pair(good.email, 'not-a-key'), 400, 6003, [6103]],
    ['a malformed email', (good) => pair('nobody', good.globalKey), 400, 6003, [6102]],
    ['a malformed pair', () => pair('nobody', 'not-a-key'), 400, 6003, [6102, 6103]],
    ['a missing email', (good) => ({ 'x-auth-key': good.globalKey }), 400, 6003, [6100]],
    ['a missing key', (good) => ({ 'x-auth-email': good.email }), 400, 6003, [6101]],
    ['an unknown key', (good) => pair(good.email, '0'.repeat(37)), 403, 9103, []],
    ['an unknown email', (good) => pair('who@example.com', good.globalKey), 403, 9103, []],
    ['an unknown token', () => bearer(wellFormed), 401, 1000, []],
    ['an expired token', (good) => bearer(good.expiredToken), 403, 9109, []],
    ['a token without permission', (good) => bearer(good.noPermissionToken), 403, 10000, []],
  ];
  it.each(refusals)('refuses %s', async (_, headers, status, code, chain) => {
    const refused = await list(headers(sandbox.credentials));
    expect(refused).toMatchObject({ status, codes: [code], chain });
    expect(refused.envelope).toMatchObject({ success: false, result: null });
  });

  it('says in the message that a token has expired', async () => {
    const { envelope } = await list(bearer(sandbox.credentials.expiredToken));
    expect(envelope.errors[0]?.message).toMatch(/expired/);
  });

  it('refuses a PATCH with a read-only token before looking up the invitation', async () => {
    const { id } = sandbox.addInvite();
    const readOnly = bearer(sandbox.credentials.readOnlyToken);
    expect((await list(readOnly)).status).toBe(200);
    for (const pathId of [id, 'unknown']) {
      expect(await patch(pathId, accept, readOnly)).toMatchObject({ status: 403, codes: [10000] });
    }
    expect(sandbox.invite(id)?.status).toBe('pending');
  });

  it.each([
    ['GET', '/client/v4/user/invitations'],
    ['GET', '/client/v4/user/invites/'],
    ['GET', '/client/v4/user/invites/a/b'],
    ['GET', '/client/v4/user/invites/%'],
    ['DELETE', '/client/v4/user/invites'],
    ['PUT', '/client/v4/user/invites/unknown'],
    ['GET', '/client/v4/user/invites/unknown'],
    ['PATCH', '/client/v4/user/invites/unknown'],
  ])('has no route for %s %s', async (method, path) => {
    const refused = await call(path, { method, ...(method === 'PATCH' ? { body: accept } : {}) });
    expect(refused).toMatchObject({ status: 404, codes: [7003] });
    expect(refused.envelope.errors[0]?.message).toBe(
      `Could not route to ${path}, perhaps your object identifier is invalid?`,
    );
  });

  it.each(['', '{"status":', '{}', '{"status":"pending"}', '["accepted"]', 'null'])(
    'refuses the body %j',
    async (body) => {
      const { id } = sandbox.addInvite();
      expect((await patch(id, body)).status).toBe(400);
      expect(sandbox.invite(id)?.status).toBe('pending');
    },
  );

  it('refuses a body that is not declared as JSON', async () => {
    const { id } = sandbox.addInvite();
    const response = await fetch(`http://127.0.0.1:${sandbox.httpPort}${invites}/${id}`, {
      method: 'PATCH',
      body: accept,
      headers: bearer(sandbox.credentials.token),
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('6105');
    expect(sandbox.patchesThatTookEffect(id)).toBe(0);
  });

  it('refuses every credential for 300 s after too many failures', async () => {
    await restart({ maxAuthFailures: 3 });
    for (let failed = 0; failed < 3; failed += 1) {
      expect((await list(bearer(wellFormed))).codes).toEqual([1000]);
    }
    const refused = await list();
    expect(refused).toMatchObject({ status: 403, codes: [9109] });
    expect(refused.envelope.errors[0]?.message).toMatch(/^Max auth failures reached/);
    clock.ms += 299_999;
    expect((await list()).status).toBe(403);
    clock.ms += 1;
    expect((await list()).status).toBe(200);
  });

  it('counts only failures that are close together, and none after a reset', async () => {
    await restart({ maxAuthFailures: 2 });
    await list(bearer(wellFormed));
    clock.ms += 300_000;
    await list(bearer(wellFormed));
    expect((await list()).status).toBe(200);
    await list(bearer(wellFormed));
    expect((await list()).status).toBe(403);
    sandbox.resetAuthFailures();
    expect((await list()).status).toBe(200);
  });

  it('does not count a missing permission as a failed authentication', async () => {
    await restart({ maxAuthFailures: 1 });
    await list(bearer(sandbox.credentials.noPermissionToken));
    expect((await list()).status).toBe(200);
  });

  it('blocks after 20 failures by default', async () => {
    for (let failed = 0; failed < 20; failed += 1) await list(bearer(wellFormed));
    expect((await list(bearer(wellFormed))).codes).toEqual([9109]);
  });

  it('refuses revoked credentials until they are restored', async () => {
    const { email, globalKey, token } = sandbox.credentials;
    sandbox.revoke(token);
    sandbox.revoke(globalKey);
    expect((await list()).codes).toEqual([1000]);
    expect((await list(pair(email, globalKey))).codes).toEqual([9103]);
    sandbox.restore(token);
    sandbox.restore(globalKey);
    expect((await list()).status).toBe(200);
    expect((await list(pair(email, globalKey))).status).toBe(200);
  });
});
