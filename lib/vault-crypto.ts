import * as z from '@/lib/zod';

/**
 * How the key is derived from the passphrase. Stored next to the data, so that the rounds can be raised later without
 * losing access to older data. The upper bound keeps damaged data from blocking the browser for minutes.
 */
const kdfSchema = z.object({
  name: z.literal('PBKDF2-SHA-256'),
  rounds: z.number().check(z.gt(0), z.lte(10_000_000)),
  /** Random for every new passphrase. Without it, not even the right passphrase works. */
  salt: z.base64().check(z.minLength(1)),
});

/** One text encrypted with AES-256-GCM. Both fields are base64; `iv` is random and used once. */
export const sealedSchema = z.object({ iv: z.base64(), data: z.base64() });

/** The credentials of all connections that are kept encrypted, under one passphrase. */
export const vaultSchema = z.object({ kdf: kdfSchema, entries: z.record(z.string(), sealedSchema) });

export type Kdf = z.infer<typeof kdfSchema>;
export type Sealed = z.infer<typeof sealedSchema>;
export type Vault = z.infer<typeof vaultSchema>;

/** OWASP's figure for PBKDF2 with SHA-256 (Password Storage Cheat Sheet): about a tenth of a second. */
export const currentRounds = 600_000;
const keyBits = 256;
const saltBytes = 16;
/** What NIST SP 800-38D recommends for GCM. */
const ivBytes = 12;

/** Parameters for a new passphrase, with a new random salt. */
export function newKdf(): Kdf {
  return { name: 'PBKDF2-SHA-256', rounds: currentRounds, salt: toBase64(randomBytes(saltBytes)) };
}

/**
 * Derives the key from `passphrase`, as base64 of its 32 bytes, because session storage cannot hold a CryptoKey. Right
 * and wrong passphrases take the same time. Composed and decomposed accents count as the same.
 */
export async function deriveKey(passphrase: string, { rounds, salt }: Kdf): Promise<string> {
  const bytes = new TextEncoder().encode(passphrase.normalize('NFKC'));
  const material = await crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveBits']);
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', iterations: rounds, salt: fromBase64(salt) };
  return toBase64(new Uint8Array(await crypto.subtle.deriveBits(parameters, material, keyBits)));
}

/** Encrypts `text` with `key`, bound to `id`: it cannot be decrypted under another id. */
export async function seal(key: string, id: string, text: string): Promise<Sealed> {
  const iv = randomBytes(ivBytes);
  const data = await crypto.subtle.encrypt(
    parametersOf(iv, id),
    await importAes(key, 'encrypt'),
    new TextEncoder().encode(text),
  );
  return { iv: toBase64(iv), data: toBase64(new Uint8Array(data)) };
}

/** The decrypted text, or null if the key is wrong or the data was changed; these cannot be told apart. */
export async function unseal(key: string, id: string, { iv, data }: Sealed): Promise<string | null> {
  try {
    const aes = await importAes(key, 'decrypt');
    return new TextDecoder().decode(
      await crypto.subtle.decrypt(parametersOf(fromBase64(iv), id), aes, fromBase64(data)),
    );
  } catch {
    return null;
  }
}

function importAes(key: string, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', fromBase64(key), 'AES-GCM', false, [usage]);
}

function parametersOf(iv: BufferSource, id: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(id) };
}

function randomBytes(count: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(count));
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** Throws if `text` is not base64. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
