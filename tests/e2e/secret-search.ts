import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Long enough not to occur by chance. Databases compress what they write, which leaves most of a random text intact
 * but may cut it, so the search looks for pieces rather than the whole.
 */
const pieceLength = 12;
const step = 3;

/** A secret to look for: a text, or raw bytes. */
export type Secret = string | Buffer;

/** The encodings in which a secret may be written, by name. */
function writings(secret: Secret): Record<string, Buffer> {
  const raw = typeof secret === 'string' ? Buffer.from(secret) : secret;
  const text = typeof secret === 'string' ? secret : secret.toString('latin1');
  const base64 = [0, 1, 2].map((offset) => {
    // The first and last digits depend on what is next to the secret.
    const digits = Buffer.concat([Buffer.alloc(offset), raw])
      .toString('base64')
      .replaceAll('=', '');
    return digits.slice(offset === 0 ? 0 : 4, -2);
  });
  const bytewise = (write: (byte: number) => string) => Buffer.from(Array.from(raw, write).join(''));
  return {
    raw,
    reversed: Buffer.from(raw).reverse(),
    'UTF-16': Buffer.from(text, 'utf16le'),
    'UTF-16, big-endian': Buffer.from(text, 'utf16le').swap16(),
    hex: Buffer.from(raw.toString('hex')),
    'upper-case hex': Buffer.from(raw.toString('hex').toUpperCase()),
    'URL-encoded': Buffer.from(encodeURIComponent(text)),
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

interface Piece {
  bytes: Buffer;
  name: string;
}

/** Returns a search for secrets in every encoding, in one pass over the data; it returns 'name: encoding'. */
function finder(secrets: Readonly<Record<string, Secret>>): (data: Buffer) => string[] {
  const byBeginning = new Map<number, Piece[]>();
  // Whether any piece has these as its third and fourth bytes, which is rare enough to avoid most of the look-ups.
  const isLikely = new Uint8Array(2 ** 16);
  for (const [name, secret] of Object.entries(secrets)) {
    for (const [how, written] of Object.entries(writings(secret))) {
      for (const bytes of pieces(written)) {
        const beginning = bytes.readInt32BE();
        const alike = byBeginning.get(beginning) ?? [];
        byBeginning.set(beginning, [...alike, { bytes, name: `${name}: ${how}` }]);
        isLikely[beginning & 0xffff] = 1;
      }
    }
  }
  return (data) => {
    const found = new Set<string>();
    let lastFour = 0;
    for (let i = 0; i < data.length; i++) {
      lastFour = (lastFour << 8) | (data[i] ?? 0);
      if (isLikely[lastFour & 0xffff] === 0) continue;
      const start = i - 3;
      for (const { bytes, name } of byBeginning.get(lastFour) ?? []) {
        if (start >= 0 && bytes.equals(data.subarray(start, start + bytes.length))) found.add(name);
      }
    }
    return [...found];
  };
}

function pieces(written: Buffer): Buffer[] {
  const count = Math.max(1, Math.ceil((written.length - pieceLength) / step) + 1);
  return Array.from({ length: count }, (_, i) => written.subarray(i * step, i * step + pieceLength)).filter(
    ({ length }) => length === Math.min(pieceLength, written.length),
  );
}

/** The secrets that `data` contains, at least in a long piece, as 'name: encoding'. */
export function secretsIn(data: Buffer | string, secrets: Readonly<Record<string, Secret>>): string[] {
  return finder(secrets)(typeof data === 'string' ? Buffer.from(data) : data);
}

/** The files in `folder` that contain any of the secrets, as 'file: name: encoding'. */
export function filesWith(folder: string, secrets: Readonly<Record<string, Secret>>): string[] {
  const find = finder(secrets);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return find(readFileSync(file)).map((found) => `${path.relative(folder, file)}: ${found}`);
    });
}
