import type { Fault } from '../sandbox/fault';

/** What Cloudflare is reported to have answered, whatever it is. */
export type ReportedAnswer = Pick<
  Extract<Fault, { kind: 'raw' }>,
  'body' | 'status' | 'contentType' | 'headers' | 'takesEffect'
>;

/** Cloudflare's envelope around a result. */
export function success(result: unknown, result_info?: object): ReportedAnswer {
  return { body: { success: true, errors: [], messages: [], result, ...(result_info && { result_info }) } };
}

/** Cloudflare's envelope around errors, each a code and a message. */
export function refusal(status: number, ...errors: [code: number, message: string][]): ReportedAnswer {
  const listed = errors.map(([code, message]) => ({ code, message }));
  return { status, body: { success: false, errors: listed, messages: [], result: null } };
}

export function plainText(status: number, body: string): ReportedAnswer {
  return { status, contentType: 'text/plain', body };
}

/** The list of invites, in all its pages, is answered like this until the faults are cleared. */
export function toList(answer: ReportedAnswer, times: Fault['times'] = 'always'): Fault {
  return { kind: 'raw', ...answer, method: 'GET', path: '/user/invites$', times };
}

/** The same for the list of memberships. */
export function toMemberships(answer: ReportedAnswer): Fault {
  return { kind: 'raw', ...answer, method: 'GET', path: '/memberships$', times: 'always' };
}

/** Each question about one invite is answered like this. */
export function toOne(answer: ReportedAnswer): Fault {
  return { kind: 'raw', ...answer, method: 'GET', path: '/user/invites/', times: 'always' };
}

/** The next response to an invite is answered like this. */
export function toResponse(answer: ReportedAnswer): Fault {
  return { kind: 'raw', ...answer, method: 'PATCH', path: '/user/invites/' };
}
