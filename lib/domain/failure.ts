import * as z from '@/lib/zod';

/**
 * What the worker does about a failure:
 * - `auth`: nothing more is sent until the person acts.
 * - `permission`: this login may not do that. No more polls are sent until the person acts, except to ask whether a list
 *   is offered by now.
 * - `rate-limited`: nothing is sent until the time that Cloudflare named.
 * - `offline`, `server`, `unexpected`: tried again, at longer and longer intervals.
 * - `conflict`: about one invitation only; Cloudflare is asked how it stands.
 */
export type FailureKind =
  | 'auth'
  | 'permission'
  | 'rate-limited'
  | 'offline'
  | 'server'
  | 'conflict'
  | 'unexpected';

/** Why a call failed or could not be made, as precisely as a person needs to know to fix it, and its kind. */
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
  'permission-missing': 'permission',
  'account-token': 'permission',
  /** No such list, or not on this plan. */
  'list-unavailable': 'permission',
  /** By the organization's policy; only connecting can fail by it. */
  'keeping-forbidden': 'permission',
  'rate-limited': 'rate-limited',
  unreachable: 'offline',
  'timed-out': 'offline',
  'server-error': 'server',
  'not-found': 'conflict',
  'response-refused': 'conflict',
  /** The API takes no response by this route, or not on this plan; it says nothing about the invitation. */
  'response-unavailable': 'conflict',
  'answered-elsewhere': 'conflict',
  /** A response was sent, and then Cloudflare no longer had the invitation. */
  'outcome-unknown': 'conflict',
  'not-cloudflare': 'unexpected',
  unreadable: 'unexpected',
  'too-large': 'unexpected',
  unexplained: 'unexpected',
  'not-saved': 'unexpected',
  /** The worker did not answer a page; only a page says so. */
  'no-reply': 'unexpected',
} as const satisfies Record<string, FailureKind>;

export type FailureReason = keyof typeof kindByReason;

const reasonSchema = z.custom<FailureReason>(
  (value) => typeof value === 'string' && Object.hasOwn(kindByReason, value),
);

/** A failed call, fit to be stored and shown: it never holds a secret. Times are epoch milliseconds. */
export const failureSchema = z.object({
  reason: reasonSchema,
  /** The server's own words, or null when it sent none. */
  message: z.nullable(z.string()),
  /** Cloudflare's page about it; always https on a cloudflare.com host. */
  documentationUrl: z.nullable(z.string()),
  atMs: z.number(),
  /** No call may be made before this time; only set when rate-limited. */
  retryAtMs: z.nullable(z.number()),
});

export type Failure = z.infer<typeof failureSchema>;

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** The kind that a failure belongs to. */
export function kindOf({ reason }: Pick<Failure, 'reason'>): FailureKind {
  return kindByReason[reason];
}

/**
 * Whether Cloudflare refused the way that was taken, to a list or to one invitation, so that nothing came of it and
 * another way may work.
 */
export function isRouteRefusal(failure: Failure): boolean {
  const isAboutRoute = failure.reason === 'not-found' || failure.reason === 'response-unavailable';
  return isAboutRoute || kindOf(failure) === 'permission';
}

/** Whether only entering the credentials again can help, because they are no longer here. */
export function areCredentialsGone(failure: Pick<Failure, 'reason'> | null | undefined): boolean {
  return failure?.reason === 'credentials-gone' || failure?.reason === 'session-ended-by-update';
}

/** A failure about which the server said nothing. */
export function silentFailure(reason: FailureReason, atMs: number): Failure {
  return { reason, message: null, documentationUrl: null, atMs, retryAtMs: null };
}
