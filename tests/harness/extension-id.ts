import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';

/**
 * The id that Chromium gives an unpacked extension without a key in its manifest: the SHA-256 of its folder's path, the
 * first 32 hex digits of it, written with the letters a to p. It is needed before the start to write a profile in which
 * the extension is already pinned.
 */
export function unpackedExtensionId(extensionDir: string): string {
  const real = realpathSync.native(extensionDir);
  // Windows hashes the path as UTF-16, with an upper-case drive letter.
  const hashed =
    process.platform === 'win32'
      ? Buffer.from(real.charAt(0).toUpperCase() + real.slice(1), 'utf16le')
      : Buffer.from(real);
  const digits = createHash('sha256').update(hashed).digest('hex').slice(0, 32);
  return Array.from(digits, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}
