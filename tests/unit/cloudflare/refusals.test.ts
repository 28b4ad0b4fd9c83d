import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApiError } from '@/lib/cloudflare/envelope';
import { classify, type Purpose } from '@/lib/cloudflare/error-codes';
import type { Credentials } from '@/lib/domain/credentials';
import { type FailureReason, failureSchema, kindOf, silentFailure } from '@/lib/domain/failure';
import { clientOf, json, refusal, token } from './network';

const key: Credentials = { kind: 'key', email: 'a@b.example', key: 'secret-key-value' };
const purposes: Purpose[] = ['list', 'one', 'answer'];

/** Why a request for `purpose` fails with this `response`. */
async function failureOf(purpose: Purpose, response: () => Response, login = token) {
  const { client } = clientOf(response, login);
  const result = await {
    list: () => client.list('invites'),
    one: () => client.get({ source: 'invites', id: 'i' }),
    answer: () => client.respond({ source: 'invites', id: 'i' }, 'accepted'),
  }[purpose]();
  if (result.ok) throw new Error('expected a failure');
  return result.failure;
}

const reasonsOf = async (response: () => Response, login = token) =>
  Promise.all(purposes.map(async (purpose) => (await failureOf(purpose, response, login)).reason));

type Reasons = [list: FailureReason, one: FailureReason, answer: FailureReason];
/** The same for all three purposes. */
const all = (reason: FailureReason): Reasons => [reason, reason, reason];

const noRoute: Reasons = ['list-unavailable', 'not-found', 'not-found'];
const noMethod: Reasons = ['list-unavailable', 'unexplained', 'response-unavailable'];
const unoffered: Reasons = ['list-unavailable', 'permission-missing', 'response-unavailable'];
const oneResponse: Reasons = ['permission-missing', 'permission-missing', 'response-refused'];
const unknown: Reasons = ['unexplained', 'unexplained', 'response-refused'];
const badToken: Reasons = ['token-invalid', 'token-invalid', 'response-refused'];

