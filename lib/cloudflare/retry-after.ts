import * as z from '@/lib/zod';

const defaultWaitMs = 5 * 60_000;
const longestWaitMs = 60 * 60_000;

/**
 * When calls may go on after a rate limit, in epoch milliseconds: the header `retry-after` (seconds or an HTTP date),
 * else `retry_after` (the same) in the body, else the reset of `Ratelimit` (`t`, seconds), else five minutes, which is
 * how long Cloudflare refuses once the limit is passed. A wait that is over counts only where nothing else is told.
 * Absurd values are held between one second and one hour.
 */
export function retryAtMs(headers: Headers, nowMs: number, body = ''): number {
  // Against the server's own clock where it tells it, so that a wrong clock here does no harm.
  const serverNowMs = longest(elementsOf(headers.get('date')).map(Date.parse)) ?? nowMs;
  const told = [
    waitOf(headers.get('retry-after'), serverNowMs),
    waitOfBody(body, serverNowMs),
    waitOfRatelimit(headers),
  ];
  const known = told.filter((waitMs) => waitMs !== undefined);
  const waitMs = known.find((one) => one > 0) ?? known[0] ?? defaultWaitMs;
  return nowMs + Math.min(Math.max(waitMs, 1000), longestWaitMs);
}

/** The longest wait that a value names: a header that is sent twice arrives as a list. */
function waitOf(value: unknown, nowMs: number): number | undefined {
  if (typeof value !== 'string') return secondsMs(value);
  return longest(elementsOf(value).map((element) => secondsMs(element) ?? Date.parse(element) - nowMs));
}

const bodySchema = z.object({
  retry_after: z.optional(z.unknown()),
  errors: z.catch(z.optional(z.array(z.unknown())), undefined),
});

function waitOfBody(body: string, nowMs: number): number | undefined {
  const parsed = bodySchema.safeParse(parseJson(body));
  if (!parsed.success) return undefined;
  const { retry_after, errors = [] } = parsed.data;
  const inErrors = errors.map((error) => bodySchema.safeParse(error).data?.retry_after);
  return longest([retry_after, ...inErrors].map((value) => waitOf(value, nowMs)));
}

function waitOfRatelimit(headers: Headers): number | undefined {
  const seconds = /(?:^|[;,\s])t=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1];
  return secondsMs(seconds);
}

/** The elements of a header's list. It also cuts a date after the day of the week, which says nothing by itself. */
function elementsOf(list: string | null): string[] {
  return (list ?? '').split(',').map((element) => element.trim());
}

/** A number of seconds, also as text, in milliseconds; undefined for anything else. */
function secondsMs(value: unknown): number | undefined {
  if (typeof value === 'string') return /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) * 1000 : undefined;
  return typeof value === 'number' ? value * 1000 : undefined;
}

/** The greatest of what was told, in milliseconds; undefined when nothing was. */
function longest(times: (number | undefined)[]): number | undefined {
  const known = times.filter((ms) => ms !== undefined).filter((ms) => !Number.isNaN(ms));
  // Not spread: a body may hold more than a call takes as arguments.
  return known.length > 0 ? known.reduce((a, b) => Math.max(a, b)) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
