import { expect, it } from 'vitest';
import { createClient } from '../../lib/cloudflare/client';
import { sandbox } from './support';

/** The extension's client, with requests redirected to the sandbox. */
function client() {
  const toSandbox = (url: string | URL | Request, init?: RequestInit) =>
    fetch(String(url).replace('https://api.cloudflare.com', `http://127.0.0.1:${sandbox.httpPort}`), init);
  const { token } = sandbox.credentials;
  return createClient(
    { kind: 'token', token },
    { fetch: toSandbox, nowMs: () => Date.now(), mayCall: async () => true },
  );
}

it('lists, gets and answers, page by page', async () => {
  for (let i = 0; i < 120; i++) sandbox.addInvite();
  const list = await client().list('invites');
  expect(list.ok && list.value.records).toHaveLength(120);
  const { id } = sandbox.addInvite({ organization_name: 'Acme' });
  expect(await client().get({ source: 'invites', id: id })).toMatchObject({
    ok: true,
    value: { id, organizationName: 'Acme' },
  });
  expect(await client().respond({ source: 'invites', id: id }, 'accepted')).toMatchObject({
    ok: true,
    value: { status: 'accepted' },
  });
  expect(await client().respond({ source: 'invites', id: id }, 'rejected')).toMatchObject({
    ok: false,
    failure: { reason: 'response-refused' },
  });
});

it('does not follow redirects', async () => {
  sandbox.fault({ kind: 'redirect', location: 'http://127.0.0.1:1/' });
  expect(await client().list('invites')).toMatchObject({ ok: false, failure: { reason: 'unreachable' } });
});

it('times out if there is no reply', async () => {
  sandbox.fault({ kind: 'hang' });
  expect(await client().list('invites')).toMatchObject({ ok: false, failure: { reason: 'timed-out' } });
});

it.each([
  ['drop', 'unreachable'],
  ['cut-off', 'unreadable'],
  ['html', 'server-error'],
  ['throttled', 'rate-limited'],
] as const)('reports %s as %s', async (kind, reason) => {
  sandbox.fault({ kind });
  expect(await client().list('invites')).toMatchObject({ ok: false, failure: { reason } });
});
