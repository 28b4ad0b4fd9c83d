import * as z from '@/lib/zod';

/**
 * What the worker does about a failure:
 * - `auth`: nothing more is sent until the user acts.
 * - `permission`: this login may not do that. Nothing more is polled until the user acts, except to check whether a
 *   list has become available.
 * - `rate-limited`: nothing is sent until the time that Cloudflare gave.
 * - `offline`, `server`, `unexpected`: tried again, at longer and longer intervals.
 * - `conflict`: concerns one invitation only; Cloudflare is asked for its status.
 */
export type FailureKind =
  | 'auth'
  | 'permission'
  | 'rate-limited'
  | 'offline'
  | 'server'
  | 'conflict'
  | 'unexpected';

/**
 * Why a call failed or could not be made, as precisely as the user needs to know to fix it, and the kind of each
 * reason.
 */
const kindByReason = {
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
  'host-permission-missing': 'auth',
  'credentials-gone': 'auth',
  'session-ended-by-update': 'auth',
  locked: 'auth',
  'passphrase-wrong': 'auth',
  /** The credentials belong to another person than the login that they should update. */
  'other-person': 'auth',
  /** The same, and that person's login is connected as well. */
  'other-login': 'auth',
  /** The person's login is already connected, and has to be unlocked before its credentials can be replaced. */
  'connected-locked': 'auth',
  'permission-missing': 'permission',
  'account-token': 'permission',
  /** There is no such list, or not on this plan. */
  'list-unavailable': 'permission',
  /** The organization's policy does not allow credentials to be kept this way. */
  'keeping-forbidden': 'permission',
  'rate-limited': 'rate-limited',
  unreachable: 'offline',
  'timed-out': 'offline',
  'server-error': 'server',
  'not-found': 'conflict',
  'response-refused': 'conflict',
  /** The API accepts no responses through this route, or not on this plan; this says nothing about the invitation. */
  'response-unavailable': 'conflict',
  'answered-elsewhere': 'conflict',
  /** A response was sent, and after that Cloudflare no longer had the invitation. */
  'outcome-unknown': 'conflict',
  'not-cloudflare': 'unexpected',
  unreadable: 'unexpected',
  'too-large': 'unexpected',
  unexplained: 'unexpected',
  'not-saved': 'unexpected',
  /** The worker did not reply to a page; only pages use this reason. */
  'no-reply': 'unexpected',
} as const satisfies Record<string, FailureKind>;

export type FailureReason = keyof typeof kindByReason;

const reasonSchema = z.custom<FailureReason>(
  (value) => typeof value === 'string' && Object.hasOwn(kindByReason, value),
);

/** A failed call, safe to store and show: it never contains a secret. Times are epoch milliseconds. */
export const failureSchema = z.object({
  reason: reasonSchema,
  /** The server's own words, or null if it sent none. */
  message: z.nullable(z.string()),
  /** Cloudflare's page about it; always https on a cloudflare.com host. */
  documentationUrl: z.nullable(z.string()),
  atMs: z.number(),
  /** No call may be made before this time; only set when rate-limited. */
  retryAtMs: z.nullable(z.number()),
  /** The addresses of the person that credentials belong to and of the login that they should update, where known. */
  owners: z.optional(z.object({ kind: z.enum(['token', 'key']), actual: z.string(), expected: z.string() })),
});

export type Failure = z.infer<typeof failureSchema>;

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** The kind that a failure belongs to. */
export function kindOf({ reason }: Pick<Failure, 'reason'>): FailureKind {
  return kindByReason[reason];
}

/**
 * Whether Cloudflare refused a route to a list or an invitation, so that the request had no effect and another route
 * may work.
 */
export function isRouteRefusal(failure: Failure): boolean {
  const isAboutRoute = failure.reason === 'not-found' || failure.reason === 'response-unavailable';
  return isAboutRoute || kindOf(failure) === 'permission';
}

/** Whether a response that failed like this can never work, because the invitation is gone or no longer open. */
export function isFinal(failure: Pick<Failure, 'reason'> | null): boolean {
  return failure?.reason === 'not-found' || failure?.reason === 'answered-elsewhere';
}

/** Whether entering the credentials again is the only remedy, because they are no longer stored. */
export function areCredentialsGone(failure: Pick<Failure, 'reason'> | null | undefined): boolean {
  return failure?.reason === 'credentials-gone' || failure?.reason === 'session-ended-by-update';
}

/** A failure without a message from the server. */
export function silentFailure(reason: FailureReason, atMs: number): Failure {
  return { reason, message: null, documentationUrl: null, atMs, retryAtMs: null };
}
