/** Why a call failed or could not be made, as fine as a person needs to know to mend it, by what the worker does then. */
export const reasonsByKind = [
  [
    'auth',
    [
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
      // Nothing can be sent until the person allows it, as with a refused login.
      'host-permission-missing',
      'credentials-gone',
      'locked',
      'passphrase-wrong',
    ],
  ],
  [
    'permission',
    [
      'permission-missing',
      'account-token',
      // By the organization; only connecting can fail by it.
      'keeping-forbidden',
    ],
  ],
  ['rate-limited', ['rate-limited']],
  ['offline', ['unreachable', 'timed-out']],
  ['server', ['server-error']],
  ['conflict', ['not-found', 'response-refused', 'answered-elsewhere']],
  ['unexpected', ['not-cloudflare', 'unreadable', 'too-large', 'unexplained', 'not-saved']],
] as const;
