import type { Credentials } from '@/lib/domain/credentials';
import type { FailureReason } from '@/lib/domain/failure';

/** The authentication headers, or the reason why a credential cannot be sent as a header. */
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

/** Replaces every occurrence of the secret of `credentials` in `text`. For text that came from outside. */
export function withoutSecrets(text: string, credentials: Credentials): string {
  const secret = credentials.kind === 'token' ? credentials.token : credentials.key;
  return text.replaceAll(secret, '•••');
}
