import type { Credentials } from '@/lib/domain/credentials';
import { type Result, silentFailure } from '@/lib/domain/failure';
import {
  type Answer,
  type InvitationRecord,
  identity,
  type Route,
  type Source,
} from '@/lib/domain/invitation-record';
import type { FetchedList } from '@/lib/domain/poll-result';
import { type FetchedPages, fetchAllPages, type Page, type PageQuery } from './list-pages';
import { readMembership } from './memberships';
import { type ApiRequest, send, type Transport } from './request';
import { readUser, type User } from './user';
import { readInvite } from './user-invites';

export interface CloudflareClient {
  /** `GET /user/invites` or `GET /memberships?status=pending`, all pages. */
  list(source: Source): Promise<Result<FetchedList>>;
  /** `GET /user/invites/{id}` or `GET /memberships/{id}`. */
  get(route: Route): Promise<Result<InvitationRecord>>;
  /**
   * `PATCH /user/invites/{id}` or `PUT /memberships/{id}`. Sent once and never retried here: if the outcome is unclear,
   * call `get`.
   */
  respond(route: Route, answer: Answer): Promise<Result<InvitationRecord>>;
  /** `GET /user`. A token may need a separate permission for it, User Details Read. */
  getUser(): Promise<Result<User>>;
}

export type CreateClient = (credentials: Credentials) => CloudflareClient;

/** What differs between the two lists. */
const endpoints = {
  // Documented without parameters.
  invites: { path: '/user/invites', filter: {}, plainFirst: true, answerBy: 'PATCH', read: readInvite },
  // Its total may include items that the filter leaves out.
  memberships: {
    path: '/memberships',
    filter: { status: 'pending' },
    plainFirst: false,
    answerBy: 'PUT',
    read: readMembership,
  },
} as const;

/** Makes a client for one login. None of its functions throws, and failures never contain a secret. */
export function createClient(credentials: Credentials, transport: Transport): CloudflareClient {
  /** Sends a request and reads its result; `read` returns null if it cannot. */
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
      const { path, filter, plainFirst, read } = endpoints[source];
      let clockOffsetMs: number | null = null;
      const fetchPage = async (query: PageQuery): Promise<Result<Page>> => {
        const parameters = new URLSearchParams({ ...filter, ...query }).toString();
        const request = {
          method: 'GET',
          path: parameters ? `${path}?${parameters}` : path,
          purpose: 'list',
        } as const;
        const answer = await send(transport, credentials, request);
        if (!answer.ok) return answer;
        const { result, paging } = answer.value;
        clockOffsetMs ??= answer.value.clockOffsetMs;
        if (Array.isArray(result)) return { ok: true, value: { items: result, paging } };
        // An empty list may be sent as null. Without a count of 0, the list may just be missing.
        if (result === null && (paging.count ?? paging.totalCount) === 0) {
          return { ok: true, value: { items: [], paging } };
        }
        return { ok: false, failure: silentFailure('unreadable', transport.nowMs()) };
      };
      const list = await fetchAllPages({ fetchPage, plainFirst, trustsTotal: source === 'invites' });
      return list.ok ? { ok: true, value: { ...readList(list.value, read), clockOffsetMs } } : list;
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

/**
 * Reads each item separately, so that an unreadable one does not hide the others. The last of several duplicates
 * counts.
 */
function readList(
  { items, complete, interruptedBy }: FetchedPages,
  read: (value: unknown) => InvitationRecord | null,
): Omit<FetchedList, 'clockOffsetMs'> {
  const readable = items.map(read).filter((record) => record !== null);
  const records = [...new Map(readable.map((record) => [identity(record), record])).values()];
  return {
    records,
    unreadable: items.length - readable.length,
    // A duplicate moved while the list was fetched, and may have pushed another item off its page.
    complete: complete && records.length === readable.length,
    interruptedBy,
  };
}
