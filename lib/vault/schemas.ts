import * as z from 'zod/mini';

/**
 * How a key is made from the passphrase. It is stored beside the data, so that the rounds can be raised later while
 * what was sealed before can still be opened. The upper bound keeps damaged data from busying the browser for minutes.
 */
const kdfSchema = z.object({
  name: z.literal('PBKDF2-SHA-256'),
  rounds: z.number().check(z.gt(0), z.lte(10_000_000)),
  /** Base64, random for every passphrase that is set. */
  salt: z.string(),
});

/** One text under AES-256-GCM. Both fields are base64; `iv` is random and used once. */
const sealedSchema = z.object({ iv: z.string(), data: z.string() });

/** The credentials of every connection that is kept encrypted, under one passphrase. */
export const vaultSchema = z.object({ kdf: kdfSchema, entries: z.record(z.string(), sealedSchema) });

export type Kdf = z.infer<typeof kdfSchema>;
export type Sealed = z.infer<typeof sealedSchema>;
export type Vault = z.infer<typeof vaultSchema>;
