import { readEach } from '../parse';
import type { Credentials } from './credentials';
import { type Result, silentFailure } from './failure';
import { type Answer, type Invitation, identity } from './invitation';
import { type ApiRequest, send, type Transport } from './request';
import { readInvitation } from './wire';

/** Every invitation of the user, any status. `unreadable` counts those that could not be read. */
export interface InvitationList {
  invitations: Invitation[];
  unreadable: number;
  /** False when Cloudflare told of more invitations than it sent. */
  complete: boolean;
}

export interface CloudflareClient {
  /** `GET /user/invites`, all pages. */
  listInvitations(): Promise<Result<InvitationList>>;
  /** `GET /user/invites/{id}`. */
  getInvitation(id: string): Promise<Result<Invitation>>;
  /** `PATCH /user/invites/{id}`, sent once and never repeated here: after an unclear outcome ask `getInvitation`. */
  respond(id: string, answer: Answer): Promise<Result<Invitation>>;
}

export type CreateClient = (credentials: Credentials) => CloudflareClient;

const pageSize = 50;
const mostPages = 40;

/** Makes a client for one person's credentials. None of its functions throws; failures never hold a secret. */
export function createClient(credentials: Credentials, transport: Transport): CloudflareClient {
  const request = (apiRequest: ApiRequest) => send(transport, credentials, apiRequest);

  const one = async (apiRequest: ApiRequest): Promise<Result<Invitation>> => {
    const answer = await request(apiRequest);
    if (!answer.ok) return answer;
    const invitation = readInvitation(answer.value.result);
    return invitation
      ? { ok: true, value: invitation }
      : { ok: false, failure: silentFailure('unreadable', transport.nowMs()) };
  };

  return {
    async listInvitations() {
      const seen = new Map<string, Invitation>();
      let unreadable = 0;
      let total = 0;
      // The list is specified without parameters, so the first request has none. Only when it tells of more are
      // pages asked for, from the first again: larger ones, so that no window is missed and requests are fewest.
      for (let page = 0; page <= mostPages; page++) {
        const answer = await request({ method: 'GET', path: listPath(page) });
        if (!answer.ok) return answer;
        const { result } = answer.value;
        if (!Array.isArray(result))
          return { ok: false, failure: silentFailure('unreadable', transport.nowMs()) };
        const list = readEach(result, readInvitation);
        const before = seen.size;
        for (const invitation of list.items) seen.set(identity(invitation), invitation);
        unreadable = page <= 1 ? list.unreadable : unreadable + list.unreadable;
        total = answer.value.total;
        const more = total > seen.size + unreadable;
        if (!more || (page > 1 && seen.size === before)) break;
      }
      return {
        ok: true,
        value: { invitations: [...seen.values()], unreadable, complete: total <= seen.size + unreadable },
      };
    },
    getInvitation: (id) => one({ method: 'GET', path: invitePath(id) }),
    respond: (id, answer) => one({ method: 'PATCH', path: invitePath(id), body: { status: answer } }),
  };
}

function listPath(page: number): string {
  return page === 0 ? '/user/invites' : `/user/invites?page=${page}&per_page=${pageSize}`;
}

function invitePath(id: string): string {
  return `/user/invites/${encodeURIComponent(id)}`;
}
