import { spawn } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { fileURLToPath } from 'node:url';
import Cloudflare from 'cloudflare';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { believableInvites } from '../sandbox/believable-invites';
import type { Fault } from '../sandbox/fault';
import { startSandbox } from '../sandbox/start';
import type { Sandbox, SandboxCredentials, SandboxOptions } from '../sandbox/types';

const startMs = Date.parse('2026-03-02T09:00:00Z');
const wellFormed = 'A'.repeat(40);
let clockMs: number;
let sandbox: Sandbox;

async function restart(options: SandboxOptions = {}) {
  await sandbox.close();
  sandbox = await startSandbox({ now: () => clockMs, ...options });
}

beforeEach(async () => {
  clockMs = startMs;
  sandbox = await startSandbox({ now: () => clockMs });
});
afterEach(() => sandbox.close());

type Login = { apiToken?: string; apiKey?: string; apiEmail?: string };

/** The official client, which never retries here, so that every answer is seen. */
function sdk(login: Login = { apiToken: sandbox.credentials.token }) {
  const none = { apiToken: null, apiKey: null, apiEmail: null, userServiceKey: null };
  return new Cloudflare({
    ...none,
    ...login,
    baseURL: `http://127.0.0.1:${sandbox.httpPort}/client/v4`,
    maxRetries: 0,
  }).user.invites;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const pair = (email: string, key: string) => ({ 'x-auth-email': email, 'x-auth-key': key });
const json = { 'content-type': 'application/json' };

const envelopeSchema = z.strictObject({
  success: z.boolean(),
  errors: z.array(
    z.strictObject({
      code: z.int(),
      message: z.string().min(1),
      error_chain: z.optional(z.array(z.strictObject({ code: z.int(), message: z.string().min(1) }))),
    }),
  ),
  messages: z.tuple([]),
  result: z.unknown(),
  result_info: z.optional(z.unknown()),
});

/** A request without any client library, with its envelope read strictly. */
async function call(path: string, init: RequestInit = {}, headers?: Record<string, string>) {
  const response = await fetch(`http://127.0.0.1:${sandbox.httpPort}${path}`, {
    ...init,
    headers: { ...(headers ?? bearer(sandbox.credentials.token)), ...json },
    redirect: 'manual',
  });
  const envelope = envelopeSchema.parse(await response.json());
  const codes = envelope.errors.map(({ code }) => code);
  const chain = envelope.errors.flatMap((error) => error.error_chain?.map(({ code }) => code) ?? []);
  return { response, status: response.status, envelope, codes, chain };
}

const invites = '/client/v4/user/invites';
const list = (headers?: Record<string, string>) => call(invites, {}, headers);
const patch = (id: string, body: string, headers?: Record<string, string>) =>
  call(`${invites}/${id}`, { method: 'PATCH', body }, headers);
const accept = JSON.stringify({ status: 'accepted' });

describe('the official client', () => {
  it('lists 20 invitations, and the rest on the page it asks for', async () => {
    const ids = Array.from({ length: 23 }, () => sandbox.addInvite().id);

    // Its list is a single page, as the API document gives the list no paging: it iterates over no second one.
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

  it('is refused when the invitation has expired, by its status or by its time', async () => {
    const byStatus = sandbox.addInvite({ status: 'expired' });
    const byTime = sandbox.addInvite();
    clockMs = Date.parse(byTime.expires_on ?? '');
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

  it('sees the invitations of its own user only', async () => {
    const [, second] = sandbox.users;
    const mine = sandbox.addInvite();
    const theirs = second.addInvite();
    const client = sdk({ apiToken: second.credentials.token });
    expect((await client.list()).result.map(({ id }) => id)).toEqual([theirs.id]);
    await expect(client.get(mine.id)).rejects.toBeInstanceOf(Cloudflare.NotFoundError);
    expect(theirs.invited_member_email).toBe(second.credentials.email);
  });

  it('throws its own class for each kind of refusal', async () => {
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

describe('envelopes', () => {
  it('wraps a list with its paging', async () => {
    for (let added = 0; added < 12; added += 1) sandbox.addInvite();
    const { envelope, response } = await call(`${invites}?page=2&per_page=5`);
    expect(envelope).toEqual({
      success: true,
      errors: [],
      messages: [],
      result: sandbox.invites().slice(5, 10),
      result_info: { count: 5, page: 2, per_page: 5, total_count: 12 },
    });
    expect(response.headers.get('content-type')).toBe('application/json');
  });

  it.each([
    ['', { count: 20, page: 1, per_page: 20, total_count: 60 }],
    ['?per_page=1000', { count: 50, page: 1, per_page: 50, total_count: 60 }],
    ['?page=3&per_page=50', { count: 0, page: 3, per_page: 50, total_count: 60 }],
    ['?page=0&per_page=x', { count: 20, page: 1, per_page: 20, total_count: 60 }],
  ])('pages %j', async (query, info) => {
    for (let added = 0; added < 60; added += 1) sandbox.addInvite();
    expect((await call(invites + query)).envelope.result_info).toEqual(info);
  });

  it('lists every status, and invitations without id or status', async () => {
    const bare = { organization_id: 'a'.repeat(32), invited_member_id: null };
    sandbox.setInvites([bare, ...believableInvites(startMs)]);
    expect((await list()).envelope.result).toEqual([bare, ...believableInvites(startMs)]);
  });

  it('wraps one invitation without paging', async () => {
    const invite = sandbox.addInvite();
    const { envelope } = await call(`${invites}/${invite.id}`);
    expect(envelope).toEqual({ success: true, errors: [], messages: [], result: invite });
  });

  it('wraps errors with a null result', async () => {
    expect((await list(bearer(wellFormed))).envelope).toEqual({
      success: false,
      errors: [{ code: 1000, message: 'Invalid API Token' }],
      messages: [],
      result: null,
    });
  });

  it('sends no CORS headers, not even to a preflight', async () => {
    const url = `http://127.0.0.1:${sandbox.httpPort}${invites}`;
    const origin = 'https://web.example';
    const preflight = await fetch(url, { method: 'OPTIONS', headers: { origin } });
    const plain = await fetch(url, { headers: { origin, ...bearer(sandbox.credentials.token) } });
    expect([preflight.status, plain.status]).toEqual([404, 200]);
    for (const { headers } of [preflight, plain]) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('refusals', () => {
  type Headers = (credentials: SandboxCredentials) => Record<string, string>;
  const refusals: [string, Headers, number, number, number[]][] = [
    ['missing headers', () => ({}), 400, 9106, []],
    ['a malformed token', () => bearer('short'), 400, 6003, [6111]],
    ['another scheme', () => ({ authorization: 'Basic bWU6bWU=' }), 400, 6003, [6111]],
    ['a malformed key', (good) => pair(good.email, 'not-a-key'), 400, 6003, [6103]],
    ['a malformed e-mail', (good) => pair('nobody', good.globalKey), 400, 6003, [6102]],
    ['a malformed pair', () => pair('nobody', 'not-a-key'), 400, 6003, [6102, 6103]],
    ['a missing e-mail', (good) => ({ 'x-auth-key': good.globalKey }), 400, 6003, [6100]],
    ['a missing key', (good) => ({ 'x-auth-email': good.email }), 400, 6003, [6101]],
    ['an unknown key', (good) => pair(good.email, '0'.repeat(37)), 403, 9103, []],
    ['an unknown e-mail', (good) => pair('who@example.com', good.globalKey), 403, 9103, []],
    ['an unknown token', () => bearer(wellFormed), 401, 1000, []],
    ['an expired token', (good) => bearer(good.expiredToken), 403, 9109, []],
    ['a token without permission', (good) => bearer(good.noPermissionToken), 403, 10000, []],
  ];
  it.each(refusals)('%s', async (_, headers, status, code, chain) => {
    const refused = await list(headers(sandbox.credentials));
    expect(refused).toMatchObject({ status, codes: [code], chain });
    expect(refused.envelope).toMatchObject({ success: false, result: null });
  });

  it('the words tell an expired token', async () => {
    const { envelope } = await list(bearer(sandbox.credentials.expiredToken));
    expect(envelope.errors[0]?.message).toMatch(/expired/);
  });

  it('a PATCH with a read-only token, before the invitation is looked up', async () => {
    const { id } = sandbox.addInvite();
    const readOnly = bearer(sandbox.credentials.readOnlyToken);
    expect((await list(readOnly)).status).toBe(200);
    for (const some of [id, 'unknown']) {
      expect(await patch(some, accept, readOnly)).toMatchObject({ status: 403, codes: [10000] });
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
  ])('%s %s goes nowhere', async (method, path) => {
    const refused = await call(path, { method, ...(method === 'PATCH' ? { body: accept } : {}) });
    expect(refused).toMatchObject({ status: 404, codes: [7003] });
    expect(refused.envelope.errors[0]?.message).toBe(
      `Could not route to ${path}, perhaps your object identifier is invalid?`,
    );
  });

  it.each(['', '{"status":', '{}', '{"status":"pending"}', '["accepted"]', 'null'])(
    'the body %j',
    async (body) => {
      const { id } = sandbox.addInvite();
      expect((await patch(id, body)).status).toBe(400);
      expect(sandbox.invite(id)?.status).toBe('pending');
    },
  );

  it('a body that is not declared as JSON', async () => {
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

  it('every credential after too many failures, for 300 s', async () => {
    await restart({ maxAuthFailures: 3 });
    for (let failed = 0; failed < 3; failed += 1) {
      expect((await list(bearer(wellFormed))).codes).toEqual([1000]);
    }
    const refused = await list();
    expect(refused).toMatchObject({ status: 403, codes: [9109] });
    expect(refused.envelope.errors[0]?.message).toMatch(/^Max auth failures reached/);
    clockMs += 299_999;
    expect((await list()).status).toBe(403);
    clockMs += 1;
    expect((await list()).status).toBe(200);
  });

  it('counts only failures that are close together, and none after a reset', async () => {
    await restart({ maxAuthFailures: 2 });
    await list(bearer(wellFormed));
    clockMs += 300_000;
    await list(bearer(wellFormed));
    expect((await list()).status).toBe(200);
    await list(bearer(wellFormed));
    expect((await list()).status).toBe(403);
    sandbox.resetAuthFailures();
    expect((await list()).status).toBe(200);
  });

  it('a missing permission is no failed authentication', async () => {
    await restart({ maxAuthFailures: 1 });
    await list(bearer(sandbox.credentials.noPermissionToken));
    expect((await list()).status).toBe(200);
  });

  it('20 failures are too many by default', async () => {
    for (let failed = 0; failed < 20; failed += 1) await list(bearer(wellFormed));
    expect((await list(bearer(wellFormed))).codes).toEqual([9109]);
  });

  it('what was revoked, until it is restored', async () => {
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

describe('the rate limit', () => {
  const standing = ({ response: { headers } }: Awaited<ReturnType<typeof list>>) => [
    headers.get('ratelimit'),
    headers.get('ratelimit-policy'),
    headers.get('retry-after'),
  ];

  it('is told with every answer', async () => {
    const policy = '"default";q=1200;w=300';
    expect(standing(await list())).toEqual(['"default";r=1199;t=300', policy, null]);
    clockMs += 90_500;
    expect(standing(await list())).toEqual(['"default";r=1198;t=210', policy, null]);
    expect(standing(await call('/client/v4/nowhere'))).toEqual(['"default";r=1197;t=210', policy, null]);
    expect(standing(await list({}))).toEqual(['"default";r=1199;t=300', policy, null]);
  });

  it('once passed refuses all of this user for a whole window', async () => {
    await restart({ rateLimit: { requests: 2, windowSeconds: 60 } });
    await list();
    await list();
    clockMs += 10_000;
    const refused = await list();
    expect(refused).toMatchObject({ status: 429, codes: [971] });
    expect(standing(refused)).toEqual(['"default";r=0;t=60', '"default";q=2;w=60', '60']);
    expect((await list(bearer(sandbox.users[1].credentials.token))).status).toBe(200);

    clockMs += 59_000;
    expect(standing(await list())[2]).toBe('1');
    clockMs += 1000;
    expect(standing(await list())).toEqual(['"default";r=1;t=60', '"default";q=2;w=60', null]);
  });

  it('begins anew after its window, and when reset', async () => {
    await restart({ rateLimit: { requests: 1, windowSeconds: 60 } });
    expect((await list()).status).toBe(200);
    clockMs += 60_000;
    expect((await list()).status).toBe(200);
    expect((await list()).status).toBe(429);
    sandbox.resetRateLimit();
    expect((await list()).status).toBe(200);
  });

  it('is the SDK’s RateLimitError', async () => {
    await restart({ rateLimit: { requests: 0 } });
    await expect(sdk().list()).rejects.toBeInstanceOf(Cloudflare.RateLimitError);
  });
});

describe('faults', () => {
  const raw = (path = invites, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${sandbox.httpPort}${path}`, {
      ...init,
      headers: { ...bearer(sandbox.credentials.token), ...json },
      redirect: 'manual',
    });
  const patchRaw = (id: string) => raw(`${invites}/${id}`, { method: 'PATCH', body: accept });

  it('status answers an envelope of choice', async () => {
    sandbox.fault({ kind: 'status', status: 403, code: 9109, message: 'No', headers: { 'x-odd': '1' } });
    const { status, envelope, response } = await list();
    expect([status, response.headers.get('x-odd')]).toEqual([403, '1']);
    expect(envelope.errors).toEqual([{ code: 9109, message: 'No' }]);
  });

  it('latency delays the usual answer, or another fault', async () => {
    sandbox.fault({ kind: 'latency', ms: 120 });
    sandbox.fault({ kind: 'html' });
    const begun = performance.now();
    const response = await raw();
    // Timers may fire a little early by this clock.
    expect(performance.now() - begun).toBeGreaterThan(110);
    expect(response.status).toBe(502);
    expect((await list()).status).toBe(200);
  });

  it('cut-off leaves half of the JSON', async () => {
    sandbox.fault({ kind: 'cut-off' });
    const body = await (await raw()).text();
    expect(body).toMatch(/^\{"success":true/);
    expect(() => JSON.parse(body)).toThrow(SyntaxError);
  });

  it('html is what a proxy shows', async () => {
    sandbox.fault({ kind: 'html', status: 504 });
    const response = await raw();
    expect([response.status, response.headers.get('content-type')]).toEqual([
      504,
      'text/html; charset=UTF-8',
    ]);
    expect(await response.text()).toMatch(/^<!DOCTYPE html>/);
  });

  it('throttled is no success under HTTP 200', async () => {
    sandbox.fault({ kind: 'throttled' });
    const { status, codes, envelope } = await list();
    expect({ status, codes, success: envelope.success }).toEqual({
      status: 200,
      codes: [971],
      success: false,
    });
  });

  it('redirect points elsewhere', async () => {
    sandbox.fault({ kind: 'redirect', location: 'https://elsewhere.example/' });
    const response = await raw();
    expect([response.status, response.headers.get('location')]).toEqual([302, 'https://elsewhere.example/']);
  });

  it('raw sends a string unchanged and the rest as JSON', async () => {
    sandbox.fault({ kind: 'raw', body: '<nonsense', status: 418, contentType: 'text/plain' });
    sandbox.fault({ kind: 'raw', body: { success: 'yes', result: [null] } });
    const first = await raw();
    expect([first.status, first.headers.get('content-type'), await first.text()]).toEqual([
      418,
      'text/plain',
      '<nonsense',
    ]);
    expect(await (await raw()).json()).toEqual({ success: 'yes', result: [null] });
  });

  it('drop ends the connection before the PATCH takes effect', async () => {
    const { id } = sandbox.addInvite();
    sandbox.fault({ kind: 'drop' });
    await expect(patchRaw(id)).rejects.toThrow(TypeError);
    expect(sandbox.invite(id)?.status).toBe('pending');
    expect(sandbox.requests.map(({ responded }) => responded)).toEqual(['dropped']);
  });

  it('lost-answer ends the connection after the PATCH took effect', async () => {
    const { id } = sandbox.addInvite();
    sandbox.fault({ kind: 'lost-answer' });
    expect((await list()).status).toBe(200);
    await expect(patchRaw(id)).rejects.toThrow(TypeError);
    expect(sandbox.invite(id)?.status).toBe('accepted');
    expect(sandbox.patchesThatTookEffect(id)).toBe(1);
    expect(sandbox.requests.map(({ responded }) => responded)).toEqual([200, 'dropped']);
  });

  it('hang never answers, until the sandbox is closed', async () => {
    const { id } = sandbox.addInvite();
    sandbox.fault({ kind: 'hang' });
    let settled = false;
    const hanging = patchRaw(id).finally(() => {
      settled = true;
    });
    hanging.catch(() => undefined);
    await expect.poll(() => sandbox.requests.length).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([settled, sandbox.requests[0]?.responded]).toEqual([false, 'pending']);
    await sandbox.close();
    await expect(hanging).rejects.toThrow(TypeError);
    expect(sandbox.invite(id)?.status).toBe('pending');
  });

  it.each([
    { kind: 'status', status: 500 },
    { kind: 'html' },
    { kind: 'throttled' },
    { kind: 'redirect', location: '/' },
    { kind: 'raw', body: {} },
  ] satisfies Fault[])('$kind leaves the invitation as it is', async (fault) => {
    const { id } = sandbox.addInvite();
    sandbox.fault(fault);
    await patchRaw(id);
    expect(sandbox.invite(id)?.status).toBe('pending');
  });

  it('waits for the method and the path it is for, as often as asked', async () => {
    const { id } = sandbox.addInvite();
    sandbox.fault({ kind: 'status', status: 500, method: 'get', path: id, times: 2 });
    expect((await list()).status).toBe(200);
    expect((await patch(id, accept)).status).toBe(200);
    const statuses = [];
    for (let asked = 0; asked < 3; asked += 1) statuses.push((await raw(`${invites}/${id}`)).status);
    expect(statuses).toEqual([500, 500, 200]);
  });

  it.each([Number.POSITIVE_INFINITY, 'always'] as const)('stays for %s, until cleared', async (times) => {
    sandbox.fault({ kind: 'html', times });
    for (let asked = 0; asked < 5; asked += 1) expect((await raw()).status).toBe(502);
    sandbox.clearFaults();
    expect((await raw()).status).toBe(200);
  });
});

describe('control', () => {
  it('records requests as they arrived', async () => {
    const { id } = sandbox.addInvite();
    await call(`${invites}?page=2`);
    clockMs += 5;
    await patch(id, accept);
    expect(sandbox.requests).toMatchObject([
      { method: 'GET', path: `${invites}?page=2`, body: '', at: startMs, responded: 200 },
      { method: 'PATCH', path: `${invites}/${id}`, body: accept, at: startMs + 5, responded: 200 },
    ]);
    expect(sandbox.requests[0]?.headers['authorization']).toBe(`Bearer ${sandbox.credentials.token}`);
    sandbox.clearRequests();
    expect(sandbox.requests).toEqual([]);
  });

  it('hands out copies, so that only the API and its own methods change invitations', () => {
    const added = sandbox.addInvite({ roles: ['DNS'] });
    added.roles?.push('Billing');
    sandbox.invites()[0]?.roles?.push('Billing');
    sandbox.invite(added.id)?.roles?.push('Billing');
    expect(sandbox.invites()).toMatchObject([{ id: added.id, roles: ['DNS'] }]);
    sandbox.removeInvite(added.id);
    expect(sandbox.invites()).toEqual([]);
  });

  const post = (path: string, body: string, method = 'POST') =>
    fetch(`http://127.0.0.1:${sandbox.httpPort}/_sandbox/${path}`, {
      method,
      ...(method === 'POST' ? { body } : {}),
    });

  it('is not served unless asked for', async () => {
    expect((await post('faults', '{"kind":"html"}')).status).toBe(404);
    expect((await list()).status).toBe(200);
  });

  it('arms and clears faults and adds invitations over HTTP', async () => {
    await restart({ controlEndpoints: true });
    expect((await post('faults', '{"kind":"status","status":503,"times":"always"}')).status).toBe(200);
    expect((await list()).status).toBe(503);
    expect((await post('faults', '', 'DELETE')).status).toBe(200);
    const added = await (await post('invites', '{"organization_name":"Dune Ferries"}')).json();
    expect((await list()).envelope.result).toEqual([added]);
    expect(added).toMatchObject({ organization_name: 'Dune Ferries', status: 'pending' });
    expect(sandbox.requests).toHaveLength(2);
  });

  it.each([
    ['faults', 'oops', /not JSON/],
    ['faults', '{"kind":"fire"}', /'status' \| 'latency'/],
    ['faults', '{"kind":"html","when":"now"}', /"when"/],
    ['faults', '{"kind":"latency","ms":-1}', /at ms/],
    ['faults', '{"kind":"drop","times":0}', /at times/],
    ['invites', '{"organisation_name":"x"}', /"organisation_name"/],
    ['invites', '{"roles":"DNS"}', /at roles/],
  ])('says what is wrong with %s %s', async (path, body, words) => {
    await restart({ controlEndpoints: true });
    const refused = await post(path, body);
    expect(refused.status).toBe(400);
    expect(z.object({ error: z.string() }).parse(await refused.json()).error).toMatch(words);
    expect(sandbox.invites()).toEqual([]);
    expect((await list()).status).toBe(200);
  });
});

describe('the network', () => {
  it('serves the same state over TLS, with a certificate for api.cloudflare.com', async () => {
    const { id } = sandbox.addInvite();
    const request = httpsRequest({
      host: '127.0.0.1',
      port: sandbox.httpsPort,
      servername: 'api.cloudflare.com',
      ca: sandbox.certificatePem,
      path: `${invites}/${id}`,
      headers: { host: 'api.cloudflare.com', ...bearer(sandbox.credentials.token) },
    }).end();
    const body = await new Promise<string>((resolve, reject) => {
      request.on('error', reject);
      request.on('response', (response) => resolve(text(response)));
    });
    expect(JSON.parse(body)).toMatchObject({ success: true, result: { id } });
  });

  it('tells the hash of the key that it serves', async () => {
    const socket = connectTls({ host: '127.0.0.1', port: sandbox.httpsPort, rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const served = new X509Certificate(socket.getPeerCertificate().raw);
    socket.destroy();
    const spki = served.publicKey.export({ type: 'spki', format: 'der' });
    expect(sandbox.spkiHash).toBe(createHash('sha256').update(spki).digest('base64'));
    for (const host of ['api.cloudflare.com', 'localhost']) expect(served.checkHost(host)).toBe(host);
    expect(served.checkIP('127.0.0.1')).toBe('127.0.0.1');
  });

  it('is reachable on 127.0.0.1 only', async () => {
    const reachable = (host: string, port: number) =>
      new Promise<boolean>((resolve) => {
        const socket = connect({ host, port, timeout: 1000 });
        const end = (connected: boolean) => {
          socket.destroy();
          resolve(connected);
        };
        socket.once('connect', () => end(true));
        socket.once('error', () => end(false));
        socket.once('timeout', () => end(false));
      });
    const own = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal }) => !internal)
      .map(({ address }) => address);
    for (const port of [sandbox.httpPort, sandbox.httpsPort]) {
      expect(await reachable('127.0.0.1', port)).toBe(true);
      // The first two would reach a server that listens on every address.
      for (const host of ['127.0.0.2', '::1', ...own])
        expect([host, await reachable(host, port)]).toEqual([host, false]);
    }
  });

  it('frees its ports when closed, and leaves none taken when one cannot be had', async () => {
    const { httpPort, httpsPort } = sandbox;
    await sandbox.close();
    sandbox = await startSandbox({ httpPort, httpsPort });
    expect([sandbox.httpPort, sandbox.httpsPort]).toEqual([httpPort, httpsPort]);

    const free = await startSandbox();
    await free.close();
    const half = startSandbox({ httpPort: free.httpPort, httpsPort });
    await expect(half).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await (await startSandbox({ httpPort: free.httpPort })).close();
  });
});

describe('believable invitations', () => {
  const all = believableInvites(startMs);

  it('fit the API document', () => {
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

  it('differ in what a person sees', () => {
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

describe('the program', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));

  function run(args: string[], port: string) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/sandbox.ts', ...args], {
      cwd: root,
      env: { ...process.env, PORT: port },
    });
    const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]).then(
      ([stdout, stderr, [code, signal]]) => ({ stdout, stderr, code, signal }),
    );
    return { child, ended };
  }

  /** A free port followed by another one, below the range that the system itself gives out. */
  async function freePair() {
    for (let port = 20_000 + 2 * Math.floor(Math.random() * 5000); port < 32_000; port += 2) {
      const probe = await startSandbox({ httpPort: port, httpsPort: port + 1 }).catch(() => undefined);
      await probe?.close();
      if (probe) return port;
    }
    throw new Error('No two free ports in a row.');
  }

  it.each([
    [['--help'], '', 0, /Usage: npm run sandbox/],
    [['--port'], '', 1, /^Unknown option '--port'.*\n$/],
    [[], '80x', 1, /^PORT must be a whole number from 1 to 65534, not '80x'\.\n$/],
    [[], '65535', 1, /^PORT must be a whole number from 1 to 65534, not '65535'\.\n$/],
  ])('%j with PORT=%j', async (args, port, code, words) => {
    const { stdout, stderr, code: exit } = await run(args, port).ended;
    expect(exit).toBe(code);
    expect(stdout + stderr).toMatch(words);
  });

  it('tells that the port is taken', async () => {
    const { stderr, code } = await run([], String(sandbox.httpPort)).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Port \d+ or \d+ is already in use: .+\n$/);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('serves what it prints, and ends cleanly on %s', async (signal) => {
    const { child, ended } = run([], String(await freePair()));
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += String(chunk);
    });
    await expect.poll(() => printed, { timeout: 15_000 }).toContain('Clear all faults');
    const url = /curl -s (\S+) -H 'Authorization: (Bearer \S+)'/.exec(printed);
    const response = await fetch(url?.[1] ?? '', { headers: { authorization: url?.[2] ?? '' } });
    expect(envelopeSchema.parse(await response.json()).result).toHaveLength(7);
    child.kill(signal);
    expect(await ended).toMatchObject({ code: 0, signal: null, stderr: '' });
  });
});
