import { expect, it } from 'vitest';
import { secretsIn } from '../e2e/secret-search';

const secret = 'sbxRespondQm4T7vYc2Lr9Jd0WnEe6Xh3KfUa8Zp';
const bytes = Buffer.from(secret);

it.each([
  ['raw', `before ${secret} after`],
  ['reversed', Array.from(secret).reverse().join('')],
  ['UTF-16', Buffer.from(secret, 'utf16le')],
  ['hex', bytes.toString('hex')],
  ['upper-case hex', bytes.toString('hex').toUpperCase()],
  ['URL-encoded, every byte', Array.from(bytes, (byte) => `%${byte.toString(16)}`).join('')],
  ['base64 0', bytes.toString('base64')],
  ['base64 1', Buffer.from(`:${secret}`).toString('base64')],
  ['base64 2', Buffer.from(`ab${secret}!`).toString('base64')],
  ['raw', `${secret.slice(0, 17)}\u0001\u0002${secret.slice(17)}`],
])('the leak test would find a secret written as %s', (how, data) => {
  expect(secretsIn(data, { token: secret })).toContain(`token: ${how}`);
});

it('the leak test finds nothing if there is no secret', () => {
  const parts = `${secret.slice(0, 8)} ${'x'.repeat(500)} ${secret.slice(-8)}`;
  expect(secretsIn(parts, { token: secret })).toEqual([]);
});

it('the leak test finds binary secrets, and tells secrets apart', () => {
  const key = Buffer.from(Array.from({ length: 32 }, (_, i) => 255 - 7 * i));
  const data = Buffer.concat([Buffer.from('before'), key.subarray(0, 20), Buffer.from(secret)]);
  const found = secretsIn(data, { token: secret, key, other: 'a text that is not there' });
  expect(found).toEqual(expect.arrayContaining(['token: raw', 'key: raw']));
  expect(found.join()).not.toContain('other');
});
