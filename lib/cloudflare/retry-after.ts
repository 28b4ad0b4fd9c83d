import * as z from '@/lib/zod';

const defaultWaitMs = 5 * 60_000;
const longestWaitMs = 60 * 60_000;

/**
 * When calls may continue after a rate limit, in epoch milliseconds. From the header `retry-after` (seconds or an HTTP
 * date), else `retry_after` (the same) in the body, else the reset of `Ratelimit` (`t`, seconds), else five minutes,
 * which is how long Cloudflare refuses once the limit is exceeded. A wait that is already over counts only if there is
 * no other. Values are limited to between one second and one hour.
 */
export function retryAtMs(headers: Headers, nowMs: number, body = ''): number {
  // Relative to the server's own clock if known, so a wrong clock here does no harm.
  const serverNowMs = longest(elementsOf(headers.get('date')).map(Date.parse)) ?? nowMs;
  const waits = [
    waitOf(headers.get('retry-after'), serverNowMs),
    waitOfBody(body, serverNowMs),
    waitOfRatelimit(headers),
  ];
  const known = waits.filter((waitMs) => waitMs !== undefined);
  const waitMs = known.find((one) => one > 0) ?? known[0] ?? defaultWaitMs;
  return nowMs + Math.min(Math.max(waitMs, 1000), longestWaitMs);
}

/** The longest wait in a value: a header that is sent twice arrives as a list. */
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

/** The elements of a header's list. This also cuts a date after the day of the week, which means nothing on its own. */
function elementsOf(list: string | null): string[] {
  return (list ?? '').split(',').map((element) => element.trim());
}

/** A number of seconds, also as text, in milliseconds; undefined for anything else. */
function secondsMs(value: unknown): number | undefined {
  if (typeof value === 'string') return /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) * 1000 : undefined;
  return typeof value === 'number' ? value * 1000 : undefined;
}

/** The longest of these waits, in milliseconds; undefined if there are none. */
function longest(times: (number | undefined)[]): number | undefined {
  const known = times.filter((ms) => ms !== undefined).filter((ms) => !Number.isNaN(ms));
  // Not spread: a body may hold more values than a call can take as arguments.
  return known.length > 0 ? known.reduce((a, b) => Math.max(a, b)) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
