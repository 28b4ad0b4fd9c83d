import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing';
import { readState } from '@/lib/storage/page-state';
import { startSandbox } from '../../sandbox/start';
import type { Sandbox } from '../../sandbox/types';
import { connect, reach, send, startWorker } from '../support/worker';

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
  sandbox.requests.map(({ path }) => new URL(path, 'https://sandbox').searchParams.get('page') ?? '0');

describe('a list of 2,000', () => {
  it('takes a request for each page of 50 and the one that tells so, four at a time', async () => {
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
    expect(most).toBe(4);
    const { connections, snapshots } = await readState();
    expect(snapshots[connections[0]?.id ?? '']).toMatchObject({ complete: true });
    expect(snapshots[connections[0]?.id ?? '']?.invitations).toHaveLength(count);
  });

  it('goes on where a worker died, as long as what it had is fresh', async () => {
    await connected();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    // Slow enough for pages to be kept; then the worker hears no more, as one that was ended.
    const through = globalThis.fetch;
    const dieAt = 23;
    let sent = 0;
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      if (++sent > dieAt) return new Promise(() => undefined);
      vi.setSystemTime(Date.now() + 1_000);
      return through(url, init);
    });
    void send({ type: 'refresh' });
    await vi.waitUntil(() => sent > dieAt, { timeout: 20_000 });
    const before = new Set(pagesAskedFor());
    sandbox.clearRequests();

    vi.unstubAllGlobals();
    reach(sandbox);
    vi.setSystemTime(Date.now() + minuteMs);
    await startWorker();
    await send({ type: 'refresh' });
    const after = pagesAskedFor();
    expect(after).not.toContain('0');
    expect(after).not.toContain('1');
    expect(after.length).toBeLessThan(30);
    expect(new Set([...before, ...after]).size).toBe(41);
    const { connections, snapshots } = await readState();
    expect(snapshots[connections[0]?.id ?? '']?.invitations).toHaveLength(count);
    // Nothing of it stays behind.
    expect(
      Object.keys(await browser.storage.session.get(null)).filter((key) => key.startsWith('list ')),
    ).toEqual([]);
  });

  it('begins anew when what a dead worker had is old', async () => {
    await connected();
    const { connections } = await readState();
    const page = { items: [], total: count, digest: 'a page' };
    await browser.storage.session.set({
      [`list ${connections[0]?.id}`]: {
        version: 1,
        value: { startedAtMs: Date.now() - 6 * minuteMs, pages: { 1: page, 2: page } },
      },
    });
    await send({ type: 'refresh' });
    expect(pagesAskedFor()).toHaveLength(41);
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

  it('is remembered all the same, by a worker that is started anew', async () => {
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
