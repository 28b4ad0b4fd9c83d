import type { Credentials } from '@/lib/domain/credentials';
import { type Failure, type Result, silentFailure } from '@/lib/domain/failure';
import { type Answer, type Invitation, identity } from '@/lib/domain/invitation';
import type { InvitationList } from '@/lib/domain/snapshot';
import { type FetchedList, fetchAllPages, type Page, type PageQuery } from './list-pages';
import { type ApiRequest, send, type Transport } from './request';
import { readInvite } from './user-invites';

/** A list as it came from Cloudflare. */
interface FetchedInvitations extends InvitationList {
  /** Why a page after the first could not be had; a rate limit is to be waited out, although a list came. */
  interruptedBy: Failure | null;
}

export interface CloudflareClient {
  /** `GET /user/invites`, all pages. */
  listInvitations(): Promise<Result<FetchedInvitations>>;
  /** `GET /user/invites/{id}`. */
  getInvitation(id: string): Promise<Result<Invitation>>;
  /** `PATCH /user/invites/{id}`, sent once and never repeated here: after an unclear outcome ask `getInvitation`. */
  respond(id: string, answer: Answer): Promise<Result<Invitation>>;
}

export type CreateClient = (credentials: Credentials) => CloudflareClient;

/** Makes a client for one person's credentials. None of its functions throws; failures never hold a secret. */
export function createClient(credentials: Credentials, transport: Transport): CloudflareClient {
  const request = (apiRequest: ApiRequest) => send(transport, credentials, apiRequest);
  const unreadable = () => ({ ok: false, failure: silentFailure('unreadable', transport.nowMs()) }) as const;

  const one = async (apiRequest: ApiRequest): Promise<Result<Invitation>> => {
    const answer = await request(apiRequest);
    if (!answer.ok) return answer;
    const invitation = readInvite(answer.value.result);
    return invitation ? { ok: true, value: invitation } : unreadable();
  };

  const page = async (path: string, query: PageQuery): Promise<Result<Page>> => {
    const answer = await request({ method: 'GET', path: pagePath(path, query) });
    if (!answer.ok) return answer;
    const { result, paging } = answer.value;
    return Array.isArray(result) ? { ok: true, value: { items: result, paging } } : unreadable();
  };

  return {
    async listInvitations() {
      const fetchPage = (query: PageQuery) => page('/user/invites', query);
      const list = await fetchAllPages({ fetchPage, plainFirst: true, trustsTotal: true });
      return list.ok ? { ok: true, value: readList(list.value) } : list;
    },
    getInvitation: (id) => one({ method: 'GET', path: invitePath(id) }),
    respond: (id, answer) => one({ method: 'PATCH', path: invitePath(id), body: { status: answer } }),
  };
}

/** Reads the list one by one: an invitation that cannot be read hides no other. Of the same one sent twice, the last counts. */
function readList({ items, complete, interruptedBy }: FetchedList): FetchedInvitations {
  const readable = items.map(readInvite).filter((invitation) => invitation !== null);
  const invitations = [...new Map(readable.map((invitation) => [identity(invitation), invitation])).values()];
  return {
    invitations,
    unreadable: items.length - readable.length,
    // One that came twice changed while the list was fetched, and may have pushed another off its page.
    complete: complete && invitations.length === readable.length,
    interruptedBy,
  };
}

function pagePath(path: string, query: PageQuery): string {
  const parameters = new URLSearchParams(query).toString();
  return parameters ? `${path}?${parameters}` : path;
}

function invitePath(id: string): string {
  return `/user/invites/${encodeURIComponent(id)}`;
}
