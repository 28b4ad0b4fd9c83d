import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readState } from '@/lib/storage/state';
import { startSandbox } from '../../sandbox/start';
import type { Sandbox } from '../../sandbox/types';
import { connect, reach, send, startWorker, toInvites } from '../support/worker';

const count = 2000;
const minuteMs = 60_000;

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ now: () => Date.now() });
});

afterAll(() => sandbox.close());

beforeEach(() => {
  fakeBrowser.reset();
  sandbox.setInvites([]);
  for (let i = 0; i < count; i++) sandbox.addInvite();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function connected() {
  reach(sandbox);
  await startWorker();
  await connect({ kind: 'token', token: sandbox.credentials.token });
  sandbox.clearRequests();
  sandbox.resetRateLimit();
}

const pagesAskedFor = () =>
  toInvites(sandbox).map(({ path }) => new URL(path, 'https://sandbox').searchParams.get('page') ?? '0');

describe('a list of 2,000', () => {
  it('takes one request per page of 50 and one that shows the end, four at a time', async () => {
    await connected();
    let underWay = 0;
    let most = 0;
    const through = globalThis.fetch;
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      most = Math.max(most, ++underWay);
      return through(url, init).finally(() => underWay--);
    });
    await send({ type: 'refresh' });
    expect(pagesAskedFor().sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 41 }, (_, page) => String(page)),
    );
    // The memberships are requested at the same time.
    expect(most).toBeLessThanOrEqual(5);
    const { connections, snapshots } = await readState();
    expect(snapshots[connections[0]?.id ?? '']).toMatchObject({ lists: { invites: { complete: true } } });
    expect(snapshots[connections[0]?.id ?? '']?.invitations).toHaveLength(count);
  });

  it('is requested from the start after a worker died halfway', async () => {
    await connected();
    const through = globalThis.fetch;
    let sent = 0;
    vi.stubGlobal('fetch', (url: string, init: RequestInit) =>
      url.includes('/user/invites') && ++sent > 23 ? new Promise(() => undefined) : through(url, init),
    );
    void send({ type: 'refresh' });
    await vi.waitUntil(() => sent > 23, { timeout: 20_000 });
    sandbox.clearRequests();
    vi.unstubAllGlobals();
    reach(sandbox);
    await startWorker();
    await send({ type: 'refresh' });
    expect(pagesAskedFor()).toHaveLength(41);
    const { connections, snapshots } = await readState();
    expect(snapshots[connections[0]?.id ?? '']?.invitations).toHaveLength(count);
  });
});

describe('an incomplete list', () => {
  const snapshot = async () => Object.values((await readState()).snapshots)[0];

  it('is shown as far as it was read when its page size is refused', async () => {
    sandbox.fault({ kind: 'status', status: 400, code: 8000024, path: '/user/invites?', times: 'always' });
    await connected();
    expect(await snapshot()).toMatchObject({ lists: { invites: { complete: false } } });
    expect((await snapshot())?.invitations).toHaveLength(20);
    sandbox.clearFaults();
  });

  it('is complete again with the next poll after a page failed', async () => {
    await connected();
    sandbox.fault({ kind: 'status', status: 502, path: 'page=9&' });
    await send({ type: 'refresh' });
    expect(await snapshot()).toMatchObject({ lists: { invites: { complete: false } } });
    await send({ type: 'refresh' });
    expect(await snapshot()).toMatchObject({ lists: { invites: { complete: true } } });
    expect((await snapshot())?.invitations).toHaveLength(count);
  });
});

describe('a poll that brings nothing new', () => {
  it('writes nothing to disk', async () => {
    await connected();
    const writes = vi.spyOn(browser.storage.local, 'set');
    await send({ type: 'refresh' });
    expect(sandbox.requests.length).toBeGreaterThan(0);
    expect(writes).not.toHaveBeenCalled();
  });

  it('is remembered by a worker that is started again', async () => {
    await connected();
    const before = (await readState()).polls;
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minuteMs });
    await send({ type: 'refresh' });
    await startWorker();
    const [id = ''] = Object.keys(before);
    const after = (await readState()).polls;
    expect(after[id]?.fetchedAtMs).toBeGreaterThan(before[id]?.fetchedAtMs ?? 0);
  });
});
