import type { ApiError } from './envelope';

/**
 * What the API's messages mean, for refusals that the code or HTTP status does not explain. None of this is documented:
 * these are wordings that Cloudflare has been seen to send.
 */
const patterns = {
  'too many failed logins': /max auth|too many (?:failed|auth)/i,
  'rate limit': /\brate.?limit|too many requests|throttl/i,
  'two-factor': /(?:two|2|multi).?factor|\b[2m]fa\b/i,
  invitation: /\binvit/i,
  over: /expired|already|no longer|withdrawn|revoked|cancell?ed/i,
  'account-owned token':
    /\baccount(?:.s)?[- ](?:(?:owned|scoped|level|api)[- ])*tokens?\b|tokens?\b.*\b(?:owned by|belongs? to) an account/i,
  expired: /expired/i,
  'expired token': /\btoken.*expired|expired.*\btoken/i,
  'invalid credentials':
    /invalid (?:\w+ )?(?:token|credentials)|invalid api key|token (?:is |was |has been )?(?:invalid|not valid|revoked|disabled)|unknown x-auth/i,
  location: /cannot use the \w+ token|\bfrom location\b/i,
  address: /location|\bip\b/i,
  // Names of permissions contain such words between full stops.
  plan: /(?<![\w.])(?:plans?|enterprise|upgrad(?:e|ing))\b|entitle/i,
  'unknown route': /no route for|could not route to|unknown (?:route|endpoint)|(?:route|endpoint) not found/i,
  'unknown method': /method\b.*\bnot (?:allowed|available)/i,
  permission: /permission|privilege|\bscopes?\b/i,
  'requested resource': /unauthorized|requested resource/i,
  authorization: /authori[sz]/i,
  forbidden: /forbidden|access denied|not allowed to/i,
  authentication: /authenticat/i,
} as const satisfies Record<string, RegExp>;

export type Meaning = keyof typeof patterns;

/** The only words that identify a plain text as the API's, and not as a proxy's or a network login page's. */
const plainMeanings: Meaning[] = [
  'too many failed logins',
  'rate limit',
  'account-owned token',
  'expired token',
  'invalid credentials',
  'location',
  'unknown route',
  'unknown method',
  'permission',
  'authorization',
  'forbidden',
  'authentication',
];

/** Whether Cloudflare's message names a permission. 'Authentication error' does not count: it can also be temporary. */
export function namesPermission(message: string | null): boolean {
  return patterns.permission.test(message ?? '');
}

const longestPlainText = 1000;
const longestRead = 10_000;

/** Returns a test for what `errors` say. It ignores quoted names, because people choose those. */
export function meaningsOf(errors: ApiError[]): (meaning: Meaning) => boolean {
  const messages = errors.map(({ message }) => message.replace(/"[^"]*"/g, '""')).join('\n');
  const words = messages.slice(0, longestRead);
  return (meaning) => patterns[meaning].test(words);
}

/**
 * Reads a plain-text refusal as an error without a code. Null for anything else: HTML pages, JSON, and wordings that
 * the API is not known to use.
 */
export function readPlainRefusal({ status, headers }: Response, text: string): ApiError[] | null {
  const message = text.trim();
  const isPlain = !/^[<{["]/.test(message) && !/html/i.test(headers.get('content-type') ?? '');
  // 407 comes from a proxy.
  if (status < 400 || status === 407 || !isPlain || message.length > longestPlainText) return null;
  const errors = [{ code: 0, message, documentationUrl: null, chain: [] }];
  return plainMeanings.some(meaningsOf(errors)) ? errors : null;
}
