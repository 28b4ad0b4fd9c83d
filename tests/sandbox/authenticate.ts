import type { AuthFailures } from './auth-failures';
import type { ApiFailure } from './envelope';
import { failures, malformedPair, pairProblems } from './failures';
import type { ApiUser } from './user';

/** What a credential may do: Cloudflare's 'Memberships Read', 'Memberships Write' and 'User Details Read'. */
export type Permission = 'memberships:read' | 'memberships:write' | 'user:read';

/** Who sent a request, or why that is unknown. */
export type Login = { user: ApiUser; permissions: readonly Permission[] } | { failure: ApiFailure };

/** Everything that authentication depends on. */
export interface AuthState {
  users: readonly ApiUser[];
  revoked: ReadonlySet<string>;
  authFailures: AuthFailures;
}

type Headers = Readonly<Record<string, string>>;

/** 'Write' includes 'Read'. */
const write: readonly Permission[] = ['memberships:read', 'memberships:write'];
const everything: readonly Permission[] = [...write, 'user:read'];

const bearerFormat = /^Bearer ([\w-]{40,})$/;
const keyFormat = /^([0-9a-f]{37}|cfk_\w{40,})$/;
const emailFormat = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Finds out who sent a request with these headers. Failures count as authentication failures. */
export function authenticate(headers: Headers, state: AuthState): Login {
  const authorization = headers['authorization'];
  const email = headers['x-auth-email'];
  const key = headers['x-auth-key'];
  if (!authorization && !email && !key) return { failure: failures.headersMissing };
  if (state.authFailures.blocked) return { failure: failures.authBlocked };
  const login = authorization ? byToken(authorization, state) : byKey(email, key, state);
  if ('failure' in login) state.authFailures.add();
  return login;
}

function byToken(authorization: string, { users, revoked }: AuthState): Login {
  const token = bearerFormat.exec(authorization)?.[1];
  if (token === undefined) return { failure: failures.bearerMalformed };
  if (revoked.has(token)) return { failure: failures.tokenUnknown };
  for (const user of users) {
    if (token === user.credentials.token) return { user, permissions: write };
    if (token === user.credentials.userDetailsToken) return { user, permissions: everything };
    if (token === user.credentials.readOnlyToken) return { user, permissions: ['memberships:read'] };
    if (token === user.credentials.noPermissionToken) return { user, permissions: [] };
    if (token === user.credentials.expiredToken) return { failure: failures.tokenExpired };
  }
  return { failure: failures.tokenUnknown };
}

function byKey(email = '', key = '', { users, revoked }: AuthState): Login {
  const problems = [pairProblem('email', email), pairProblem('key', key)].filter(
    (link) => link !== undefined,
  );
  if (problems.length > 0) return { failure: malformedPair(...problems) };
  const user = users.find(({ credentials }) => credentials.email === email && credentials.globalKey === key);
  if (!user || revoked.has(key)) return { failure: failures.keyUnknown };
  return { user, permissions: everything };
}

function pairProblem(part: 'email' | 'key', value: string) {
  if (part === 'email') {
    if (!value) return pairProblems.emailMissing;
    return emailFormat.test(value) ? undefined : pairProblems.emailMalformed;
  }
  if (!value) return pairProblems.keyMissing;
  return keyFormat.test(value) ? undefined : pairProblems.keyMalformed;
}
