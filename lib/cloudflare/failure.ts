import { z } from '../zod';

/** Why a call failed or could not be made, as fine as a person needs to know to mend it. */
const failureReasonSchema = z.enum([
  'token-malformed',
  'key-malformed',
  'email-malformed',
  'credentials-incomplete',
  'key-unknown',
  'token-invalid',
  'token-expired',
  'location-refused',
  'too-many-refusals',
  'credentials-refused',
  'permission-missing',
  'account-token',
  'rate-limited',
  'host-permission-missing',
  'unreachable',
  'timed-out',
  'server-error',
  'not-found',
  'response-refused',
  'answered-elsewhere',
  'not-cloudflare',
  'unreadable',
  'too-large',
  'unexplained',
  'not-saved',
  'credentials-gone',
  'locked',
  'passphrase-wrong',
  'keeping-forbidden',
]);

export type FailureReason = z.infer<typeof failureReasonSchema>;

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
  // By the organization; only connecting can fail by it.
  'keeping-forbidden': 'permission',
};

/** A failed call, fit to be stored and shown: it never holds a secret. Times are epoch milliseconds. */
export const failureSchema = z.object({
  reason: failureReasonSchema,
  /** The server's own words, or null when it sent none. */
  message: z.nullable(z.string()),
  /** Cloudflare's page about it; always https on a cloudflare.com host. */
  documentationUrl: z.nullable(z.string()),
  atMs: z.number(),
  /** Not before this time may any call be made again; only when rate-limited. */
  retryAtMs: z.nullable(z.number()),
});

export type Failure = z.infer<typeof failureSchema>;

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** The kind that a failure belongs to. */
export function kindOf(failure: Pick<Failure, 'reason'>): FailureKind {
  return kinds[failure.reason];
}

/** A failure about which the server said nothing. */
export function silentFailure(reason: FailureReason, atMs: number): Failure {
  return { reason, message: null, documentationUrl: null, atMs, retryAtMs: null };
}
