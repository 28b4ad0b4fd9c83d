const defaultWaitMs = 5 * 60_000;
const longestWaitMs = 60 * 60_000;

/**
 * When calls may go on after a rate limit, in epoch milliseconds: `retry-after` (seconds or an HTTP date), else the
 * reset of `Ratelimit` (`t`, seconds), else five minutes, which is how long Cloudflare refuses once the limit is
 * passed. Absurd values are held between one second and one hour.
 */
export function retryAtMs(headers: Headers, nowMs: number): number {
  const waitMs = waitOfRetryAfter(headers, nowMs) ?? waitOfRatelimit(headers) ?? defaultWaitMs;
  return nowMs + Math.min(Math.max(waitMs, 1000), longestWaitMs);
}

function waitOfRetryAfter(headers: Headers, nowMs: number): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const untilMs = Date.parse(value);
  if (Number.isNaN(untilMs)) return undefined;
  // Against the server's own clock where it tells it, so that a wrong clock here does no harm.
  const serverNowMs = Date.parse(headers.get('date') ?? '');
  return untilMs - (Number.isNaN(serverNowMs) ? nowMs : serverNowMs);
}

function waitOfRatelimit(headers: Headers): number | undefined {
  const seconds = /(?:^|[;,\s])t=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}
