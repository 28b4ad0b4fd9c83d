import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanEmail, cleanSecret } from '@/lib/domain/pasted';

const token = 'sbxRespondQm4T7vYc2Lr9Jd0WnEe6Xh3KfUa8Zp';
const key = '4b1f9d07c36ea258d0b7e91c5a3f8624e7d09';

/** What may follow `Bearer `: b64token of RFC 6750. Cloudflare's formats are all within it. */
const b64token = fc
  .tuple(fc.stringMatching(/^[A-Za-z0-9._~+/-]{20,200}$/), fc.constantFrom('', '=', '=='))
  .map(([text, padding]) => text + padding);
const hex = fc.stringMatching(/^[0-9a-f]{37,45}$/);
const prefixed = fc
  .tuple(fc.constantFrom('cfk_', 'cfut_', 'cfat_', 'v1.0-'), fc.stringMatching(/^[A-Za-z0-9]{48}$/))
  .map((parts) => parts.join(''));
const secret = fc.oneof(b64token, hex, prefixed);

const name = fc.oneof(
  fc.constantFrom(
    'CLOUDFLARE_API_TOKEN',
    'CF_API_KEY',
    'api-token',
    'apiToken',
    'X-Auth-Email',
    'value',
    'cf',
  ),
  fc.stringMatching(/^[A-Z][A-Z0-9_]{0,20}$/),
);
const space = fc.stringMatching(/^[ \t]{0,2}$/);
const quotePairs = [
  ...['""', "''", '``', '“”', '‘’', '„“', '«»', '‹›', '「」', '()', '{}', '[]', '<>', '****'],
  // Typographic quotes, and letters that look like quotes.
  ...['❝❞', '❛❜', '🙶🙷', 'ʼʼ', 'ʻʼ', '״״', '〝〞', '＂＂'],
];

type Wrapper = (text: string) => string;
const around = (before: string, after: string): Wrapper => {
  return (text) => before + text + after;
};
const assignment = fc
  .tuple(fc.constantFrom('', 'export ', 'set ', '$env:', 'const ', '--'), name, space, space)
  .map(([word, given, left, right]) => around(`${word}${given}${left}=${right}`, ''));
const property = fc
  .tuple(fc.constantFrom('"', "'", ''), name, space, fc.constantFrom('', ' '))
  .map(([quote, given, left, right]) => around(`${quote}${given}${quote}${left}:${right}`, ''));
const header = fc
  .constantFrom(
    ...['Bearer ', 'bearer\t', 'Authorization: Bearer ', 'X-Auth-Key: ', 'X-Auth-User-Service-Key:'],
    ...['Token ', 'API Token\n', 'Global API Key\n', 'API-Token：', '--api-token ', 'setx CF_API_TOKEN '],
  )
  .map((given) => around(given, ''));
const quotes = fc
  .constantFrom(...quotePairs)
  .map((pair) => around(pair.slice(0, pair.length / 2), pair.slice(pair.length / 2)));
const end = fc.constantFrom(';', ',', '\n', ' ', '\\', '"').map((after) => around('', after));
const start = fc.constantFrom('\n', ' ', '\r\n', '\u00A0', '\uFEFF').map((before) => around(before, ''));
const wrappers = fc.array(fc.oneof(assignment, property, header, quotes, end, start), { maxLength: 6 });

const unseen = fc.constantFrom(
  '\u200B',
  '\u200D',
  '\u00AD',
  '\uFEFF',
  '\u2060',
  '\u200E',
  '\u202A',
  '\u2069',
);
const breaks = fc.constantFrom('\n', '\r\n', '\n    ', '\u00A0', '\u2028');

/** Inserts other texts, at positions given as fractions of the text's length. */
const withInside = (text: string, put: readonly (readonly [string, number])[]) =>
  put.reduce((all, [what, share]) => {
    const at = 1 + Math.floor(share * (all.length - 1));
    return all.slice(0, at) + what + all.slice(at);
  }, text);
const share = fc.double({ min: 0, max: 0.99, noNaN: true });
const inside = fc.array(fc.tuple(fc.oneof(unseen, breaks), share), { maxLength: 3 });

/** Includes unpaired surrogates. */
const anyText = fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) });

