import type { Credentials } from './credentials';
import { type Result, silentFailure } from './failure';
import type { Answer, Invitation } from './invitation';
import { fetchList, type ListProgress, type SentList } from './list';
import { type ApiRequest, send, type Transport } from './request';
import type { ListPage } from './schemas';
import { readInvitation } from './wire';

export interface CloudflareClient {
  /** `GET /user/invites`, all pages; goes on where an earlier `progress` ended. `known` names the list read before. */
  listInvitations(progress?: ListProgress, known?: string | null): Promise<Result<SentList>>;
  /** `GET /user/invites/{id}`. */
  getInvitation(id: string): Promise<Result<Invitation>>;
  /** `PATCH /user/invites/{id}`, sent once and never repeated here: after an unclear outcome ask `getInvitation`. */
  respond(id: string, answer: Answer): Promise<Result<Invitation>>;
}

export type CreateClient = (credentials: Credentials) => CloudflareClient;

const pageSize = 50;

/** Makes a client for one person's credentials. None of its functions throws; failures never hold a secret. */
export function createClient(credentials: Credentials, transport: Transport): CloudflareClient {
  const request = (apiRequest: ApiRequest, known?: string) => send(transport, credentials, apiRequest, known);

  const one = async (apiRequest: ApiRequest): Promise<Result<Invitation>> => {
    const answer = await request(apiRequest);
    if (!answer.ok) return answer;
    const invitation = readInvitation(answer.value.read()?.result);
    return invitation
      ? { ok: true, value: invitation }
      : { ok: false, failure: silentFailure('unreadable', transport.nowMs()) };
  };

  const page = async (number: number, known?: string): Promise<Result<ListPage>> => {
    const answer = await request({ method: 'GET', path: listPath(number) }, known);
    if (!answer.ok) return answer;
    const { digest, read } = answer.value;
    if (digest !== known && !read()?.items)
      return { ok: false, failure: silentFailure('unreadable', transport.nowMs()) };
    return {
      ok: true,
      value: {
        digest,
        get items() {
          return read()?.items ?? [];
        },
        get total() {
          return read()?.total ?? 0;
        },
      },
    };
  };

  return {
    listInvitations: (progress = { pages: {}, keep: async () => {} }, known = null) =>
      fetchList(page, progress, known),
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
