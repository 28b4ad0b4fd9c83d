import * as z from 'zod';
import { type Access, type AuthState, authenticate } from './authenticate';
import { type Answer, type ApiFailure, failure, success } from './envelope';
import { assumedFailures, failures, notRouted, throttling } from './failures';
import { pageOf } from './paging';
import type { RateLimiter } from './rate-limit';
import type { ApiUser } from './user';

/** A request as far as the API looks at it. `path` has no query. */
export interface ApiRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** Everything an answer depends on besides the request. */
export interface ApiState extends AuthState {
  rateLimiter: RateLimiter;
}

/** What a route needs and does, once the user is known. */
interface Route {
  needs: Exclude<Access, 'none'>;
  run(user: ApiUser): Answer;
}

const collection = '/client/v4/user/invites';
const response = z.object({ status: z.enum(['accepted', 'rejected']) });

/**
 * Answers as Cloudflare's API does: throttling comes before routing, routing before authentication, and the permission
 * is checked before the invitation is looked up.
 */
export function answerApi(request: ApiRequest, state: ApiState): Answer {
  const login = authenticate(request.headers, state);
  const quota = state.rateLimiter.spend('user' in login ? login.user.credentials.email : 'anonymous');
  const withQuota = (answer: Answer) => ({ ...answer, headers: { ...answer.headers, ...quota.headers } });
  const refuse = (reason: ApiFailure) => withQuota(failure(reason));

  if (!quota.allowed) return refuse({ status: 429, errors: [throttling] });
  const route = routeOf(request);
  if (!route) return refuse(notRouted(request.path));
  if ('failure' in login) return refuse(login.failure);
  const permitted = login.access === 'respond' || login.access === route.needs;
  if (!permitted) return refuse(failures.permissionMissing);
  return withQuota(route.run(login.user));
}

function routeOf(request: ApiRequest): Route | undefined {
  const { method, path, query } = request;
  if (path === collection) {
    return method === 'GET' ? { needs: 'read', run: (user) => listInvites(user, query) } : undefined;
  }
  const id = inviteId(path);
  if (id === undefined) return undefined;
  if (method === 'GET') return { needs: 'read', run: (user) => getInvite(user, id, path) };
  if (method === 'PATCH') return { needs: 'respond', run: (user) => respond(user, id, request) };
  return undefined;
}

function inviteId(path: string): string | undefined {
  const segment = path.startsWith(`${collection}/`) ? path.slice(collection.length + 1) : '';
  if (!segment || segment.includes('/')) return undefined;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function listInvites(user: ApiUser, query: URLSearchParams): Answer {
  const { items, info } = pageOf(user.invites(), query);
  return success(items, info);
}

function getInvite(user: ApiUser, id: string, path: string): Answer {
  const invite = user.invite(id);
  return invite ? success(invite) : failure(notRouted(path));
}

function respond(user: ApiUser, id: string, { path, headers, body }: ApiRequest): Answer {
  if (!/^application\/json\b/i.test(headers['content-type'] ?? ''))
    return failure(failures.contentTypeInvalid);
  const json = parseJson(body);
  if (json === undefined) return failure(failures.jsonMalformed);
  const wanted = response.safeParse(json);
  if (!wanted.success) return failure(assumedFailures.statusInvalid);
  const outcome = user.respond(id, wanted.data.status, path);
  return 'failure' in outcome ? failure(outcome.failure) : success(outcome.invite);
}

/** Undefined is not JSON, so it can stand for 'malformed'. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
