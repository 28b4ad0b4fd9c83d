import type { Failure, FailureReason } from '@/lib/domain/failure';
import { i18n } from '@/lib/i18n';
import { futureTime } from './time';

/**
 * The names of the texts for each reason: what happened, and what to do about it. A reason without one does not
 * compile.
 */
export const textNames = {
  'token-malformed': 'tokenMalformed',
  'key-malformed': 'keyMalformed',
  'email-malformed': 'emailMalformed',
  'credentials-incomplete': 'credentialsIncomplete',
  'key-unknown': 'keyUnknown',
  'token-invalid': 'tokenInvalid',
  'token-expired': 'tokenExpired',
  'location-refused': 'locationRefused',
  'too-many-refusals': 'tooManyRefusals',
  'credentials-refused': 'credentialsRefused',
  'permission-missing': 'permissionMissing',
  'account-token': 'accountToken',
  'list-unavailable': 'listUnavailable',
  'rate-limited': 'rateLimited',
  'host-permission-missing': 'hostPermissionMissing',
  unreachable: 'unreachable',
  'timed-out': 'timedOut',
  'server-error': 'serverError',
  'not-found': 'notFound',
  'response-refused': 'responseRefused',
  'response-unavailable': 'responseUnavailable',
  'answered-elsewhere': 'answeredElsewhere',
  'outcome-unknown': 'outcomeUnknown',
  'not-cloudflare': 'notCloudflare',
  unreadable: 'unreadable',
  'too-large': 'tooLarge',
  'not-saved': 'notSaved',
  'credentials-gone': 'credentialsGone',
  'session-ended-by-update': 'sessionEndedByUpdate',
  'no-reply': 'noReply',
  locked: 'locked',
  'passphrase-wrong': 'passphraseWrong',
  'keeping-forbidden': 'keepingForbidden',
  'other-person': 'otherPerson',
  'other-login': 'otherLogin',
  'connected-locked': 'connectedLocked',
  unexplained: 'unexplained',
} as const satisfies Record<FailureReason, string>;

/**
 * The texts for a failure. Render `remedy` with {@link Remedy}. `nowMs` (epoch ms) is needed to say how long a rate
 * limit still lasts.
 */
export function failureText(failure: Failure, nowMs: number): { title: string; remedy: string } {
  const name = textNames[failure.reason];
  const title = failure.owners ? ownersText(failure.owners) : i18n.t(`failure.${name}.title`);
  if (failure.retryAtMs === null) return { title, remedy: i18n.t(`failure.${name}.remedy`) };
  return {
    title,
    remedy: i18n.t('failure.rateLimited.remedyTimed', [futureTime(failure.retryAtMs, nowMs)]),
  };
}

function ownersText({ kind, actual, expected }: NonNullable<Failure['owners']>): string {
  return i18n.t(kind === 'token' ? 'failure.tokenOwner' : 'failure.keyOwner', [actual, expected]);
}
