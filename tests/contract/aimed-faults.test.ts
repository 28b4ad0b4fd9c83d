import { expect, it } from 'vitest';
import { accept, bearer, call, put, sandbox } from './support';

const routes = ['/memberships', '/memberships?status=pending', '/user/invites', '/user', '/user?a=b'];

async function statuses() {
  const token = bearer(sandbox.credentials.userDetailsToken);
  const codes = [];
  for (const route of routes) codes.push((await call(`/client/v4${route}`, {}, token)).status);
  return codes;
}

it.each([
  ['/memberships', [503, 503, 200, 200, 200]],
  ['/user/invites', [200, 200, 503, 200, 200]],
  ['/user$', [200, 200, 200, 503, 503]],
  ['/memberships$', [503, 503, 200, 200, 200]],
])('a fault for %s does not affect other routes', async (path, expected) => {
  sandbox.fault({ kind: 'status', status: 503, path, times: 'always' });
  expect(await statuses()).toEqual(expected);
  sandbox.clearFaults();
  expect(await statuses()).toEqual(Array(5).fill(200));
});

it('lost-answer ends the connection after a PUT took effect', async () => {
  const { invite, membership } = sandbox.addBoth();
  sandbox.fault({ kind: 'lost-answer', path: '/memberships' });
  await expect(put(membership.id, accept)).rejects.toThrow(TypeError);
  expect(sandbox.answersThatTookEffect(invite.organization_id)).toBe(1);
  expect(sandbox.requests.map(({ responded }) => responded)).toEqual(['dropped']);
});
