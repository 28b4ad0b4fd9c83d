import * as z from '@/lib/zod';
import { optionalText } from './envelope';
import { shown } from './wire-text';

const wireUserSchema = z.object({
  email: optionalText,
  two_factor_authentication_enabled: z.catch(z.nullish(z.boolean()), null),
});

export type WireUser = z.infer<typeof wireUserSchema>;

/** Who the login belongs to; null for what Cloudflare does not say. */
export interface User {
  email: string | null;
  hasTwoFactor: boolean | null;
}

/** Reads the user as Cloudflare sends it; null if it is not one. */
export function readUser(value: unknown): User | null {
  const parsed = wireUserSchema.safeParse(value);
  if (!parsed.success) return null;
  const { email, two_factor_authentication_enabled } = parsed.data;
  return { email: shown(email), hasTwoFactor: two_factor_authentication_enabled ?? null };
}
