import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';

/**
 * The id Chromium gives an unpacked extension whose manifest has no key: the SHA-256 of its folder's path,
 * the first 32 hex digits written with the letters a to p. Knowing it before the start allows a profile
 * that has the extension pinned already.
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
