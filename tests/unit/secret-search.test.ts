import { expect, it } from 'vitest';
import { writingsIn } from '../e2e/secret-search';

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
  expect(writingsIn(data, secret)).toContain(how);
});

it('and finds none where there is none', () => {
  expect(writingsIn(`${secret.slice(0, 8)} ${'x'.repeat(500)} ${secret.slice(-8)}`, secret)).toEqual([]);
});
