import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { snapshotsItem } from '@/lib/storage/items';
import { readState } from '@/lib/storage/page-state';
import { startSandbox } from '../../sandbox/start';
import type { Sandbox } from '../../sandbox/types';
import { connect, reach, send, startWorker } from '../support/worker';

// An answer that is as it was is not read again: what was read of it stands. Each test changes what is stored, and sees
// whether a poll puts it right.

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox({ now: () => Date.now() });
  reach(sandbox);
  await startWorker();
  sandbox.addInvite({ organization_name: 'Northwind' });
  await connect({ kind: 'token', token: sandbox.credentials.token });
});

afterEach(async () => {
  vi.unstubAllGlobals();
  await sandbox.close();
});

async function change(digest: (stored: string) => string) {
  const { snapshots } = await readState();
  const changed = Object.entries(snapshots).map(([id, snapshot]) => [
    id,
    {
      ...snapshot,
      digest: digest(snapshot.digest ?? ''),
      invitations: snapshot.invitations.map((one) => ({ ...one, organizationName: 'Changed' })),
    },
  ]);
  await browser.storage.local.set(snapshotsItem.write(Object.fromEntries(changed)));
}

async function namesAfterPoll() {
  await send({ type: 'refresh' });
  const { snapshots } = await readState();
  return Object.values(snapshots).flatMap(({ invitations }) =>
    invitations.map(({ organizationName }) => organizationName),
  );
}

it('stands as long as the answer is the same', async () => {
  await change((digest) => digest);
  expect(await namesAfterPoll()).toEqual(['Changed']);
  sandbox.addInvite({ organization_name: 'Contoso' });
  expect(new Set(await namesAfterPoll())).toEqual(new Set(['Northwind', 'Contoso']));
});

it('does not stand for another version, which may read more of it', async () => {
  await change((digest) => digest.replace(/^\S+/, '0.0.9'));
  expect(await namesAfterPoll()).toEqual(['Northwind']);
});

it('does not stand when one byte of the answer is another', async () => {
  await change((digest) => digest);
  const through = globalThis.fetch;
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const answer = await through(url, init);
    return new Response((await answer.text()).replace('Northwind', 'Northwing'), answer);
  });
  expect(await namesAfterPoll()).toEqual(['Northwing']);
});
