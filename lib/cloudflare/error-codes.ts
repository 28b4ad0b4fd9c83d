import type { FailureReason } from '@/lib/domain/failure';
import type { ApiError } from './envelope';

/**
 * Error codes that name a reason by themselves. Cloudflare documents few of them: these are what its API is seen to
 * send. 6003 only says 'invalid request headers', the reason is in its chain, so chains are looked at first.
 */
const reasonByCode: Record<number, FailureReason> = {
  971: 'rate-limited',
  1000: 'token-invalid',
  1001: 'account-token',
  6003: 'credentials-refused',
  6100: 'credentials-incomplete',
  6101: 'credentials-incomplete',
  6102: 'email-malformed',
  6103: 'key-malformed',
  6111: 'token-malformed',
  7003: 'not-found',
  9103: 'key-unknown',
  9106: 'credentials-incomplete',
  10001: 'credentials-refused',
};

/** 9109 stands for several reasons that only its message tells apart. */
function reasonOf9109(message: string): FailureReason {
  if (/location|\bip\b/i.test(message)) return 'location-refused';
  if (/max auth|too many/i.test(message)) return 'too-many-refusals';
  if (/expired/i.test(message)) return 'token-expired';
  if (/unauthorized|permission|requested resource/i.test(message)) return 'permission-missing';
  return 'token-invalid';
}

/**
 * Decides why an answer that is not a success failed: by the codes of the error chain, then by the codes of the
 * errors, then by the HTTP status. `writes` tells whether the request was to change something.
 */
export function classify(status: number, errors: ApiError[], writes: boolean): FailureReason {
  const all = [...errors.flatMap(({ chain }) => chain), ...errors];
  for (const { code, message } of all) {
    if (code === 9109) return reasonOf9109(message);
    // 10000 is 'authentication error' and also 'permission missing': the status tells which.
    if (code === 10000) return status === 401 ? 'credentials-refused' : 'permission-missing';
    const reason = reasonByCode[code];
    if (reason) return reason;
  }
  return classifyStatus(status, writes);
}

/** The reason that a bare HTTP status gives, for an envelope without known codes. */
function classifyStatus(status: number, writes: boolean): FailureReason {
  if (status === 401) return 'credentials-refused';
  if (status === 403) return 'permission-missing';
  if (status === 404) return 'not-found';
  if (status === 408) return 'timed-out';
  if (status === 429) return 'rate-limited';
  if (status >= 500) return 'server-error';
  return status >= 400 && writes ? 'response-refused' : 'unexplained';
}

/** The reason for an answer that is not an envelope at all: a proxy, a captive portal, a gateway in trouble. */
export function classifyForeign(status: number): FailureReason {
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'server-error' : 'not-cloudflare';
}
