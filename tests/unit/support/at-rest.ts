import { vi } from 'vitest';
import type { Sandbox } from '../../sandbox/types';

/** The worker's pending requests and cryptography. Everything else it does ends in the same turn. */
const underWay = new Set<Promise<unknown>>();

function noted<T>(work: Promise<T>): Promise<T> {
  const forget = () => underWay.delete(work);
  underWay.add(work);
  work.then(forget, forget);
  return work;
}

const { subtle } = crypto;
for (const name of ['importKey', 'deriveBits', 'encrypt', 'decrypt'] as const) {
  const real: CallableFunction = subtle[name];
  Object.assign(subtle, { [name]: (...args: unknown[]) => noted(Reflect.apply(real, subtle, args)) });
}

/** Sends the worker's requests to api.cloudflare.com to the sandbox. */
export function reach(sandbox: Sandbox): void {
  const realFetch = globalThis.fetch;
  const send = async (url: string, init: RequestInit) => {
    const local = url.replace('https://api.cloudflare.com', `http://127.0.0.1:${sandbox.httpPort}`);
    const answer = await noted(realFetch(local, init));
    // Until its body has arrived too.
    noted(answer.clone().arrayBuffer());
    return answer;
  };
  vi.stubGlobal('fetch', send);
}

/** Waits until the worker has finished what it started by itself, except requests that a test holds back. */
export async function idle(): Promise<void> {
  do {
    await Promise.allSettled(underWay);
    await new Promise((resolve) => setImmediate(resolve));
  } while (underWay.size > 0);
}
