import { describe, expect, it } from 'vitest';
import { kindOf } from '@/lib/domain/failure';
import { clientOf, json, listFailure, nowMs, refusal, token } from './network';

const twoMinutesOn = 'Sun, 01 Mar 2026 12:02:00 GMT';

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
    ['9106', 400, [{ code: 9106, message: 'x' }], 'auth', 'token-invalid'],
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
    ['10001', 400, [{ code: 10001, message: 'x' }], 'auth', 'token-invalid'],
    ['1000', 401, [{ code: 1000, message: 'Invalid API Token' }], 'auth', 'token-invalid'],
    [
      '1001',
      400,
      [{ code: 1001, message: 'does not support account owned tokens' }],
      'permission',
      'account-token',
    ],
    ['7003', 404, [{ code: 7003, message: 'x' }], 'permission', 'list-unavailable'],
    ['971 under 200', 200, [{ code: 971, message: 'x' }], 'rate-limited', 'rate-limited'],
    ['a bare 401', 401, [], 'auth', 'credentials-refused'],
    ['a bare 403', 403, [], 'permission', 'permission-missing'],
    ['a bare 429', 429, [], 'rate-limited', 'rate-limited'],
    ['a bare 500', 500, [], 'server', 'server-error'],
    ['unknown codes under 200', 200, [{ code: 4242, message: 'x' }], 'unexpected', 'unexplained'],
    ['errors that are none', 502, 'oops', 'server', 'server-error'],
  ])('is recognized from %s', async (_, status, errors, kind, reason) => {
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
  ])('without an envelope is recognized from %s', async (_, status, body, reason) => {
    expect(await listFailure(() => new Response(body, { status }))).toMatchObject({ reason });
  });

  it('is not reported when the envelope says success, whatever errors it contains', async () => {
    const { client } = clientOf(() =>
      json({ success: true, errors: [{ code: 1, message: 'deprecated' }], result: [] }),
    );
    expect(await client.list('invites')).toMatchObject({ ok: true });
  });

  it('distinguishes a timeout from a network failure', async () => {
    const failureBy = (error: Error) =>
      listFailure(() => {
        throw error;
      });
    expect(await failureBy(new DOMException('', 'TimeoutError'))).toMatchObject({ reason: 'timed-out' });
    expect(await failureBy(new TypeError('Failed to fetch'))).toMatchObject({ reason: 'unreachable' });
  });

  it('distinguishes a network failure from a permission that the user took back', async () => {
    const blocked = () => {
      throw new TypeError('Failed to fetch');
    };
    const { client } = clientOf(blocked, token, async () => false);
    expect(await client.list('invites')).toMatchObject({ failure: { reason: 'host-permission-missing' } });
  });

  it.each([
    ['in its page', 'x', 'https://developers.cloudflare.com/?was=secret-token-value'],
    ['cut by an unseen character', 'No secret-\u200btoken-value here', null],
    ['so often that some would be cut in half', 'secret-token-value '.repeat(666), null],
    ['where it would be clipped', `${'x'.repeat(290)} secret-token-value`, null],
  ])('does not contain a secret that the server echoes %s', async (_, message, documentation_url) => {
    const answer = await listFailure(() => refusal(400, { code: 1, message, documentation_url }));
    expect(JSON.stringify(answer)).not.toMatch(/secret-|token-value|was=/);
  });

  it("has the server's message without secrets, and a link only to cloudflare.com", async () => {
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
      'a date from a server whose clock is ahead',
      { 'retry-after': 'Sun, 01 Mar 2026 13:02:00 GMT', date: 'Sun, 01 Mar 2026 13:00:00 GMT' },
      120_000,
    ],
    ['the reset of Ratelimit', { ratelimit: '"default";r=0;t=42' }, 42_000],
    ['nothing', {}, 300_000],
    ['nonsense', { 'retry-after': 'soon' }, 300_000],
    ['an absurdly long wait', { 'retry-after': '999999999' }, 3_600_000],
    ['a wait that is over', { 'retry-after': '0' }, 1_000],
    ['seconds sent twice', { 'retry-after': '5, 5' }, 5_000],
    ['dates sent twice', { 'retry-after': `${twoMinutesOn}, ${twoMinutesOn}` }, 120_000],
    ['a date and seconds', { 'retry-after': `${twoMinutesOn}, 5` }, 120_000],
    ['a date in an older form', { 'retry-after': 'Sunday, 01-Mar-26 12:02:00 GMT' }, 120_000],
    [
      'a date from a server that sends its time twice',
      {
        'retry-after': 'Sun, 01 Mar 2026 13:02:00 GMT',
        date: 'Sun, 01 Mar 2026 13:00:00 GMT, Sun, 01 Mar 2026 13:00:00 GMT',
      },
      120_000,
    ],
    ['a date that has passed', { 'retry-after': 'Sun, 01 Mar 2026 11:00:00 GMT' }, 1_000],
    [
      'the reset, next to a wait that is over',
      { 'retry-after': '0', ratelimit: '"default";r=0;t=42' },
      42_000,
    ],
  ])('from a rate limit waits according to %s', async (_, headers, waitMs) => {
    const failure = await listFailure(() =>
      json({ success: false, errors: [], result: null }, { status: 429, headers }),
    );
    expect(failure.retryAtMs).toBe(nowMs + waitMs);
  });

  it.each<[string, HeadersInit, string, number]>([
    ['a number', {}, '{"retry_after":30}', 30_000],
    ['text', {}, '{"retry_after":" 30 "}', 30_000],
    ['an error', {}, '{"errors":[{"code":971,"retry_after":"45"},{"retry_after":30}]}', 45_000],
    ['a number, next to a header of 0', { 'retry-after': '0' }, '{"retry_after":30}', 30_000],
    ['a number, less than the header', { 'retry-after': '60' }, '{"retry_after":30}', 60_000],
    ['a number, next to a reset', { ratelimit: 't=42' }, '{"retry_after":30}', 30_000],
    ['a list', {}, '{"retry_after":"5, 30"}', 30_000],
    ['a date', {}, '{"retry_after":"Sun, 01 Mar 2026 12:02:00 GMT"}', 120_000],
    [
      "a date, according to the server's clock",
      { date: 'Sun, 01 Mar 2026 12:01:00 GMT' },
      '{"retry_after":"2026-03-01T12:02:00Z"}',
      60_000,
    ],
    ['an absurd number', {}, '{"retry_after":1e300}', 3_600_000],
    ['less than nothing', {}, '{"retry_after":-30}', 1_000],
    ['nonsense', {}, '{"retry_after":"soon","errors":7}', 300_000],
    ['a number outside an envelope', {}, '{"status":429,"retry_after":30,"errors":[null]}', 30_000],
    ['200,000 errors', {}, `{"errors":[${'{"retry_after":30},'.repeat(200_000)}7]}`, 30_000],
    ['text that is not JSON', {}, 'Too many requests', 300_000],
  ])('from a rate limit waits according to %s in the body', async (_, headers, body, waitMs) => {
    const failure = await listFailure(() => new Response(body, { status: 429, headers }));
    expect(failure.retryAtMs).toBe(nowMs + waitMs);
  });

  it('from throttling with status 200 waits as long as the envelope says', async () => {
    const throttled = { success: false, errors: [{ code: 971, message: 'x' }], retry_after: 30 };
    expect(await listFailure(() => json(throttled))).toMatchObject({ retryAtMs: nowMs + 30_000 });
  });
});
