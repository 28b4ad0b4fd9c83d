import type { Failure, FailureReason } from './schemas';

export type { Failure, FailureReason };

/** What the worker does about a failure. */
export type FailureKind =
  | 'auth'
  | 'permission'
  | 'rate-limited'
  | 'offline'
  | 'server'
  | 'conflict'
  | 'unexpected';

const kinds: Record<FailureReason, FailureKind> = {
  'token-malformed': 'auth',
  'key-malformed': 'auth',
  'email-malformed': 'auth',
  'credentials-incomplete': 'auth',
  'key-unknown': 'auth',
  'token-invalid': 'auth',
  'token-expired': 'auth',
  'location-refused': 'auth',
  'too-many-refusals': 'auth',
  'credentials-refused': 'auth',
  'permission-missing': 'permission',
  'account-token': 'permission',
  'rate-limited': 'rate-limited',
  // Nothing can be sent until the person allows it, as with a refused login.
  'host-permission-missing': 'auth',
  unreachable: 'offline',
  'timed-out': 'offline',
  'server-error': 'server',
  'not-found': 'conflict',
  'response-refused': 'conflict',
  'answered-elsewhere': 'conflict',
  'not-cloudflare': 'unexpected',
  unreadable: 'unexpected',
  'too-large': 'unexpected',
  unexplained: 'unexpected',
  'not-saved': 'unexpected',
  'credentials-gone': 'auth',
  locked: 'auth',
  'passphrase-wrong': 'auth',
};

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** The kind that a failure belongs to. */
export function kindOf(failure: Pick<Failure, 'reason'>): FailureKind {
  return kinds[failure.reason];
}

/** A failure about which the server said nothing. */
export function silentFailure(reason: FailureReason, atMs: number): Failure {
  return { reason, message: null, documentationUrl: null, atMs, retryAtMs: null };
}
