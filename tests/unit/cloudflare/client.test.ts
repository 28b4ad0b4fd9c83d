import { describe, expect, it } from 'vitest';
import { createClient } from '@/lib/cloudflare/client';
import type { Credentials } from '@/lib/cloudflare/credentials';
import { kindOf } from '@/lib/cloudflare/failure';

const nowMs = Date.parse('2026-03-01T12:00:00Z');
const token: Credentials = { kind: 'token', token: 'secret-token-value' };

interface Sent {
  url: string;
  init: RequestInit;
}

/** A client whose network is `answer`; `sent` records what left. */
function clientOf(
  answer: (url: string) => Response | Promise<Response>,
  credentials: Credentials = token,
  mayCall = async () => true,
) {
  const sent: Sent[] = [];
  const fetch = async (input: string | URL | Request, init: RequestInit = {}) => {
    sent.push({ url: String(input), init });
    return answer(String(input));
  };
  return { client: createClient(credentials, { fetch, nowMs: () => nowMs, mayCall }), sent };
}

const json = (body: unknown, init?: ResponseInit) => new Response(JSON.stringify(body), init);
const success = (result: unknown, total?: number) =>
  json({
    success: true,
    errors: [],
    messages: [],
    result,
    ...(total && { result_info: { total_count: total } }),
  });
const refusal = (status: number, ...errors: unknown[]) =>
  json({ success: false, errors, messages: [], result: null }, { status });
const invite = (id: string) => ({ id, organization_id: `org-${id}`, invited_member_id: null });

const listFailure = async (response: () => Response) => {
  const result = await clientOf(response).client.listInvitations();
  if (result.ok) throw new Error('expected a failure');
  return result.failure;
};

