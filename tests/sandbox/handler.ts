import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerFault } from './answer-fault';
import { type ApiState, answerApi } from './api';
import type { Answer } from './envelope';
import type { FaultQueue } from './fault-queue';
import type { RecordedRequest } from './types';

/** What the handler works with. */
export interface HandlerState extends ApiState {
  faults: FaultQueue;
  requests: RecordedRequest[];
  now: () => number;
  /** Ends the wait of delayed replies. */
  closing: AbortSignal;
  /** Handles requests that are not for the API. They are not recorded, and no fault applies to them. */
  control?: ((method: string, path: string, body: string) => Answer | undefined) | undefined;
}

/** Records a request and replies to it, or applies a fault instead. */
export async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  state: HandlerState,
): Promise<void> {
  const method = request.method ?? 'GET';
  const path = request.url ?? '/';
  const body = await readBody(request);
  const controlled = state.control?.(method, path, body);
  if (controlled) return send(response, controlled, state.now());

  const record: RecordedRequest = {
    method,
    path,
    headers: flatten(request),
    body,
    at: state.now(),
    responded: 'pending',
  };
  state.requests.push(record);
  response.once('close', () => {
    if (record.responded === 'pending') record.responded = 'dropped';
  });

  const latencyMs = state.faults.takeLatency(method, path);
  if (latencyMs > 0) await sleep(latencyMs, undefined, { signal: state.closing });
  const [pathname = '', query = ''] = path.split('?', 2);
  const usual = () =>
    answerApi(
      { method, path: pathname, query: new URLSearchParams(query), headers: record.headers, body },
      state,
    );
  const fault = state.faults.takeAnswerFault(method, path);
  const answer = fault ? answerFault(fault, record.headers, usual) : usual();
  if (answer === 'hang') return;
  if (answer === 'drop') {
    response.destroy();
    return;
  }
  send(response, answer, state.now());
  // A client that disconnected meanwhile got no reply, although the request took effect.
  if (record.responded === 'pending') record.responded = answer.status;
}

/** `now` is the sandbox's clock, which its clients see as Cloudflare's. */
function send(response: ServerResponse, { status, headers, body }: Answer, now: number): void {
  const date = new Date(now).toUTCString();
  response.writeHead(status, { date, ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function flatten({ headers }: IncomingMessage): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
