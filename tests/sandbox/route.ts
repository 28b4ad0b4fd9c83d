import * as z from 'zod';
import type { Permission } from './authenticate';
import { type Answer, failure } from './envelope';
import { assumedFailures, failures } from './failures';
import type { ApiUser } from './user';

/** The parts of a request that the API uses. `path` has no query. */
export interface ApiRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** What a route needs and does, once the user is known. */
export interface Route {
  needs: Permission;
  /** The user's option that decides whether it is served. Without one it always is. */
  list?: 'invites' | 'memberships';
  run(user: ApiUser): Answer;
}

/** The segment after `collection`, if exactly one follows. */
export function idIn(collection: string, path: string): string | undefined {
  const segment = path.startsWith(`${collection}/`) ? path.slice(collection.length + 1) : '';
  if (!segment || segment.includes('/')) return undefined;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

const response = z.object({ status: z.enum(['accepted', 'rejected']) });

/** Handles a request with the body `{"status":…}`, or says what is wrong with it. */
export function withStatus({ headers, body }: ApiRequest, run: (status: string) => Answer): Answer {
  const isJson = /^application\/json\b/i.test(headers['content-type'] ?? '');
  if (!isJson) return failure(failures.contentTypeInvalid);
  const json = parseJson(body);
  if (json === undefined) return failure(failures.jsonMalformed);
  const wanted = response.safeParse(json);
  return wanted.success ? run(wanted.data.status) : failure(assumedFailures.statusInvalid);
}

/** Undefined means malformed, because JSON has no undefined. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
