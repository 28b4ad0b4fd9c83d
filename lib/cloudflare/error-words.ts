import type { ApiError } from './envelope';

/**
 * What the API's messages say, for refusals whose code or HTTP status leaves it open. Nothing of this is documented:
 * these are words that Cloudflare is seen to send.
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
  // The names of permissions have such words between full stops.
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

/** What alone a plain text can be known by as the API's, as opposed to words of a proxy or a network's login page. */
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

/** Whether Cloudflare's words for a failure name a permission. 'Authentication error' does not: it also comes and goes. */
export function namesPermission(message: string | null): boolean {
  return patterns.permission.test(message ?? '');
}

const longestPlainText = 1000;
const longestRead = 10_000;

/** Tells whether `errors` say something; names in quotation marks, which people choose, do not count. */
export function meaningsOf(errors: ApiError[]): (meaning: Meaning) => boolean {
  const said = errors.map(({ message }) => message.replace(/"[^"]*"/g, '""')).join('\n');
  const words = said.slice(0, longestRead);
  return (meaning) => patterns[meaning].test(words);
}

/**
 * The refusal that a plain text is, as an error without a code; null for anything else: pages (HTML), JSON, and words
 * that the API is not known for.
 */
export function readPlainRefusal({ status, headers }: Response, text: string): ApiError[] | null {
  const message = text.trim();
  const isPlain = !/^[<{["]/.test(message) && !/html/i.test(headers.get('content-type') ?? '');
  // 407 is a proxy's.
  if (status < 400 || status === 407 || !isPlain || message.length > longestPlainText) return null;
  const errors = [{ code: 0, message, documentationUrl: null, chain: [] }];
  return plainMeanings.some(meaningsOf(errors)) ? errors : null;
}
