import { describe, expect, it } from 'vitest';
import type { Credentials } from '@/lib/domain/credentials';
import { clientOf, invite, success, token } from './network';

describe('a request', () => {
  it('goes to Cloudflare only, without cookies, cache, referrer or redirects', async () => {
    const { client, sent } = clientOf(() => success([]));
    await client.list('invites');
    expect(sent[0]?.url).toBe('https://api.cloudflare.com/client/v4/user/invites');
    expect(sent[0]?.init).toMatchObject({
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    expect(sent[0]?.init.signal).toBeInstanceOf(AbortSignal);
  });

  it('has either a Bearer token or the email and key, never both', async () => {
    const headersOf = async (credentials: Credentials) => {
      const { client, sent } = clientOf(() => success([]), credentials);
      await client.list('invites');
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
    await client.get({ source: 'invites', id: 'a/b?c' });
    expect(sent[0]?.url).toMatch(/\/user\/invites\/a%2Fb%3Fc$/);
  });

  it('is not sent with credentials that cannot be a header', async () => {
    const failureOf = async (credentials: Credentials) => {
      const { client, sent } = clientOf(() => success([]), credentials);
      const result = await client.list('invites');
      return [result.ok ? null : result.failure.reason, sent.length];
    };
    expect(await failureOf({ kind: 'token', token: 'dots…' })).toEqual(['token-malformed', 0]);
    expect(await failureOf({ kind: 'key', email: 'ü…@b', key: 'k' })).toEqual(['email-malformed', 0]);
    expect(await failureOf({ kind: 'key', email: 'a@b', key: 'k\nk' })).toEqual(['key-malformed', 0]);
  });
});
