import type { Fault } from '../sandbox/fault';

/** A reply that Cloudflare is reported to have sent. */
export type ReportedAnswer = Pick<
  Extract<Fault, { kind: 'raw' }>,
  'body' | 'status' | 'contentType' | 'headers' | 'takesEffect'
>;

/** Cloudflare's envelope around a result. */
export function success(result: unknown, result_info?: object): ReportedAnswer {
  return { body: { success: true, errors: [], messages: [], result, ...(result_info && { result_info }) } };
}

/** Cloudflare's envelope around errors, each with a code and a message. */
export function refusal(status: number, ...errors: [code: number, message: string][]): ReportedAnswer {
  const listed = errors.map(([code, message]) => ({ code, message }));
  return { status, body: { success: false, errors: listed, messages: [], result: null } };
}

export function plainText(status: number, body: string): ReportedAnswer {
  return { status, contentType: 'text/plain', body };
}

/** Sends this reply to requests for any page of the invites until the faults are cleared. */
export function toList(answer: ReportedAnswer, times: Fault['times'] = 'always'): Fault {
  return { kind: 'raw', ...answer, method: 'GET', path: '/user/invites$', times };
}

/** The same for the list of memberships. */
export function toMemberships(answer: ReportedAnswer): Fault {
  return { kind: 'raw', ...answer, method: 'GET', path: '/memberships$', times: 'always' };
}

/** Sends this reply to every request for one invite. */
export function toOne(answer: ReportedAnswer): Fault {
  return { kind: 'raw', ...answer, method: 'GET', path: '/user/invites/', times: 'always' };
}

/** Sends this reply to the next answer to an invite. */
export function toResponse(answer: ReportedAnswer): Fault {
  return { kind: 'raw', ...answer, method: 'PATCH', path: '/user/invites/' };
}
