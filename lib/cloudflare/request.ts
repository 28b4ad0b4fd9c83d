import { cleanText } from '../clean-text';
import { digestOf } from '../digest';
import { readBytes } from './body';
import { classify, classifyForeign } from './classify';
import { authHeaders, type Credentials, withoutSecrets } from './credentials';
import { type Envelope, readEnvelope } from './envelope';
import { type Failure, type FailureReason, kindOf, type Result, silentFailure } from './failure';
import { retryAtMs } from './retry-after';

const baseUrl = 'https://api.cloudflare.com/client/v4';
/** A worker's alarm handler lives for about 30 s; three calls in a row have to fit. */
const timeoutMs = 9_000;
const longestMessage = 300;
/** What JSON that could be an envelope begins with, in UTF-8. */
const openingBrace = 0x7b;

/** What a request needs from outside; `nowMs` gives epoch milliseconds. */
export interface Transport {
  fetch: typeof fetch;
  nowMs: () => number;
  /** Whether the browser lets the extension call the API at all; asked when a call failed. */
  mayCall: () => Promise<boolean>;
}

/** A request to the API; `path` begins with a slash and is already encoded. */
export interface ApiRequest {
  method: 'GET' | 'PATCH';
  path: string;
  body?: Record<string, string>;
}

/** An answer that says it is a success. */
export interface Success {
  /** Names the answer: it is the same for the same bytes, and only then. */
  digest: string;
  /** The answer, which is read only now where it was known. */
  read(): Envelope | null;
}

/**
 * Sends one request to Cloudflare's API and never throws: the only place that builds requests with credentials.
 * A success is an envelope that says so; `errors` beside `success: true` are warnings. An answer whose digest is `known`
 * was a success before, and is not read to tell.
 */
export async function send(
  { fetch, nowMs, mayCall }: Transport,
  credentials: Credentials,
  { method, path, body }: ApiRequest,
  known?: string,
): Promise<Result<Success>> {
  const failed = (reason: FailureReason): Result<never> => ({
    ok: false,
    failure: silentFailure(reason, nowMs()),
  });

  const headers = authHeaders(credentials);
  if (!(headers instanceof Headers)) return failed(headers);
  if (body) headers.set('Content-Type', 'application/json');

  let response: Response;
  let bytes: Uint8Array<ArrayBuffer> | null;
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
    bytes = await readBytes(response);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') return failed('timed-out');
    return failed((await mayCall()) ? 'unreachable' : 'host-permission-missing');
  }
  if (bytes === null) return failed('too-large');

  const received = bytes;
  const digest = await digestOf(received);
  const read = () => readEnvelope(new TextDecoder().decode(received));
  const isKnown = response.ok && digest === known;
  const envelope = isKnown ? null : read();
  if (isKnown || (envelope?.success && response.ok))
    return { ok: true, value: { digest, read: () => envelope ?? read() } };
  const failure = envelope
    ? toldFailure(
        classify(response.status, envelope.errors, method === 'PATCH'),
        envelope,
        credentials,
        nowMs(),
      )
    : silentFailure(
        response.ok && received[0] === openingBrace ? 'unreadable' : classifyForeign(response.status),
        nowMs(),
      );
  return { ok: false, failure: withRetry(failure, response.headers, nowMs()) };
}

function withRetry(failure: Failure, headers: Headers, nowMs: number): Failure {
  return kindOf(failure) === 'rate-limited' ? { ...failure, retryAtMs: retryAtMs(headers, nowMs) } : failure;
}

function toldFailure(
  reason: FailureReason,
  { errors }: Envelope,
  credentials: Credentials,
  atMs: number,
): Failure {
  const told = errors.flatMap((error) => [error, ...error.chain]);
  const words = told.map(({ code, message }) => (code ? `${message} (${code})` : message)).filter(Boolean);
  // Cleaned before secrets are looked for: an unseen character within one would hide it from the search.
  const message = withoutSecrets(cleanText(words.join(' '), 8 * longestMessage), credentials);
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
