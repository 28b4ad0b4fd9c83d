import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Long enough that no chance repeats it. Databases compress what they write, which leaves most of a random text as it
 * is but may cut it, so pieces are looked for rather than the whole.
 */
const pieceLength = 12;
const step = 3;

/** The ways a secret may be written, by name. */
function writings(secret: string): Record<string, Buffer> {
  const raw = Buffer.from(secret);
  const base64 = [0, 1, 2].map((offset) => {
    // The first and last digits depend on what stands beside the secret.
    const digits = Buffer.concat([Buffer.alloc(offset), raw])
      .toString('base64')
      .replaceAll('=', '');
    return digits.slice(offset === 0 ? 0 : 4, -2);
  });
  const bytewise = (write: (byte: number) => string) => Buffer.from(Array.from(raw, write).join(''));
  return {
    raw,
    reversed: Buffer.from(raw).reverse(),
    'UTF-16': Buffer.from(secret, 'utf16le'),
    'UTF-16, big-endian': Buffer.from(secret, 'utf16le').swap16(),
    hex: Buffer.from(raw.toString('hex')),
    'upper-case hex': Buffer.from(raw.toString('hex').toUpperCase()),
    'URL-encoded': Buffer.from(encodeURIComponent(secret)),
    'URL-encoded, every byte': bytewise((byte) => `%${byte.toString(16).padStart(2, '0')}`),
    'JSON escapes': bytewise((byte) => `\\u00${byte.toString(16).padStart(2, '0')}`),
    ...Object.fromEntries(base64.map((digits, i) => [`base64 ${i}`, Buffer.from(digits)])),
    ...Object.fromEntries(
      base64.map((digits, i) => [
        `base64url ${i}`,
        Buffer.from(digits.replaceAll('+', '-').replaceAll('/', '_')),
      ]),
    ),
  };
}

/** How `secret`, or a long piece of it, is written in `data`; empty when it is not. */
export function writingsIn(data: Buffer | string, secret: string): string[] {
  const buffer = typeof data === 'string' ? Buffer.from(data) : data;
  return Object.entries(writings(secret))
    .filter(([, written]) => pieces(written).some((piece) => buffer.includes(piece)))
    .map(([name]) => name);
}

function pieces(written: Buffer): Buffer[] {
  const count = Math.max(1, Math.ceil((written.length - pieceLength) / step) + 1);
  return Array.from({ length: count }, (_, i) => written.subarray(i * step, i * step + pieceLength)).filter(
    ({ length }) => length === Math.min(pieceLength, written.length),
  );
}

/** The files below `folder` that hold `secret` in any writing, each with how. */
export function filesWith(folder: string, secret: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return writingsIn(readFileSync(file), secret).map((how) => `${path.relative(folder, file)}: ${how}`);
    });
}
