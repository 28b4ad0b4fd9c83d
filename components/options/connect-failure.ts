import type { Credentials } from '@/lib/domain/credentials';
import type { Failure, FailureReason } from '@/lib/domain/failure';
import { cleanEmail, cleanSecret } from '@/lib/domain/pasted';
import { i18n } from '@/lib/i18n';
import { failureText } from '../shared/failure-text';
import { relativeTime } from '../shared/time';
import { misplaced } from './misplaced';

/** The field that a failure is about, by what is typed there. */
export type FailedField = 'email' | 'secret' | 'passphrase';

const fields: Partial<Record<FailureReason, FailedField>> = {
  'email-malformed': 'email',
  'token-malformed': 'secret',
  'key-malformed': 'secret',
  'key-unknown': 'secret',
  'token-invalid': 'secret',
  'token-expired': 'secret',
  'location-refused': 'secret',
  'credentials-refused': 'secret',
  'permission-missing': 'secret',
  'account-token': 'secret',
  'other-person': 'secret',
  'other-login': 'secret',
  'passphrase-wrong': 'passphrase',
};

/** The field that a failed connect is about; null if no other value would help. */
export function failedField(failure: Failure | null): FailedField | null {
  // A key is requested together with an address, so the address is the wrong one.
  if (failure?.owners?.kind === 'key') return 'email';
  return (failure && fields[failure.reason]) ?? null;
}

/**
 * Remedies for failures that would be retried automatically if the login had been saved; here only the user can try
 * again.
 */
const remedies: Partial<Record<FailureReason, () => string>> = {
  'list-unavailable': () => i18n.t('options.remedyNoList'),
  'timed-out': () => i18n.t('options.remedySlow'),
  'server-error': () => i18n.t('options.remedyRetry'),
  unexplained: () => i18n.t('options.remedyRetry'),
  unreadable: () => i18n.t('options.remedyUnreadable'),
  'not-saved': () => i18n.t('options.remedyNotSaved'),
};

/** What to do about a failed connect, after which nothing was saved; `nowMs` is in epoch ms. */
export function connectRemedy(failure: Failure, nowMs: number): string {
  if (failure.retryAtMs !== null) {
    return i18n.t('options.remedyWait', [relativeTime(failure.retryAtMs, nowMs)]);
  }
  return remedies[failure.reason]?.() ?? failureText(failure, nowMs).remedy;
}

/**
 * What to say about a value that is malformed only because it belongs somewhere else; undefined for any other failure.
 */
export function elsewhereText(
  { reason }: Failure,
  { kind, email }: { kind: Credentials['kind']; email: string },
  secret: string,
): string | undefined {
  if (reason === 'email-malformed') return misplaced('email', cleanEmail(email))?.text;
  if (reason !== 'token-malformed' && reason !== 'key-malformed') return undefined;
  return misplaced(kind, cleanSecret(secret))?.text;
}