describe('a refusal', () => {
  it.each<[status: number, code: number | null, message: string, reasons: Reasons]>([
    // No such route, object or method.
    [404, 7003, 'Could not route to /user/invites, perhaps your object identifier is invalid?', noRoute],
    [400, 7000, 'No route for that URI', noRoute],
    [400, 0, 'No route for that URI', noRoute],
    [404, null, '', noRoute],
    [404, 4242, 'x', noRoute],
    [410, null, '', noRoute],
    [405, null, '', noMethod],
    [405, 10405, 'Method not allowed for this authentication scheme', noMethod],
    [400, 10405, 'x', noMethod],
    [400, 7001, 'Method GET not available for that URI.', noMethod],
    [400, 0, 'Method not allowed', noMethod],

    // The plan.
    [403, 1234, 'This feature requires an Enterprise plan', unoffered],
    [403, 10000, 'Please upgrade to use this', unoffered],
    [403, 10010, 'user.invites.api.not_entitled', unoffered],
    [402, 0, 'Not available on your plan', unoffered],
    [
      403,
      0,
      'Actor "Enterprise plan" requires permission "com.cloudflare.api.account.plan.list"',
      all('permission-missing'),
    ],
    [403, 0, 'Requires permission com.cloudflare.api.account.plan.list', all('permission-missing')],

    // A permission, or one response.
    [
      400,
      0,
      'Actor "x" requires permission "com.cloudflare.api.user.invites.list"',
      all('permission-missing'),
    ],
    [401, 10000, 'Missing permission', all('permission-missing')],
    [403, 10000, 'Authentication error', all('permission-missing')],
    [200, 10000, 'Authentication error', ['permission-missing', 'permission-missing', 'permission-missing']],
    [401, 10000, 'Authentication error', all('credentials-refused')],
    [403, 9109, 'Unauthorized to access requested resource', all('permission-missing')],
    [403, 4242, 'You are not authorized to do this', all('permission-missing')],
    [403, null, '', oneResponse],
    [403, 10000, 'Account member limit reached', oneResponse],
    [403, 10000, 'Two-factor authentication must be enabled', oneResponse],
    [403, 4242, 'This account requires 2FA', oneResponse],
    [403, 9109, 'Account member limit reached', badToken],
    [403, 9109, 'This request has expired', ['token-expired', 'token-expired', 'response-refused']],
    [403, 9109, 'The invitation has expired', ['token-expired', 'not-found', 'response-refused']],
    [409, 1003, 'Invitation has already been responded to', ['unexplained', 'not-found', 'response-refused']],
    [400, 4242, 'Multi-factor authentication is required', unknown],
    [400, 4242, 'x', unknown],
    [200, 4242, 'Account member limit reached', unknown],
    [409, null, '', unknown],

    // An account's token, and 'invalid request' under the same code.
    [400, 1001, 'List accounts endpoint does not support account owned tokens.', all('account-token')],
    [400, 9106, 'Account API tokens are not supported', all('account-token')],
    [400, 1001, 'Account owned API tokens are not supported', all('account-token')],
    [403, 1001, 'Account-scoped tokens cannot be used here', all('account-token')],
    [403, 10000, 'This token is owned by an account', all('account-token')],
    [400, 1001, 'Invalid request: status', unknown],
    [404, 1001, 'Invalid request', noRoute],

    // The login.
    [400, 9106, 'Authentication failed', all('token-invalid')],
    [403, 9109, 'Invalid access token', all('token-invalid')],
    [403, 9109, 'Unable to authenticate request', ['token-invalid', 'token-invalid', 'permission-missing']],
    [400, 10001, 'Unable to authenticate request', all('token-invalid')],
    [401, 1000, 'x', all('token-invalid')],
    [400, 0, 'Invalid API Token', all('token-invalid')],
    [400, 1000, 'Invalid status', unknown],
    [400, 0, 'Authentication failed', ['credentials-refused', 'credentials-refused', 'response-refused']],
    [400, 0, 'Forbidden', ['permission-missing', 'permission-missing', 'response-refused']],
    [400, 0, 'Access denied', ['permission-missing', 'permission-missing', 'response-refused']],
    [400, 0, 'Not allowed to do this', ['permission-missing', 'permission-missing', 'response-refused']],
    [400, 0, 'This needs the scope memberships.read', all('permission-missing')],
    [400, 0, 'Unknown endpoint', noRoute],
    [400, 0, 'Endpoint not found', noRoute],
    [403, 0, 'Invalid credentials', all('token-invalid')],
    [403, 0, 'Token has been revoked', all('token-invalid')],
    [403, 0, 'Unknown X-Auth-Key or X-Auth-Email', all('token-invalid')],
    [400, 4242, 'Invalid invitation token', ['token-invalid', 'unexplained', 'response-refused']],
    [401, null, '', all('credentials-refused')],
    [403, 0, 'Cannot use the access token from location: 192.0.2.1', all('location-refused')],
    [400, 0, 'The API token has expired', all('token-expired')],
    [403, 10000, 'Max auth failures reached', all('too-many-refusals')],
    [429, 9109, 'Max auth failures reached', all('too-many-refusals')],

    // Rate limits.
    [429, null, '', all('rate-limited')],
    [429, 10000, 'Authentication error', all('rate-limited')],
    [200, 971, 'x', all('rate-limited')],
    [403, 971, 'x', all('rate-limited')],
    [400, 0, 'You are being rate limited', all('rate-limited')],

    // A failing server.
    [408, null, '', all('timed-out')],
    [500, 10000, 'Authentication error', all('server-error')],
    [503, 9109, 'Max auth failures reached', all('server-error')],
    [502, 7003, 'No route for that URI', all('server-error')],
    [530, 971, 'x', all('server-error')],
  ])('%i, %s %s', async (status, code, message, reasons) => {
    const errors = code === null ? [] : [{ code, message }];
    expect(await reasonsOf(() => refusal(status, ...errors))).toEqual(reasons);
  });

  it.each<[status: number, code: number, message: string, reasons: Reasons]>([
    [400, 9106, 'Missing X-Auth-Key, X-Auth-Email or Authorization headers', all('credentials-incomplete')],
    [400, 10001, 'Unable to authenticate request', all('credentials-refused')],
    [401, 1000, 'x', all('credentials-refused')],
    [403, 9109, 'x', ['credentials-refused', 'credentials-refused', 'response-refused']],
    [403, 9103, 'Unknown X-Auth-Key or X-Auth-Email', all('key-unknown')],
  ])('of the key: %i, %i %s', async (status, code, message, reasons) => {
    expect(await reasonsOf(() => refusal(status, { code, message }), key)).toEqual(reasons);
  });

  it('is recognized from the second of two codes, or from a chain', async () => {
    const second = [
      { code: 7003, message: 'x' },
      { code: 7000, message: 'No route for that URI' },
    ];
    expect(await reasonsOf(() => refusal(404, ...second))).toEqual(noRoute);
    const error_chain = [{ code: 9109, message: 'The access token has expired' }];
    const chained = { code: 10000, message: 'Authentication error', error_chain };
    expect(await reasonsOf(() => refusal(403, chained))).toEqual(all('token-expired'));
  });

  it.each<[form: string, body: object]>([
    ['a code as text', { success: false, errors: [{ code: '9109', message: 'Invalid access token' }] }],
    ['an error as a text', { success: false, errors: ['Invalid access token'] }],
    ['one error for a list', { success: false, errors: { code: 9109, message: 'Invalid access token' } }],
    ['nothing of success', { errors: [{ code: 9109, message: 'Invalid access token' }] }],
    ['success as text', { success: 'false', errors: [{ code: 9109, message: 'Invalid access token' }] }],
    [
      'a chain of a chain',
      {
        success: false,
        errors: [
          {
            code: 6003,
            message: 'x',
            error_chain: [{ error_chain: [{ code: 9109, message: 'Invalid access token' }] }],
          },
        ],
      },
    ],
  ])('may have %s', async (_, body) => {
    for (const status of [400, 403]) {
      const failure = await failureOf('list', () => json(body, { status }));
      expect(failure.message).toContain('Invalid access token');
    }
  });

  it('is recognized from a code sent as text', async () => {
    expect(await reasonsOf(() => refusal(400, { code: '9106', message: 'x' }))).toEqual(all('token-invalid'));
    expect(await reasonsOf(() => refusal(200, { code: '971', message: 'x' }))).toEqual(all('rate-limited'));
  });

  it('may be nested to any depth', async () => {
    const deep = `{"success":false,"errors":${'[{"code":1,"error_chain":'.repeat(5000)}[]${'}]'.repeat(5000)}}`;
    expect(await failureOf('list', () => new Response(deep, { status: 400 }))).toMatchObject({
      reason: 'unexplained',
    });
  });

  it('of one response concerns only that one', async () => {
    for (const reasons of [noMethod, unoffered, oneResponse, unknown, badToken]) {
      expect(kindOf({ reason: reasons[2] })).toBe('conflict');
    }
  });
});

