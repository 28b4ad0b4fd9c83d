import * as z from '@/lib/zod';

/**
 * What a text looks like, among the things that get mixed up with a user's API token, email address and Global API key.
 */
export type Recognized =
  | 'user-token'
  | 'global-key'
  | 'email'
  | 'account-token'
  | 'origin-ca-key'
  | 'service-token'
  | 'tunnel-token'
  | 'id';

/**
 * In order: the first match counts.
 * @see https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/
 */
const formats: readonly [Recognized, RegExp][] = [
  ['user-token', /^cfut_/],
  ['account-token', /^cfat_/],
  ['global-key', /^cfk_/],
  ['global-key', /^[\da-f]{37,45}$/],
  ['origin-ca-key', /^v1\.0-/],
  // Access: the client ID and the client secret of a service token.
  ['service-token', /^(?:[\da-f]{32}\.access|[\da-f]{64})$/],
  // The id of a token, an account or a zone; tunnels have ids with hyphens.
  ['id', /^[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}$/i],
  ['user-token', /^[\w-]{40}$/],
  ['email', /^[^\s@]+@[^\s@]+\.(?:\p{L}{2,}|xn--[\w-]+)$/u],
];

/** What a tunnel token contains: the account, the tunnel and its secret. */
const tunnelSchema = z.object({ a: z.string(), t: z.string(), s: z.string() });

/** What a text looks like; null for anything else. Use it to warn, never to refuse, because formats change. */
export function recognize(text: string): Recognized | null {
  if (isTunnelToken(text)) return 'tunnel-token';
  return formats.find(([, format]) => format.test(text))?.[0] ?? null;
}

function isTunnelToken(text: string): boolean {
  if (!text.startsWith('eyJ')) return false;
  try {
    return tunnelSchema.safeParse(JSON.parse(atob(text))).success;
  } catch {
    return false;
  }
}
