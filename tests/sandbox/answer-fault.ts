import { type Answer, failure } from './envelope';
import { throttling } from './failures';
import type { AnswerFault } from './fault-queue';

/** A reply, or what happens instead of one. */
type Outcome = Answer | 'drop' | 'hang';

/**
 * Applies a fault to a request with these headers. `usual` runs the API, so the request takes effect only with faults
 * that call it.
 */
export function answerFault(
  fault: AnswerFault,
  headers: Readonly<Record<string, string>>,
  usual: () => Answer,
): Outcome {
  switch (fault.kind) {
    case 'status':
      return failure({ status: fault.status, errors: [errorOf(fault)], headers: fault.headers ?? {} });
    case 'throttled':
      return failure({ status: 200, errors: [throttling] });
    case 'echo':
      return echo(fault.status, headers);
    case 'html':
      return htmlPage(fault.status ?? 502);
    case 'redirect':
      return { status: fault.status ?? 302, headers: { location: fault.location }, body: '' };
    case 'raw':
      if (fault.takesEffect) usual();
      return {
        status: fault.status ?? 200,
        headers: { 'content-type': fault.contentType ?? 'application/json', ...fault.headers },
        body: typeof fault.body === 'string' ? fault.body : (JSON.stringify(fault.body) ?? ''),
      };
    case 'cut-off': {
      const answer = usual();
      return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
    }
    case 'lost-answer':
      usual();
      return 'drop';
    case 'drop':
    case 'hang':
      return fault.kind;
  }
}

/** The default code: throttling for 429, else one with no particular meaning. */
function errorOf(fault: Extract<AnswerFault, { kind: 'status' }>) {
  const usual = fault.status === 429 ? throttling : { code: 10013, message: 'An unknown error has occurred' };
  return { code: fault.code ?? usual.code, message: fault.message ?? usual.message };
}

/** Echoes the secret by itself, after its prefix, split by an invisible character, and in a URL. */
function echo(status: number, headers: Readonly<Record<string, string>>): Answer {
  const secret = headers['x-auth-key'] ?? headers['authorization']?.replace('Bearer ', '') ?? '';
  const error = {
    code: 10013,
    message: `Refused: ${secret}, or ${secret.slice(0, 9)}\u200b${secret.slice(9)}`,
    documentation_url: `https://developers.cloudflare.com/?was=${secret}`,
    error_chain: [{ code: 0, message: `Bearer ${secret}` }],
  };
  return failure({ status, errors: [error] });
}

function htmlPage(status: number): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=UTF-8' },
    body: `<!DOCTYPE html><html><head><title>${status} Bad gateway</title></head><body><h1>Error ${status}</h1></body></html>`,
  };
}
