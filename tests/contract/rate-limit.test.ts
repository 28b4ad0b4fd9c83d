import Cloudflare from 'cloudflare';
import { describe, expect, it } from 'vitest';
import { bearer, call, clock, list, restart, sandbox, sdk } from './support';

describe('the rate limit', () => {
  const limitHeaders = ({ response: { headers } }: Awaited<ReturnType<typeof list>>) => [
    headers.get('ratelimit'),
    headers.get('ratelimit-policy'),
    headers.get('retry-after'),
  ];

  it('is in the headers of every reply', async () => {
    const policy = '"default";q=1200;w=300';
    expect(limitHeaders(await list())).toEqual(['"default";r=1199;t=300', policy, null]);
    clock.ms += 90_500;
    expect(limitHeaders(await list())).toEqual(['"default";r=1198;t=210', policy, null]);
    expect(limitHeaders(await call('/client/v4/nowhere'))).toEqual(['"default";r=1197;t=210', policy, null]);
    expect(limitHeaders(await list({}))).toEqual(['"default";r=1199;t=300', policy, null]);
  });

  it('once exceeded, refuses all requests of this user for a whole window', async () => {
    await restart({ rateLimit: { requests: 2, windowSeconds: 60 } });
    await list();
    await list();
    clock.ms += 10_000;
    const refused = await list();
    expect(refused).toMatchObject({ status: 429, codes: [971] });
    expect(limitHeaders(refused)).toEqual(['"default";r=0;t=60', '"default";q=2;w=60', '60']);
    expect((await list(bearer(sandbox.users[1].credentials.token))).status).toBe(200);

    clock.ms += 59_000;
    expect(limitHeaders(await list())[2]).toBe('1');
    clock.ms += 1000;
    expect(limitHeaders(await list())).toEqual(['"default";r=1;t=60', '"default";q=2;w=60', null]);
  });

  it('starts again after its window, and when reset', async () => {
    await restart({ rateLimit: { requests: 1, windowSeconds: 60 } });
    expect((await list()).status).toBe(200);
    clock.ms += 60_000;
    expect((await list()).status).toBe(200);
    expect((await list()).status).toBe(429);
    sandbox.resetRateLimit();
    expect((await list()).status).toBe(200);
  });

  it("makes Cloudflare's SDK throw a RateLimitError", async () => {
    await restart({ rateLimit: { requests: 0 } });
    await expect(sdk().list()).rejects.toBeInstanceOf(Cloudflare.RateLimitError);
  });
});
