import { describe, expect, it } from 'vitest';
import type { Credentials } from '@/lib/domain/credentials';
import { clientOf, invite, refusal, success, token } from './network';

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

  it('carries a token as Bearer, or the e-mail and key, and nothing of the other', async () => {
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
    const result = await client.list('invites');
    expect(result.ok && result.value.records).toHaveLength(130);
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
    expect(await client.list('invites')).toMatchObject({ ok: true, value: { complete: false } });
    expect(sent.length).toBeLessThanOrEqual(3);
  });

  it('fails as a whole when a page fails, so that no invitation seems gone', async () => {
    const { client } = clientOf((url) => (url.includes('page=2') ? refusal(503) : paged(url)));
    expect(await client.list('invites')).toMatchObject({ ok: false, failure: { reason: 'server-error' } });
  });
});