describe('a plain text', () => {
  it.each<[status: number, text: string, reasons: Reasons]>([
    [403, 'Authorization failed', all('permission-missing')],
    [403, 'Forbidden', oneResponse],
    [401, 'Unauthorized\n', all('credentials-refused')],
    [400, 'Invalid API token', all('token-invalid')],
    [403, 'Invalid credentials', all('token-invalid')],
    [401, 'The token has expired', all('token-expired')],
    [403, 'Access denied', oneResponse],
    [403, 'Max auth failures reached', all('too-many-refusals')],
    [403, 'You are being rate limited', all('rate-limited')],
    [404, 'No route for that URI', noRoute],
    [405, 'Method not allowed', noMethod],
    [503, 'Forbidden', all('server-error')],
    [200, 'Forbidden', all('not-cloudflare')],
    [403, 'Blocked by your network', all('not-cloudflare')],
    [403, '', all('not-cloudflare')],
    [403, ' <html>Forbidden</html>', all('not-cloudflare')],
    [403, '{"error":"Forbidden"}', all('not-cloudflare')],
    [407, 'Proxy authentication required', all('not-cloudflare')],
    [403, `Forbidden ${'x'.repeat(1000)}`, all('not-cloudflare')],
  ])('%i %s', async (status, text, reasons) => {
    expect(await reasonsOf(() => new Response(text, { status }))).toEqual(reasons);
  });

  it('from an HTML page is not read', async () => {
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    const page = () => new Response('Forbidden', { status: 403, headers });
    expect(await reasonsOf(page)).toEqual(all('not-cloudflare'));
  });

  it("shows Cloudflare's message without the secret", async () => {
    const said = () => new Response('Invalid API token secret-token-value', { status: 403 });
    expect(await failureOf('list', said)).toMatchObject({ message: 'Invalid API token •••' });
  });
});

it('any refusal has a known reason', () => {
  const words = fc.constantFrom(
    'plan',
    'token',
    'invitation',
    'expired',
    'two-factor',
    'permission',
    '"',
    'auth',
  );
  const link = fc.record({
    code: fc.oneof(
      fc.integer(),
      fc.double(),
      fc.constantFrom(0, 971, 1000, 1001, 6003, 7003, 9106, 9109, 10000),
    ),
    message: fc.oneof(
      fc.string(),
      fc.array(words).map((some) => some.join(' ')),
    ),
    documentationUrl: fc.constant(null),
    chain: fc.constant<ApiError[]>([]),
  });
  const error = fc.tuple(link, fc.array(link)).map(([one, chain]) => ({ ...one, chain }));
  const any = fc.record({
    status: fc.integer({ min: 200, max: 599 }),
    errors: fc.array(error),
    purpose: fc.constantFrom(...purposes),
    login: fc.constantFrom<Credentials['kind']>('token', 'key'),
  });
  fc.assert(
    fc.property(any, (refused) => {
      const reason = classify(refused);
      expect(failureSchema.safeParse(silentFailure(reason, 0)).success).toBe(true);
      if (refused.status >= 500) expect(reason).toBe('server-error');
      if (refused.purpose === 'list') expect(kindOf({ reason })).not.toBe('conflict');
      else expect(reason).not.toBe('list-unavailable');
    }),
    { numRuns: 2000 },
  );
});
