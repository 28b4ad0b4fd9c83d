import { toBase64 } from './base64';

/** The SHA-256 of `bytes`, as base64. */
export async function digestOf(bytes: BufferSource): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}
