import { describe, expect, it } from 'vitest';
import { believableInvites } from '../sandbox/believable-invites';
import { bearer, call, invites, list, sandbox, startMs, wellFormed } from './support';

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

  it('sends no CORS headers, not even for a preflight', async () => {
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
