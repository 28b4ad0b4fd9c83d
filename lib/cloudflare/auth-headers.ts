import type { Credentials } from '@/lib/domain/credentials';
import type { FailureReason } from '@/lib/domain/failure';

/** The request headers that authenticate, or the reason why a value cannot be a header at all. */
export function authHeaders(credentials: Credentials): Headers | FailureReason {
  const headers = new Headers();
  const setOr = (name: string, value: string, reason: FailureReason) => {
    try {
      headers.set(name, value);
      return null;
    } catch {
      return reason;
    }
  };
  const problem =
    credentials.kind === 'token'
      ? setOr('Authorization', `Bearer ${credentials.token}`, 'token-malformed')
      : (setOr('X-Auth-Email', credentials.email, 'email-malformed') ??
        setOr('X-Auth-Key', credentials.key, 'key-malformed'));
  return problem ?? headers;
}

/** `text` with every occurrence of a secret of `credentials` replaced, for words that came from outside. */
export function withoutSecrets(text: string, credentials: Credentials): string {
  const secret = credentials.kind === 'token' ? credentials.token : credentials.key;
  return text.replaceAll(secret, '•••');
}
