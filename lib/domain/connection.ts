import * as z from '@/lib/zod';
import { keepings } from './credentials';
import { invitersSchema, noInviters } from './inviters';

/**
 * A Cloudflare login that this extension watches. Its credentials are stored separately, see
 * lib/storage/credential-store.ts.
 */
export const connectionSchema = z.object({
  id: z.string(),
  /** The user's name for it; empty until they choose one. */
  name: z.string(),
  kind: z.enum(['token', 'key']),
  /** The login's email address; null while unknown (a token does not reveal it). */
  email: z.nullable(z.string()),
  /** False once Cloudflare has refused a response because the permission is missing. */
  canRespond: z.boolean(),
  /** How its credentials are kept; the first versions only had one way. */
  keeping: z._default(z.enum(keepings), 'device'),
  /**
   * Raised each time the login is connected again: a reply only counts for the credentials that its request was made
   * with.
   */
  revision: z._default(z.number(), 0),
  /** Whether the login has two-factor authentication on; null while that cannot be read. */
  hasTwoFactor: z._default(z.nullable(z.boolean()), null),
  /** When to request `/user` again (epoch ms). */
  userDueAtMs: z._default(z.number(), 0),
  /** The inviters that it trusts, and those that it does not notify about. */
  inviters: z._default(invitersSchema, noInviters),
});

export type Connection = z.infer<typeof connectionSchema>;
