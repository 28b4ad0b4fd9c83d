import type { Credentials } from '@/lib/domain/credentials';
import { type Result, silentFailure } from '@/lib/domain/failure';
import type { Answer, InvitationRecord, Route, Source } from '@/lib/domain/invitation-record';
import type { InvitationList } from '@/lib/domain/snapshot';
import { fetchAllPages, type Page } from './list-pages';
import { readMembership } from './memberships';
import { type ApiRequest, send, type Transport } from './request';
import { readUser, type User } from './user';
import { readInvite } from './user-invites';

export interface CloudflareClient {
  /** `GET /user/invites` or `GET /memberships?status=pending`, all pages. */
  list(source: Source): Promise<Result<InvitationList>>;
  /** `GET /user/invites/{id}` or `GET /memberships/{id}`. */
  get(route: Route): Promise<Result<InvitationRecord>>;
  /**
   * `PATCH /user/invites/{id}` or `PUT /memberships/{id}`, sent once and never repeated here: after an unclear outcome
   * ask `get`.
   */
  respond(route: Route, answer: Answer): Promise<Result<InvitationRecord>>;
  /** `GET /user`. A token may need a permission of its own for it, User Details Read. */
  getUser(): Promise<Result<User>>;
}

export type CreateClient = (credentials: Credentials) => CloudflareClient;

const pageSize = 50;

/** What differs between the two lists. */
const endpoints = {
  invites: {
    path: '/user/invites',
    // It is specified without parameters.
    listPath: (page: number) =>
      page === 0 ? '/user/invites' : `/user/invites?page=${page}&per_page=${pageSize}`,
    answerBy: 'PATCH',
    read: readInvite,
  },
  memberships: {
    path: '/memberships',
    listPath: (page: number) => `/memberships?status=pending&page=${page || 1}&per_page=${pageSize}`,
    answerBy: 'PUT',
    read: readMembership,
  },
} as const;

/** Makes a client for one person's credentials. None of its functions throws; failures never hold a secret. */
export function createClient(credentials: Credentials, transport: Transport): CloudflareClient {
  /** Sends a request and reads its result; `read` returns null for what it cannot read. */
  const ask = async <T>(request: ApiRequest, read: (result: unknown) => T | null): Promise<Result<T>> => {
    const answer = await send(transport, credentials, request);
    if (!answer.ok) return answer;
    const value = read(answer.value.result);
    if (value !== null) return { ok: true, value };
    return { ok: false, failure: silentFailure('unreadable', transport.nowMs()) };
  };
  const pathOf = ({ source, id }: Route) => `${endpoints[source].path}/${encodeURIComponent(id)}`;

  return {
    async list(source) {
      const { listPath, read } = endpoints[source];
      const page = async (number: number): Promise<Result<Page>> => {
        const answer = await send(transport, credentials, {
          method: 'GET',
          path: listPath(number),
          purpose: 'list',
        });
        if (!answer.ok) return answer;
        const { result, total } = answer.value;
        if (Array.isArray(result)) return { ok: true, value: { items: result, total } };
        return { ok: false, failure: silentFailure('unreadable', transport.nowMs()) };
      };
      const list = await fetchAllPages(page);
      return list.ok ? { ok: true, value: readList(list.value, read) } : list;
    },
    get: (route) => ask({ method: 'GET', path: pathOf(route), purpose: 'one' }, endpoints[route.source].read),
    respond(route, answer) {
      const { answerBy, read } = endpoints[route.source];
      const body = { status: answer };
      return ask({ method: answerBy, path: pathOf(route), body, purpose: 'answer' }, read);
    },
    getUser: () => ask({ method: 'GET', path: '/user', purpose: 'one' }, readUser),
  };
}

/** Reads the list one by one: an invitation that cannot be read hides no other. */
function readList({ items, total }: Page, read: (value: unknown) => InvitationRecord | null): InvitationList {
  const records = items.map(read).filter((record) => record !== null);
  return { records, unreadable: items.length - records.length, complete: total <= items.length };
}
