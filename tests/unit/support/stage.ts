import { afterEach, beforeEach, vi } from 'vitest';
import { startSandbox } from '../../sandbox/start';
import type { Sandbox } from '../../sandbox/types';
import { connect, reach, ringAlarm, startWorker } from './worker';

/** A sandbox that requests to Cloudflare reach, anew for each test of a file. Undoes what a test did to clock and browser. */
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
    /** How many requests of a method were sent since they were last cleared. */
    sent: (method?: string) =>
      sandbox.requests.filter((request) => method === undefined || request.method === method).length,
  };
}

/** The same with the real worker, started. */
export function useStage() {
  const stage = useSandbox();
  beforeEach(startWorker);
  return stage;
}

/** Holds back the answer to the first request that `matches` until it is let go; `reached` tells that it is there. */
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

/** Moves the clock and lets the alarm ring. */
export async function passMs(ms: number): Promise<void> {
  vi.setSystemTime(Date.now() + ms);
  await ringAlarm();
}
