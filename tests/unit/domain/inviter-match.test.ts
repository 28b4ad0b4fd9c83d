import { describe, expect, it } from 'vitest';
import { isListed, parseInviter } from '@/lib/domain/inviter-match';

describe('an entry', () => {
  it.each([
    ['ana@acme.com', 'ana@acme.com'],
    [' Ana.Lopez+cf@ACME.com ', 'ana.lopez+cf@acme.com'],
    ['acme.com', 'acme.com'],
    ['@Acme.co.uk', 'acme.co.uk'],
    ['xn--mller-kva.de', 'xn--mller-kva.de'],
  ])('%j is stored as %s', (text, stored) => {
    expect(parseInviter(text)).toBe(stored);
  });

  it.each([
    '',
    'acme',
    'ana@acme',
    'ana@',
    'ana@@acme.com',
    '*.acme.com',
    '*@acme.com',
    'https://acme.com',
    'acme.com/path',
    '192.168.0.1',
    'ana@192.168.0.1',
    '-acme.com',
    'acme..com',
    'acme.com.',
    'Ana <ana@acme.com>',
    'müller.de',
    'aсme.com',
    'a\u212Bme.com',
    `${'a'.repeat(250)}@acme.com`,
  ])('%j is neither an address nor a domain', (text) => {
    expect(parseInviter(text)).toBeNull();
  });
});

describe('an inviter', () => {
  const list = ['acme.com', 'ana@globex.com', 'kite.com'];

  it.each(['bob@acme.com', 'BOB@Acme.COM', 'Ana@globex.com', 'ana@kite.com'])('%s is listed', (address) => {
    expect(isListed(list, address)).toBe(true);
  });

  it.each([
    ['another domain', 'bob@example.com'],
    ['a subdomain', 'bob@evil.acme.com'],
    ['a domain that ends alike', 'bob@notacme.com'],
    ['a domain that goes on', 'bob@acme.com.evil.example'],
    ['another address at a domain of which one is listed', 'bob@globex.com'],
    ['an address in the mailbox', 'ana@globex.com@evil.example'],
    ['a domain alone', 'acme.com'],
    ['a domain with an at sign alone', '@acme.com'],
    ['a domain below the mailbox', 'acme.com@evil.example'],
    ['a Cyrillic letter', 'bob@aсme.com'],
    ['the Kelvin sign, which is a k in lower case', 'ana@\u212Aite.com'],
    ['punycode', 'bob@xn--ame-5cd.com'],
    ['an address that was cut', 'bob@acme.com…'],
    ['a name around it', 'Bob <bob@acme.com>'],
  ])('is not listed by %s', (_, address) => {
    expect(isListed(list, address)).toBe(false);
  });

  it('that is not known is on no list', () => {
    expect(isListed(list, null)).toBe(false);
  });
});
