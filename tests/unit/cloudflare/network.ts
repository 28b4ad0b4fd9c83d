import { createClient } from '@/lib/cloudflare/client';
import type { Credentials } from '@/lib/domain/credentials';

/** The time of the clients' clock. */
export const nowMs = Date.parse('2026-03-01T12:00:00Z');
export const token: Credentials = { kind: 'token', token: 'secret-token-value' };

interface Sent {
  url: string;
  init: RequestInit;
}

/** A client for which `answer` acts as the network; `sent` records the requests. */
export function clientOf(
  answer: (url: string) => Response | Promise<Response>,
  credentials: Credentials = token,
  mayCall = async () => true,
) {
  const sent: Sent[] = [];
  const fetch = async (input: string | URL | Request, init: RequestInit = {}) => {
    sent.push({ url: String(input), init });
    return answer(String(input));
  };
  return { client: createClient(credentials, { fetch, nowMs: () => nowMs, mayCall }), sent };
}

export const json = (body: unknown, init?: ResponseInit) => new Response(JSON.stringify(body), init);
/** Cloudflare's envelope around a result; `total` is the number of items on all pages. */
export const success = (result: unknown, total?: number) =>
  json({
    success: true,
    errors: [],
    messages: [],
    result,
    ...(total && { result_info: { total_count: total } }),
  });
/** Cloudflare's envelope around errors. */
export const refusal = (status: number, ...errors: unknown[]) =>
  json({ success: false, errors, messages: [], result: null }, { status });
export const invite = (id: string) => ({ id, organization_id: `org-${id}`, invited_member_id: null });

/** Why listing the invitations fails with this `response`. */
export const listFailure = async (response: () => Response) => {
  const result = await clientOf(response).client.list('invites');
  if (result.ok) throw new Error('expected a failure');
  return result.failure;
};
