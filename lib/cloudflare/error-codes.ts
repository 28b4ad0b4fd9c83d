import type { Credentials } from '@/lib/domain/credentials';
import type { FailureReason } from '@/lib/domain/failure';
import type { ApiError } from './envelope';
import { type Meaning, meaningsOf } from './message-patterns';

/** What a request is for: listing invitations, getting one, or answering one. */
export type Purpose = 'list' | 'one' | 'answer';

/** A response that is not a success, what was asked, and with which kind of login. */
export interface Refusal {
  status: number;
  errors: ApiError[];
  purpose: Purpose;
  login: Credentials['kind'];
}

/** A refusal with its error chains flattened. */
interface Reading extends Omit<Refusal, 'errors'> {
  has: (...codes: number[]) => boolean;
  says: (meaning: Meaning) => boolean;
}

/**
 * Codes that always concern the login. Cloudflare documents few codes: these have been seen from its API. 6003 only
 * says 'invalid request headers' and has the reason in its chain, so it comes last.
 */
const loginCodes: [number, FailureReason][] = [
  [6100, 'credentials-incomplete'],
  [6101, 'credentials-incomplete'],
  [6102, 'email-malformed'],
  [6103, 'key-malformed'],
  [6111, 'token-malformed'],
  [9103, 'key-unknown'],
  [6003, 'credentials-refused'],
];

/**
 * Decides why a request failed, from the codes of its errors and their chains, the wording, the HTTP status, and what
 * was asked.
 */
export function classify({ errors, ...refusal }: Refusal): FailureReason {
  // A failing server sends any code, even those for a refused login.
  if (refusal.status >= 500) return 'server-error';
  const all = errors.flatMap((error) => [error, ...error.chain]);
  const reading: Reading = {
    ...refusal,
    has: (...codes) => all.some(({ code }) => codes.includes(code)),
    says: meaningsOf(all),
  };
  return (
    limitReason(reading) ??
    invitationReason(reading) ??
    loginReason(reading) ??
    routeReason(reading) ??
    permissionReason(reading) ??
    statusReason(reading)
  );
}

/** The reason for a response that is not from the API: a proxy, a captive portal, a failing gateway. */
export function classifyForeign(status: number): FailureReason {
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'server-error' : 'not-cloudflare';
}

function limitReason({ status, has, says }: Reading): FailureReason | null {
  if (says('too many failed logins')) return 'too-many-refusals';
  return status === 429 || has(971) || says('rate limit') ? 'rate-limited' : null;
}

/** Refusals that concern only one invitation, whatever their code: the login may be fine. */
function invitationReason({ purpose, says }: Reading): FailureReason | null {
  const isOver = says('invitation') && says('over');
  if (purpose === 'answer' && (isOver || says('two-factor'))) return 'response-refused';
  return purpose === 'one' && isOver ? 'not-found' : null;
}

function loginReason({ status, purpose, login, has, says }: Reading): FailureReason | null {
  // Recognized by wording, because 1001 can also mean 'invalid request'.
  if (says('account-owned token')) return 'account-token';
  const code = loginCodes.find(([one]) => has(one));
  if (code) return code[1];
  if (says('location') || (has(9109) && says('address'))) return 'location-refused';
  if (says('expired token') || (has(9109) && says('expired') && purpose !== 'answer')) return 'token-expired';
  if (has(9106) && login === 'key') return 'credentials-incomplete';
  // User endpoints also refuse account-owned tokens with 9106 and 10001.
  const isOfLogin = says('invalid credentials') && (purpose === 'list' || !says('invitation'));
  const isRefused = has(9106, 10001) || isOfLogin || (has(1000) && status === 401);
  return isRefused ? refusedLogin(login) : null;
}

function refusedLogin(login: Credentials['kind']): FailureReason {
  return login === 'token' ? 'token-invalid' : 'credentials-refused';
}

/** Refusals because the API does not have this endpoint, or does not offer it on this plan. */
function routeReason({ status, purpose, has, says }: Reading): FailureReason | null {
  const isUnoffered = (status === 402 || status === 403) && says('plan');
  const isUnknownMethod = status === 405 || has(7001, 10405) || says('unknown method');
  if (isUnoffered || isUnknownMethod) {
    if (purpose === 'list') return 'list-unavailable';
    if (purpose === 'answer') return 'response-unavailable';
    return isUnoffered ? 'permission-missing' : 'unexplained';
  }
  if (!has(7000, 7003) && !says('unknown route')) return null;
  return purpose === 'list' ? 'list-unavailable' : 'not-found';
}

/** 403, 9109 and 10000 ('Authentication error') can each refuse the login, a permission, or one response. */
function permissionReason({ status, purpose, login, has, says }: Reading): FailureReason | null {
  if (says('permission')) return 'permission-missing';
  if (purpose !== 'answer') {
    if (has(9109)) return says('requested resource') ? 'permission-missing' : refusedLogin(login);
    if (status === 401) return 'credentials-refused';
    if (status === 403 || has(10000)) return 'permission-missing';
    if (says('authentication') && !says('two-factor')) return 'credentials-refused';
    return says('authorization') || says('forbidden') ? 'permission-missing' : null;
  }
  if (status !== 403 && !has(9109, 10000)) return null;
  if (!says('authentication') && !says('authorization')) return 'response-refused';
  return status === 401 ? 'credentials-refused' : 'permission-missing';
}

/** The reason according to the HTTP status alone. */
function statusReason({ status, purpose }: Reading): FailureReason {
  if (status === 401) return 'credentials-refused';
  if (status === 404 || status === 410) return purpose === 'list' ? 'list-unavailable' : 'not-found';
  if (status === 408) return 'timed-out';
  return purpose === 'answer' ? 'response-refused' : 'unexplained';
}
