import type { ApiFailure } from './envelope';

/** 6003 only says 'headers'; the chain says which one and why. */
function invalidHeaders(...chain: { code: number; message: string }[]): ApiFailure {
  return { status: 400, errors: [{ code: 6003, message: 'Invalid request headers', error_chain: chain }] };
}

function one(status: number, code: number, message: string): ApiFailure {
  return { status, errors: [{ code, message }] };
}

/** The chain of a 6003 for an email and Global API key. */
export const pairProblems = {
  emailMissing: { code: 6100, message: 'Missing X-Auth-Email header' },
  keyMissing: { code: 6101, message: 'Missing X-Auth-Key header' },
  emailMalformed: { code: 6102, message: 'Invalid format for X-Auth-Email header' },
  keyMalformed: { code: 6103, message: 'Invalid format for X-Auth-Key header' },
};

/** 6003 with this chain. */
export function malformedPair(...chain: { code: number; message: string }[]): ApiFailure {
  return invalidHeaders(...chain);
}

/** The refusals that Cloudflare's API has been seen to send. */
export const failures = {
  bearerMalformed: invalidHeaders({ code: 6111, message: 'Invalid format for Authorization header' }),
  contentTypeInvalid: invalidHeaders({
    code: 6105,
    message: 'Invalid Content-Type header, valid values are application/json,multipart/form-data',
  }),
  headersMissing: one(400, 9106, 'Missing X-Auth-Key, X-Auth-Email or Authorization headers'),
  keyUnknown: one(403, 9103, 'Unknown X-Auth-Key or X-Auth-Email'),
  tokenUnknown: one(401, 1000, 'Invalid API Token'),
  tokenExpired: one(403, 9109, 'The API token has expired'),
  authBlocked: one(403, 9109, 'Max auth failures reached, please check your Authorization header.'),
  /** The same wording as for a failed authentication: only the HTTP status differs. */
  permissionMissing: one(403, 10000, 'Authentication error'),
  userDetailsRefused: one(403, 9109, 'Unauthorized to access requested resource'),
  jsonMalformed: one(400, 6007, 'Malformed JSON in request body'),
} satisfies Record<string, ApiFailure>;

/**
 * Cloudflare does not document what it replies in these cases. The codes, statuses and wordings are assumptions of this
 * sandbox, so clients must not rely on them.
 */
export const assumedFailures = {
  statusInvalid: one(400, 1004, "Invalid status: must be 'accepted' or 'rejected'"),
  alreadyAnswered: one(409, 1003, 'Invitation has already been responded to'),
  expired: one(409, 1003, 'Invitation has expired'),
  /** The user's plan lacks the feature. */
  notEntitled: one(403, 10010, 'Not entitled: this feature is not available on your plan'),
} satisfies Record<string, ApiFailure>;

/** No such route, and no such object behind a route. */
export function notRouted(path: string): ApiFailure {
  return one(404, 7003, `Could not route to ${path}, perhaps your object identifier is invalid?`);
}

/** Cloudflare's throttling, which comes with HTTP 429 and also with 200. */
export const throttling = { code: 971, message: 'Please wait and consider throttling your request speed' };
