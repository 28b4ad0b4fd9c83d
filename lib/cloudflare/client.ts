import type { Credentials } from '@/lib/domain/credentials';
import { type Result, silentFailure } from '@/lib/domain/failure';
import { type Answer, type Invitation, identity } from '@/lib/domain/invitation';
import type { InvitationList } from '@/lib/domain/snapshot';
import { fetchAllPages, type Page } from './list-pages';
import { type ApiRequest, send, type Transport } from './request';
import { readInvite } from './user-invites';

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

  const page = async (number: number): Promise<Result<Page>> => {
    const answer = await request({ method: 'GET', path: listPath(number), purpose: 'list' });
    if (!answer.ok) return answer;
    const { result, total } = answer.value;
    return Array.isArray(result) ? { ok: true, value: { items: result, total } } : unreadable();
  };

  return {
    async listInvitations() {
      const list = await fetchAllPages(page);
      return list.ok ? { ok: true, value: readList(list.value) } : list;
    },
    getInvitation: (id) => one({ method: 'GET', path: invitePath(id), purpose: 'one' }),
    respond: (id, answer) =>
      one({ method: 'PATCH', path: invitePath(id), body: { status: answer }, purpose: 'answer' }),
  };
}

/** Reads the list one by one: an invitation that cannot be read hides no other. Of the same one sent twice, the last counts. */
function readList({ items, total }: Page): InvitationList {
  const readable = items.map(readInvite).filter((invitation) => invitation !== null);
  const unreadable = items.length - readable.length;
  const invitations = [...new Map(readable.map((invitation) => [identity(invitation), invitation])).values()];
  return { invitations, unreadable, complete: total <= invitations.length + unreadable };
}

function listPath(page: number): string {
  return page === 0 ? '/user/invites' : `/user/invites?page=${page}&per_page=${pageSize}`;
}

function invitePath(id: string): string {
  return `/user/invites/${encodeURIComponent(id)}`;
}
