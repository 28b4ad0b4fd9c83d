import * as z from '@/lib/zod';
import { keepings } from './credentials';
import { invitersSchema, noInviters } from './inviters';

/** A Cloudflare login this extension watches. What opens it is stored apart, see lib/storage/credential-store.ts. */
export const connectionSchema = z.object({
  id: z.string(),
  /** What the person calls it; empty until they choose a name. */
  name: z.string(),
  kind: z.enum(['token', 'key']),
  /** The login's e-mail address, null while unknown (a token does not tell). */
  email: z.nullable(z.string()),
  /** False once Cloudflare refused a response for want of permission. */
  canRespond: z.boolean(),
  /** How its credentials are kept; the first versions knew one way. */
  keeping: z._default(z.enum(keepings), 'device'),
  /** Raised whenever it is connected anew: an answer counts only for the credentials it was asked with. */
  revision: z._default(z.number(), 0),
  /** Whether the person's login has two-factor authentication on; null while that cannot be read. */
  hasTwoFactor: z._default(z.nullable(z.boolean()), null),
  /** When `/user` is to be asked again (epoch ms). */
  userDueAtMs: z._default(z.number(), 0),
  /** Whom it trusts, and of whom it does not notify. */
  inviters: z._default(invitersSchema, noInviters),
});

export type Connection = z.infer<typeof connectionSchema>;
