import type { Credentials } from './credentials';
import { type Result, silentFailure } from './failure';
import type { Answer, Invitation } from './invitation';
import { fetchList, type ListProgress, type SentList } from './list';
import { type ApiRequest, send, type Transport } from './request';
import type { ListPage } from './schemas';
import { readInvitation } from './wire';

export interface CloudflareClient {
  /** `GET /user/invites`, all pages; goes on where an earlier `progress` ended. */
  listInvitations(progress?: ListProgress): Promise<Result<SentList>>;
  /** `GET /user/invites/{id}`. */
  getInvitation(id: string): Promise<Result<Invitation>>;
  /** `PATCH /user/invites/{id}`, sent once and never repeated here: after an unclear outcome ask `getInvitation`. */
  respond(id: string, answer: Answer): Promise<Result<Invitation>>;
}

export type CreateClient = (credentials: Credentials) => CloudflareClient;

const pageSize = 50;

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

  const page = async (number: number): Promise<Result<ListPage>> => {
    const answer = await request({ method: 'GET', path: listPath(number) });
    if (!answer.ok) return answer;
    const { result, total, digest } = answer.value;
    if (!Array.isArray(result)) return { ok: false, failure: silentFailure('unreadable', transport.nowMs()) };
    return { ok: true, value: { items: result, total, digest } };
  };

  return {
    listInvitations: (progress = { pages: {}, keep: async () => {} }) => fetchList(page, progress),
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
