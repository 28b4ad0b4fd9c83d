import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cleanSecret } from '@/lib/domain/pasted';
import { type Recognized, recognize } from '@/lib/domain/recognized';

const hex = '4b1f9d07c36ea258d0b7e91c5a3f8624e7d094b1f9d07c36ea258d0b7e91c5a3f';
const body = 'Qm4T7vYc2Lr9Jd0WnEe6Xh3KfUa8ZpRs5Tb1Gx7Hn0a1b2c3d';
const tunnel = btoa(
  JSON.stringify({ a: hex.slice(0, 32), t: '0f4c2b1e-7d3a-4e5f-8a9b-1c2d3e4f5a6b', s: 'c2VjcmV0' }),
);

it.each<[what: string, text: string, looksLike: Recognized | null]>([
  ['an old Global API key', hex.slice(0, 37), 'global-key'],
  ['a longer one', hex.slice(0, 45), 'global-key'],
  ['a new Global API key', `cfk_${body}`, 'global-key'],
  ['a new token', `cfut_${body}`, 'user-token'],
  ['an old token', 'sbxRespondQm4T7vYc2Lr9Jd0WnEe6Xh3KfUa8Zp', 'user-token'],
  ["an account's token", `cfat_${body}`, 'account-token'],
  ['an Origin CA key', `v1.0-${hex.slice(0, 24)}-${hex}`, 'origin-ca-key'],
  ['the ID of a service token', `${hex.slice(0, 32)}.access`, 'service-token'],
  ['the secret of a service token', hex.slice(0, 64), 'service-token'],
  ["a tunnel's token", tunnel, 'tunnel-token'],
  ['the ID of a token, account or zone', hex.slice(0, 32), 'id'],
  ['the ID of a tunnel', '0f4c2b1e-7d3a-4e5f-8a9b-1c2d3e4f5a6b', 'id'],
  ['an address', 'mira.solberg+cf@mail.example.com', 'email'],
  ['an address that is not all there yet', 'mira@example', null],
  ['an address with a secret behind it', `mira@example.com${hex.slice(0, 37)}`, null],
  ['other base64 JSON', btoa('{"alg":"none"}'), null],
  ['what only begins like base64 JSON', 'eyJ%', null],
  ['nothing', '', null],
])('recognizes %s', (_, text, looksLike) => {
  expect(recognize(text)).toBe(looksLike);
});

it.each([
  `sudo cloudflared service install ${tunnel}`,
  `cloudflared.exe service install ${tunnel}`,
  `docker run cloudflare/cloudflared:latest tunnel --no-autoupdate run --token ${tunnel}`,
])("recognizes a tunnel's token in %s", (command) => {
  expect(recognize(cleanSecret(command))).toBe('tunnel-token');
});

/** Includes unpaired surrogates. */
const anyText = fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) });

it('recognize never throws, whatever the text', () => {
  const text = fc.oneof(
    anyText,
    fc.base64String().map((base64) => `eyJ${base64}`),
  );
  fc.assert(
    fc.property(text, (any) => {
      expect(() => recognize(any)).not.toThrow();
    }),
  );
});
