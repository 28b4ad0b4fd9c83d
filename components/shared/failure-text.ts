import type { Failure, FailureReason } from '@/lib/domain/failure';
import { i18n } from '@/lib/i18n';
import { relativeTime } from './time';

const t = i18n.t;

/** What happened and what to do about it, for each reason a call can fail. A reason without words does not compile. */
const texts: Record<FailureReason, () => [title: string, remedy: string]> = {
  'token-malformed': () => [t('failure.tokenMalformed.title'), t('failure.tokenMalformed.remedy')],
  'key-malformed': () => [t('failure.keyMalformed.title'), t('failure.keyMalformed.remedy')],
  'email-malformed': () => [t('failure.emailMalformed.title'), t('failure.emailMalformed.remedy')],
  'credentials-incomplete': () => [
    t('failure.credentialsIncomplete.title'),
    t('failure.credentialsIncomplete.remedy'),
  ],
  'key-unknown': () => [t('failure.keyUnknown.title'), t('failure.keyUnknown.remedy')],
  'token-invalid': () => [t('failure.tokenInvalid.title'), t('failure.tokenInvalid.remedy')],
  'token-expired': () => [t('failure.tokenExpired.title'), t('failure.tokenExpired.remedy')],
  'location-refused': () => [t('failure.locationRefused.title'), t('failure.locationRefused.remedy')],
  'too-many-refusals': () => [t('failure.tooManyRefusals.title'), t('failure.tooManyRefusals.remedy')],
  'credentials-refused': () => [
    t('failure.credentialsRefused.title'),
    t('failure.credentialsRefused.remedy'),
  ],
  'permission-missing': () => [t('failure.permissionMissing.title'), t('failure.permissionMissing.remedy')],
  'account-token': () => [t('failure.accountToken.title'), t('failure.accountToken.remedy')],
  'list-unavailable': () => [t('failure.listUnavailable.title'), t('failure.listUnavailable.remedy')],
  'rate-limited': () => [t('failure.rateLimited.title'), t('failure.rateLimited.remedyUntimed')],
  'host-permission-missing': () => [
    t('failure.hostPermissionMissing.title'),
    t('failure.hostPermissionMissing.remedy'),
  ],
  unreachable: () => [t('failure.unreachable.title'), t('failure.unreachable.remedy')],
  'timed-out': () => [t('failure.timedOut.title'), t('failure.timedOut.remedy')],
  'server-error': () => [t('failure.serverError.title'), t('failure.serverError.remedy')],
  'not-found': () => [t('failure.notFound.title'), t('failure.notFound.remedy')],
  'response-refused': () => [t('failure.responseRefused.title'), t('failure.responseRefused.remedy')],
  'response-unavailable': () => [
    t('failure.responseUnavailable.title'),
    t('failure.responseUnavailable.remedy'),
  ],
  'answered-elsewhere': () => [t('failure.answeredElsewhere.title'), t('failure.answeredElsewhere.remedy')],
  'outcome-unknown': () => [t('failure.outcomeUnknown.title'), t('failure.outcomeUnknown.remedy')],
  'not-cloudflare': () => [t('failure.notCloudflare.title'), t('failure.notCloudflare.remedy')],
  unreadable: () => [t('failure.unreadable.title'), t('failure.unreadable.remedy')],
  'too-large': () => [t('failure.tooLarge.title'), t('failure.tooLarge.remedy')],
  'not-saved': () => [t('failure.notSaved.title'), t('failure.notSaved.remedy')],
  'credentials-gone': () => [t('failure.credentialsGone.title'), t('failure.credentialsGone.remedy')],
  'session-ended-by-update': () => [
    t('failure.sessionEndedByUpdate.title'),
    t('failure.sessionEndedByUpdate.remedy'),
  ],
  'no-reply': () => [t('failure.noReply.title'), t('failure.noReply.remedy')],
  locked: () => [t('failure.locked.title'), t('failure.locked.remedy')],
  'passphrase-wrong': () => [t('failure.passphraseWrong.title'), t('failure.passphraseWrong.remedy')],
  'keeping-forbidden': () => [t('failure.keepingForbidden.title'), t('failure.keepingForbidden.remedy')],
  unexplained: () => [t('failure.unexplained.title'), t('failure.unexplained.remedy')],
};

/** The words for a failure, of which {@link Remedy} shows the second; `nowMs` (epoch ms) tells how long a rate limit still lasts. */
export function failureText(failure: Failure, nowMs: number): { title: string; remedy: string } {
  const [title, remedy] = texts[failure.reason]();
  if (failure.retryAtMs === null) return { title, remedy };
  return { title, remedy: t('failure.rateLimited.remedy', [relativeTime(failure.retryAtMs, nowMs)]) };
}
