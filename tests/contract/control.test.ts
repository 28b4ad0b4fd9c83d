import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  accept,
  bearer,
  call,
  clock,
  invites,
  list,
  memberships,
  patch,
  restart,
  sandbox,
  startMs,
} from './support';

describe('control', () => {
  it('records requests as they arrived', async () => {
    const { id } = sandbox.addInvite();
    await call(`${invites}?page=2`);
    clock.ms += 5;
    await patch(id, accept);
    expect(sandbox.requests).toMatchObject([
      { method: 'GET', path: `${invites}?page=2`, body: '', at: startMs, responded: 200 },
      { method: 'PATCH', path: `${invites}/${id}`, body: accept, at: startMs + 5, responded: 200 },
    ]);
    expect(sandbox.requests[0]?.headers['authorization']).toBe(`Bearer ${sandbox.credentials.token}`);
    sandbox.clearRequests();
    expect(sandbox.requests).toEqual([]);
  });

  it('returns copies, so that only the API and its own methods change invitations', () => {
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

  it('is not served by default', async () => {
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

  it('adds memberships and pairs over HTTP', async () => {
    await restart({ controlEndpoints: true });
    const alone = await (await post('memberships', '{"account":{"name":"Dune Ferries"}}')).json();
    expect(alone).toMatchObject({ account: { name: 'Dune Ferries' }, status: 'pending' });
    const both = await (await post('both', '{"organization_name":"Tern Island"}')).json();
    expect(both).toEqual({ invite: sandbox.invites()[0], membership: sandbox.memberships()[1] });
    expect((await call(memberships)).envelope.result).toEqual([alone, sandbox.memberships()[1]]);
  });

  it("changes the user's options, lag and two-factor over HTTP", async () => {
    await restart({ controlEndpoints: true });
    const change = (body: string) => post('user', body);
    expect((await change('{"options":{"memberships":"unknown"}}')).status).toBe(200);
    expect((await call(memberships)).status).toBe(404);
    await change(
      '{"options":{"memberships":"served"},"lag":{"memberships":"until-catch-up"},"twoFactor":true}',
    );
    const { invite, membership } = sandbox.addBoth();
    await patch(invite.id, accept);
    const shown = async () => (await call(`${memberships}/${membership.id}`)).envelope.result;
    expect(await shown()).toMatchObject({ status: 'pending' });
    expect((await post('catch-up', '')).status).toBe(200);
    expect(await shown()).toMatchObject({ status: 'accepted' });
    const user = await call('/client/v4/user', {}, bearer(sandbox.credentials.userDetailsToken));
    expect(user.envelope.result).toMatchObject({ two_factor_authentication_enabled: true });
  });

  it('lists its endpoints when a request matches none', async () => {
    await restart({ controlEndpoints: true });
    for (const [path, method] of [
      ['toString', 'GET'],
      ['user', 'DELETE'],
    ] as const) {
      const refused = await post(path, '', method);
      expect(refused.status).toBe(404);
      expect(await refused.text()).toContain('POST /_sandbox/catch-up');
    }
  });

  it.each([
    ['faults', 'oops', /not JSON/],
    ['faults', '{"kind":"fire"}', /'status' \| 'latency'/],
    ['faults', '{"kind":"html","when":"now"}', /"when"/],
    ['faults', '{"kind":"latency","ms":-1}', /at ms/],
    ['faults', '{"kind":"drop","times":0}', /at times/],
    ['invites', '{"organisation_name":"x"}', /"organisation_name"/],
    ['invites', '{"roles":"DNS"}', /at roles/],
    ['memberships', '{"account":{"title":"x"}}', /"title"/],
    ['user', '{"options":{"invites":"maybe"}}', /at options.invites/],
    ['user', '{"lag":{"invites":-1}}', /at lag.invites/],
  ])('says what is wrong with %s %s', async (path, body, words) => {
    await restart({ controlEndpoints: true });
    const refused = await post(path, body);
    expect(refused.status).toBe(400);
    expect(z.object({ error: z.string() }).parse(await refused.json()).error).toMatch(words);
    expect(sandbox.invites()).toEqual([]);
    expect((await list()).status).toBe(200);
  });
});