describe('a request', () => {
  it('goes to Cloudflare only, without cookies, cache, referrer or redirects', async () => {
    const { client, sent } = clientOf(() => success([]));
    await client.listInvitations();
    expect(sent[0]?.url).toBe('https://api.cloudflare.com/client/v4/user/invites');
    expect(sent[0]?.init).toMatchObject({
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    expect(sent[0]?.init.signal).toBeInstanceOf(AbortSignal);
  });

  it('carries a token as Bearer, or the e-mail and key, and nothing of the other', async () => {
    const headersOf = async (credentials: Credentials) => {
      const { client, sent } = clientOf(() => success([]), credentials);
      await client.listInvitations();
      return Object.fromEntries(new Headers(sent[0]?.init.headers));
    };
    expect(await headersOf(token)).toEqual({ authorization: 'Bearer secret-token-value' });
    expect(await headersOf({ kind: 'key', email: 'a@b.example', key: 'k' })).toEqual({
      'x-auth-email': 'a@b.example',
      'x-auth-key': 'k',
    });
  });

  it('encodes ids', async () => {
    const { client, sent } = clientOf(() => success(invite('a/b?c')));
    await client.getInvitation('a/b?c');
    expect(sent[0]?.url).toMatch(/\/user\/invites\/a%2Fb%3Fc$/);
  });

  it('is not sent with credentials that cannot be a header', async () => {
    const failureOf = async (credentials: Credentials) => {
      const { client, sent } = clientOf(() => success([]), credentials);
      const result = await client.listInvitations();
      return [result.ok ? null : result.failure.reason, sent.length];
    };
    expect(await failureOf({ kind: 'token', token: 'dots…' })).toEqual(['token-malformed', 0]);
    expect(await failureOf({ kind: 'key', email: 'ü…@b', key: 'k' })).toEqual(['email-malformed', 0]);
    expect(await failureOf({ kind: 'key', email: 'a@b', key: 'k\nk' })).toEqual(['key-malformed', 0]);
  });
});

describe('invitations', () => {
  it('are read one by one: an odd one is counted and hides no other', async () => {
    const { client } = clientOf(() =>
      success([invite('1'), 'odd', { id: '2' }, null, { ...invite('3'), roles: 7 }]),
    );
    const result = await client.listInvitations();
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
    expect(await client.listInvitations()).toMatchObject({ value: { invitations: [{ id: null }] } });
  });
});

describe('paging', () => {
  const all = Array.from({ length: 130 }, (_, index) => invite(String(index)));
  const paged = (url: string) => {
    const { searchParams } = new URL(url);
    const perPage = Number(searchParams.get('per_page') ?? 20);
    const page = Number(searchParams.get('page') ?? 1);
    return success(all.slice((page - 1) * perPage, page * perPage), all.length);
  };

  it('asks plainly first and goes on while more is told, each invitation once', async () => {
    const { client, sent } = clientOf(paged);
    const result = await client.listInvitations();
    expect(result.ok && result.value.invitations).toHaveLength(130);
    expect(result).toMatchObject({ value: { complete: true } });
    expect(sent.map(({ url }) => new URL(url).search)).toEqual([
      '',
      '?page=1&per_page=50',
      '?page=2&per_page=50',
      '?page=3&per_page=50',
    ]);
  });

  it('stops when pages bring nothing new, and says that the list is not complete', async () => {
    const { client, sent } = clientOf(() => success(all.slice(0, 20), 2000));
    expect(await client.listInvitations()).toMatchObject({ ok: true, value: { complete: false } });
    expect(sent.length).toBeLessThanOrEqual(3);
  });

  it('fails as a whole when a page fails, so that no invitation seems gone', async () => {
    const { client } = clientOf((url) => (url.includes('page=2') ? refusal(503) : paged(url)));
    expect(await client.listInvitations()).toMatchObject({ ok: false, failure: { reason: 'server-error' } });
  });
});

describe('a failure', () => {
  it.each([
    [
      '6111 in the chain',
      400,
      [{ code: 6003, message: 'x', error_chain: [{ code: 6111, message: 'y' }] }],
      'auth',
      'token-malformed',
    ],
    [
      '6103 in the chain',
      400,
      [{ code: 6003, message: 'x', error_chain: [{ code: 6103, message: 'y' }] }],
      'auth',
      'key-malformed',
    ],
    [
      '6102 in the chain',
      400,
      [{ code: 6003, message: 'x', error_chain: [{ code: 6102, message: 'y' }] }],
      'auth',
      'email-malformed',
    ],
    ['6003 alone', 400, [{ code: 6003, message: 'x' }], 'auth', 'credentials-refused'],
    ['9103', 403, [{ code: 9103, message: 'Unknown X-Auth-Key or X-Auth-Email' }], 'auth', 'key-unknown'],
    ['9106', 400, [{ code: 9106, message: 'x' }], 'auth', 'credentials-incomplete'],
    ['9109 invalid', 403, [{ code: 9109, message: 'Invalid access token' }], 'auth', 'token-invalid'],
    [
      '9109 location',
      403,
      [{ code: 9109, message: 'Cannot use the access token from location: 1.2.3.4' }],
      'auth',
      'location-refused',
    ],
    [
      '9109 blocked',
      403,
      [{ code: 9109, message: 'Max auth failures reached, please check your Authorization header.' }],
      'auth',
      'too-many-refusals',
    ],
    [
      '9109 forbidden',
      403,
      [{ code: 9109, message: 'Unauthorized to access requested resource' }],
      'permission',
      'permission-missing',
    ],
    ['9109 expired', 403, [{ code: 9109, message: 'The access token has expired' }], 'auth', 'token-expired'],
    [
      '10000 under 401',
      401,
      [{ code: 10000, message: 'Authentication error' }],
      'auth',
      'credentials-refused',
    ],
    [
      '10000 under 403',
      403,
      [{ code: 10000, message: 'Authentication error' }],
      'permission',
      'permission-missing',
    ],
    ['10001', 400, [{ code: 10001, message: 'x' }], 'auth', 'credentials-refused'],
    ['1000', 401, [{ code: 1000, message: 'Invalid API Token' }], 'auth', 'token-invalid'],
    [
      '1001',
      400,
      [{ code: 1001, message: 'does not support account owned tokens' }],
      'permission',
      'account-token',
    ],
    ['7003', 404, [{ code: 7003, message: 'x' }], 'conflict', 'not-found'],
    ['971 under 200', 200, [{ code: 971, message: 'x' }], 'rate-limited', 'rate-limited'],
    ['a bare 401', 401, [], 'auth', 'credentials-refused'],
    ['a bare 403', 403, [], 'permission', 'permission-missing'],
    ['a bare 429', 429, [], 'rate-limited', 'rate-limited'],
    ['a bare 500', 500, [], 'server', 'server-error'],
    ['unknown codes under 200', 200, [{ code: 4242, message: 'x' }], 'unexpected', 'unexplained'],
    ['errors that are none', 502, 'oops', 'server', 'server-error'],
  ])('by %s', async (_, status, errors, kind, reason) => {
    const failure = await listFailure(() => json({ success: false, errors, result: null }, { status }));
    expect([kindOf(failure), failure.reason]).toEqual([kind, reason]);
  });

  it.each([
    ['HTML under 200', 200, '<html>', 'not-cloudflare'],
    ['HTML under 403', 403, '<html>', 'not-cloudflare'],
    ['HTML under 502', 502, '<html>', 'server-error'],
    ['cut-off JSON', 200, '{"success":tr', 'unreadable'],
    ['nothing', 200, '', 'not-cloudflare'],
    ['JSON of another kind', 200, '{"hello":1}', 'unreadable'],
    ['a result of another kind', 200, '{"success":true,"errors":[],"result":{}}', 'unreadable'],
    ['more than 5 MB', 200, `"${'x'.repeat(5_300_000)}"`, 'too-large'],
  ])('by %s', async (_, status, body, reason) => {
    expect(await listFailure(() => new Response(body, { status }))).toMatchObject({ reason });
  });

  it('is none when the envelope says success, whatever errors stand beside it', async () => {
    const { client } = clientOf(() =>
      json({ success: true, errors: [{ code: 1, message: 'deprecated' }], result: [] }),
    );
    expect(await client.listInvitations()).toMatchObject({ ok: true });
  });

  it('tells a time-out from a network failure', async () => {
    const failureBy = (error: Error) =>
      listFailure(() => {
        throw error;
      });
    expect(await failureBy(new DOMException('', 'TimeoutError'))).toMatchObject({ reason: 'timed-out' });
    expect(await failureBy(new TypeError('Failed to fetch'))).toMatchObject({ reason: 'unreachable' });
  });

  it('tells a network failure from a permission that the person took back', async () => {
    const blocked = () => {
      throw new TypeError('Failed to fetch');
    };
    const { client } = clientOf(blocked, token, async () => false);
    expect(await client.listInvitations()).toMatchObject({ failure: { reason: 'host-permission-missing' } });
  });

  it.each([
    ['in its page', 'x', 'https://developers.cloudflare.com/?was=secret-token-value'],
    ['cut by an unseen character', 'No secret-\u200btoken-value here', null],
    ['where it would be clipped', `${'x'.repeat(290)} secret-token-value`, null],
  ])('keeps no secret that the server repeats %s', async (_, message, documentation_url) => {
    const answer = await listFailure(() => refusal(400, { code: 1, message, documentation_url }));
    expect(JSON.stringify(answer)).not.toMatch(/secret-|token-value|was=/);
  });

  it("carries the server's words with every secret removed, and a page only on cloudflare.com", async () => {
    const failureWith = (documentation_url: string) =>
      listFailure(() => refusal(400, { code: 1, message: 'No secret-token-value here', documentation_url }));
    expect(await failureWith('https://developers.cloudflare.com/api')).toMatchObject({
      message: 'No ••• here (1)',
      documentationUrl: 'https://developers.cloudflare.com/api',
    });
    for (const url of [
      'https://cloudflare.com.evil.example/',
      'http://cloudflare.com/',
      'javascript:alert(1)',
      'x',
    ]) {
      expect(await failureWith(url)).toMatchObject({ documentationUrl: null });
    }
  });

  it.each([
    ['seconds', { 'retry-after': '90' }, 90_000],
    ['a date', { 'retry-after': 'Sun, 01 Mar 2026 12:02:00 GMT' }, 120_000],
    [
      'a date by a server whose clock is ahead',
      { 'retry-after': 'Sun, 01 Mar 2026 13:02:00 GMT', date: 'Sun, 01 Mar 2026 13:00:00 GMT' },
      120_000,
    ],
    ['the reset of Ratelimit', { ratelimit: '"default";r=0;t=42' }, 42_000],
    ['nothing', {}, 300_000],
    ['nonsense', { 'retry-after': 'soon' }, 300_000],
    ['an absurd wait', { 'retry-after': '999999999' }, 3_600_000],
    ['a wait that is over', { 'retry-after': '0' }, 1_000],
  ])('by a rate limit waits as told by %s', async (_, headers, waitMs) => {
    const failure = await listFailure(() =>
      json({ success: false, errors: [], result: null }, { status: 429, headers }),
    );
    expect(failure.retryAtMs).toBe(nowMs + waitMs);
  });
});