describe('a pasted secret', () => {
  it('is never changed if there is nothing around it', () => {
    fc.assert(
      fc.property(secret, (bare) => {
        expect(cleanSecret(bare)).toBe(bare);
      }),
      { numRuns: 2000 },
    );
  });

  it('is found in any nesting of wrappers, with line breaks and invisible characters', () => {
    fc.assert(
      fc.property(secret, inside, wrappers, fc.array(fc.tuple(unseen, share)), (bare, put, stack, hidden) => {
        const pasted = stack.reduce((text, wrap) => wrap(text), withInside(bare, put));
        expect(cleanSecret(withInside(pasted, hidden))).toBe(bare);
      }),
      { numRuns: 5000 },
    );
  });

  it('is the same if it is cleaned twice, whatever the text', () => {
    const piece = fc.constantFrom(
      'a',
      'Bearer ',
      'key',
      '=',
      ':',
      '"',
      ' ',
      '\n',
      ';',
      'export ',
      token,
      '#',
      '<',
      '@',
    );
    const text = fc.oneof(
      anyText,
      fc.array(piece).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (pasted) => {
        const once = cleanSecret(pasted);
        expect(cleanSecret(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    `curl "https://api.cloudflare.com/client/v4/user/tokens/verify" \\\n     -H "Authorization: Bearer ${token}"`,
    `curl -X GET 'https://api.cloudflare.com/' -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json'`,
    `-H "Authorization: Bearer ${token}" \\`,
    `{"token": "${token}", "expires_on": "2027-01-01"}`,
    `{"result": {"id": "7c1e05a94d3b48f6a2d90c8e51b7f364", "value": "${token}"}}`,
    `{\\"api_token\\": \\"${token}\\"}`,
    `CLOUDFLARE_EMAIL=mira@example.com\nCLOUDFLARE_API_TOKEN=${token}\nPORT=8080\n`,
    `export CF_API_TOKEN=${token} # for the notifier`,
    `export CF_API_TOKEN=${token}; export CF_EMAIL=mira@example.com`,
    `$env:CLOUDFLARE_API_TOKEN = "${token}"`,
    `set "CF_API_TOKEN=${token}"`,
    `My API token: ${token}`,
    `“token”: “${token}”`,
    `apiToken => '${token}',`,
    `\`${token}\` |`,
    `**${token}**`,
    `CF_API_TOKEN=${token} npx wrangler deploy`,
    `ENV CF_API_TOKEN ${token}`,
    `setx CF_API_TOKEN "${token}"`,
    `wrangler --api-token "${token}" --env live`,
    `os.environ["CF_API_TOKEN"] = "${token}"`,
    `https://api.example/?token=${token}&page=2`,
    `export CF_API_TOKEN=$'${token}'`,
    `<code>${token}</code>`,
    `&quot;${token}&quot;`,
    `• ${token}`,
    `= "${token}"`,
    `: ${token}`,
    `${token}…`,
  ])('is found in %j', (pasted) => {
    expect(cleanSecret(pasted)).toBe(token);
  });

  it('is the key of a command with both headers', () => {
    const pasted = `curl -H "X-Auth-Email: mira@example.com" -H "X-Auth-Key: ${key}" https://api.cloudflare.com/`;
    expect(cleanSecret(pasted)).toBe(key);
    expect(cleanEmail(pasted)).toBe('mira@example.com');
  });

  it('is empty if only wrappers were pasted, and a file is left alone', () => {
    expect(cleanSecret(' "" ;\n')).toBe('');
    const file = 'a=b '.repeat(2000);
    expect(cleanSecret(file)).toBe(file);
  });
});

describe('a pasted email address', () => {
  // By the standard, addresses may begin with a quote or a brace; those of Cloudflare's users do not.
  const email = fc.emailAddress().filter((address) => /^[a-z0-9]/i.test(address));
  const emailWrapper = fc.oneof(
    quotes,
    end,
    start,
    fc
      .constantFrom(
        'mailto:',
        'X-Auth-Email: ',
        'CF_API_EMAIL=',
        'export CLOUDFLARE_EMAIL=',
        'E-Mail: ',
        'email = ',
        'username=',
        'user = ',
        'login: ',
      )
      .map((before) => around(before, '')),
    fc.constantFrom('"email": ', '$env:CF_EMAIL = ', 'set CF_USER=').map((before) => around(before, '')),
    fc.constant(around('Mira Solberg <', '>')),
  );

  it('is never changed if there is nothing around it', () => {
    fc.assert(
      fc.property(email, (bare) => {
        expect(cleanEmail(bare)).toBe(bare);
      }),
      { numRuns: 2000 },
    );
  });

  it('is found in any nesting of wrappers', () => {
    fc.assert(
      fc.property(
        email,
        fc.array(emailWrapper, { maxLength: 5 }),
        fc.array(fc.tuple(unseen, share)),
        (...given) => {
          const [bare, stack, hidden] = given;
          const pasted = stack.reduce((text, wrap) => wrap(text), bare);
          expect(cleanEmail(withInside(pasted, hidden))).toBe(bare);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('is the same if it is cleaned twice, whatever the text', () => {
    const piece = fc.constantFrom('a', '@', '.', 'mail', '=', ':', '"', ' ', '<', '>', '?', 'mailto:', 'A');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const once = cleanEmail(pieces.join(''));
        expect(cleanEmail(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it('is a clean secret if a secret was pasted', () => {
    expect(cleanEmail(`Authorization: Bearer ${token}`)).toBe(token);
    expect(cleanEmail(`CF_API_KEY="${key}"`)).toBe(key);
  });

  it('has no mail subject', () => {
    expect(cleanEmail('mailto:mira@example.com?subject=Hi')).toBe('mira@example.com');
  });

  it('ends before the next line, and before the full stop of a sentence', () => {
    expect(cleanEmail('mira@example.com\nAPI_KEY=abc')).toBe('mira@example.com');
    expect(cleanEmail('mira@example.com.')).toBe('mira@example.com');
  });
});
