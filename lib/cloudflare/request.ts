import { cleanText } from '@/lib/clean-text';
import type { Credentials } from '@/lib/domain/credentials';
import { type Failure, type FailureReason, kindOf, type Result, silentFailure } from '@/lib/domain/failure';
import { authHeaders, withoutSecrets } from './auth-headers';
import { type ApiError, type Envelope, readEnvelope } from './envelope';
import { classify, classifyForeign, type Purpose } from './error-codes';
import { readPlainRefusal } from './message-patterns';
import { retryAtMs } from './retry-after';

const baseUrl = 'https://api.cloudflare.com/client/v4';
/** A worker's alarm handler lives for about 30 s, and three calls in a row have to fit in. */
const timeoutMs = 9_000;
const largestBytes = 5 * 1024 * 1024;
const longestMessage = 300;

/** What a request needs from its environment; `nowMs` returns epoch milliseconds. */
export interface Transport {
  fetch: typeof fetch;
  nowMs: () => number;
  /** Whether the browser lets the extension call the API at all; checked when a call failed. */
  mayCall: () => Promise<boolean>;
}

/** A request to the API; `path` begins with a slash and is already encoded. */
export interface ApiRequest {
  method: 'GET' | 'PATCH' | 'PUT';
  path: string;
  body?: Record<string, string>;
  /** What it is for: the same refusal means something else for a list than for one response. */
  purpose: Purpose;
}

/** A success, and how far Cloudflare's clock is ahead of this computer's (ms); null if unknown. */
interface ApiAnswer extends Envelope {
  clockOffsetMs: number | null;
}

/**
 * Sends one request to Cloudflare's API, and never throws. The only place that builds requests with credentials.
 * Only an envelope with `success: true` is a success; any `errors` in it are warnings.
 */
export async function send(
  { fetch, nowMs, mayCall }: Transport,
  credentials: Credentials,
  { method, path, body, purpose }: ApiRequest,
): Promise<Result<ApiAnswer>> {
  const failed = (failure: Failure): Result<never> => ({ ok: false, failure });
  const failedBy = (reason: FailureReason) => failed(silentFailure(reason, nowMs()));

  const headers = authHeaders(credentials);
  if (!(headers instanceof Headers)) return failedBy(headers);
  if (body) headers.set('Content-Type', 'application/json');

  let response: Response;
  let text: string | null;
  try {
    response = await fetch(baseUrl + path, {
      method,
      headers,
      body: body ? JSON.stringify(body) : null,
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(timeoutMs),
    });
    text = await readText(response);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') return failedBy('timed-out');
    return failedBy((await mayCall()) ? 'unreachable' : 'host-permission-missing');
  }
  if (text === null) return failedBy('too-large');

  const envelope = readEnvelope(text);
  if (envelope?.success && response.ok) {
    return { ok: true, value: { ...envelope, clockOffsetMs: clockOffset(response.headers, nowMs()) } };
  }
  const errors = envelope?.errors ?? readPlainRefusal(response, text);
  if (errors) {
    const reason = classify({ status: response.status, errors, purpose, login: credentials.kind });
    const failure = apiFailure(reason, errors, credentials, nowMs());
    return failed(withRetry(failure, response.headers, text, nowMs()));
  }
  // Cloudflare may take an answer and reply with no body.
  const isBroken = response.ok && (text.startsWith('{') || (purpose === 'answer' && text.trim() === ''));
  const reason = isBroken ? 'unreadable' : classifyForeign(response.status);
  return failed(withRetry(silentFailure(reason, nowMs()), response.headers, text, nowMs()));
}

/** How far Cloudflare's clock is ahead of ours, in whole minutes (ms); null if the response does not say. */
function clockOffset(headers: Headers, nowMs: number): number | null {
  const serverNowMs = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(serverNowMs) ? null : Math.round((serverNowMs - nowMs) / 60_000) * 60_000;
}

/** The text of `response`, or null if it is more than 5 MB; the rest is then not read. */
async function readText({ body }: Response): Promise<string | null> {
  if (!body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > largestBytes) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

function withRetry(failure: Failure, headers: Headers, body: string, nowMs: number): Failure {
  if (kindOf(failure) !== 'rate-limited') return failure;
  return { ...failure, retryAtMs: retryAtMs(headers, nowMs, body) };
}

function apiFailure(
  reason: FailureReason,
  errors: ApiError[],
  credentials: Credentials,
  atMs: number,
): Failure {
  const all = errors.flatMap((error) => [error, ...error.chain]);
  const words = all.map(({ code, message }) => (code ? `${message} (${code})` : message)).filter(Boolean);
  const text = withoutSecrets(words.join(' '), credentials);
  // Again after cleaning, because an invisible character could hide a secret, and before clipping, because half a secret
  // would not be found.
  const message = withoutSecrets(cleanText(text, text.length), credentials);
  const url = errors.map(({ documentationUrl }) => documentationUrl).find(isCloudflarePage);
  return {
    ...silentFailure(reason, atMs),
    message: cleanText(message, longestMessage) || null,
    documentationUrl: url && url === withoutSecrets(url, credentials) ? url : null,
  };
}

function isCloudflarePage(url: string | null): boolean {
  return /^https:\/\/(?:[a-z\d-]+\.)*cloudflare\.com(?:[/?#]|$)/i.test(url ?? '');
}
