import * as z from '@/lib/zod';

/**
 * Credentials for the API: a user-owned API token (recommended by Cloudflare), or the email address with the Global API
 * key. Never validated by length or prefix, because Cloudflare changes those formats.
 */
export const credentialsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('token'), token: z.minString(1) }),
  z.object({
    kind: z.literal('key'),
    email: z.minString(1),
    key: z.minString(1),
  }),
]);

export type Credentials = z.infer<typeof credentialsSchema>;

/** How a connection's credentials are kept, the safest way last. */
export const keepings = ['device', 'session', 'encrypted'] as const;
export type Keeping = (typeof keepings)[number];

/** The minimum length of a new passphrase. Someone who copies the profile can guess for as long as they like. */
export const shortestPassphrase = 12;
/** How many different characters a new passphrase needs at least, because a repeated one is guessed at once. */
export const fewestCharacters = 6;

/** What is wrong with a new passphrase; null if nothing is. */
export function passphraseProblem(passphrase: string): 'short' | 'repetitive' | null {
  if (passphrase.length < shortestPassphrase) return 'short';
  return new Set(passphrase).size < fewestCharacters ? 'repetitive' : null;
}
