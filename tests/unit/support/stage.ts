import { afterEach, beforeEach, vi } from 'vitest';
import { startSandbox } from '../../sandbox/start';
import type { Sandbox } from '../../sandbox/types';
import { connect, reach, ringAlarm, startWorker } from './worker';

/**
 * A sandbox in Cloudflare's place, new for each test of a file. Also resets the clock and the browser after each test.
 */
export function useSandbox() {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await startSandbox({ now: () => Date.now() });
    reach(sandbox);
  });

  afterEach(async () => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    vi.useRealTimers();
    await sandbox.close();
  });

  return {
    get sandbox() {
      return sandbox;
    },
    connectByToken: (token = sandbox.credentials.token) => connect({ kind: 'token', token }),
    /** The number of requests with this method since they were last cleared. */
    sent: (method?: string) =>
      sandbox.requests.filter((request) => method === undefined || request.method === method).length,
  };
}

/** The same, with the real worker started. */
export function useStage() {
  const stage = useSandbox();
  beforeEach(startWorker);
  return stage;
}

/**
 * Holds back the reply to the first request that `matches` until it is released; `reached` resolves when it arrives.
 */
export function holdRequests(matches: (method: string, url: string) => boolean) {
  const through = globalThis.fetch;
  let letGo = () => {};
  let reach = () => {};
  let isHeld = false;
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const answer = await through(url, init);
    if (!isHeld && matches(init.method ?? 'GET', url)) {
      isHeld = true;
      reach();
      await gate;
    }
    return answer;
  });
  return { reached, letGo: () => letGo() };
}

/** Moves the clock and fires the alarm. */
export async function passMs(ms: number): Promise<void> {
  vi.setSystemTime(Date.now() + ms);
  await ringAlarm();
}
