import { describe, expect, it } from 'vitest';
import {
  inviterTexts,
  isListed,
  parseInviter,
  readableInviter,
  typedInviter,
} from '@/lib/domain/inviter-match';

describe('an entry', () => {
  it.each([
    ['ana@acme.com', 'ana@acme.com'],
    [' Ana.Lopez+cf@ACME.com ', 'ana.lopez+cf@acme.com'],
    ['acme.com', 'acme.com'],
    ['@Acme.co.uk', 'acme.co.uk'],
    ['xn--mller-kva.de', 'xn--mller-kva.de'],
    ['Bücher.example', 'xn--bcher-kva.example'],
    ['ana@bücher.example', 'ana@xn--bcher-kva.example'],
    ['例え.jp', 'xn--r8jz45g.jp'],
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
    'müller@acme.com',
    'a\u212Bme.com',
    'acme\u00ADbank.com',
    '\uFF41cme.com',
    'bu\u0308cher.example',
    `${'a'.repeat(250)}@acme.com`,
  ])('%j is neither an address nor a domain', (text) => {
    expect(parseInviter(text)).toBeNull();
  });
});

describe('text from the field', () => {
  it.each([
    ['https://example.com/a/b?c=d', 'example.com'],
    ['HTTP://Example.com:8443', 'example.com'],
    ['https://www.bücher.example/', 'xn--bcher-kva.example'],
    ['example.com/', 'example.com'],
    ['www.example.com', 'example.com'],
    ['www.com', 'www.com'],
    ['ana@www.example.com', 'ana@www.example.com'],
  ])('%s means %s', (text, inviter) => {
    expect(typedInviter(text)).toBe(inviter);
  });

  it.each([
    'https://',
    'https://192.168.0.1/',
    'https://localhost/',
    'acme/example.com',
    'ftp://example.com',
  ])('%s is not an inviter', (text) => {
    expect(typedInviter(text)).toBeNull();
  });
});

it.each([
  ['xn--bcher-kva.example', 'bücher.example'],
  ['ana@xn--bcher-kva.example', 'ana@bücher.example'],
  ['acme.com', 'acme.com'],
  ['xn--zzz-zzz9999999.com', 'xn--zzz-zzz9999999.com'],
])('%s reads %s', (inviter, readable) => {
  expect(readableInviter(inviter)).toBe(readable);
});

describe('an inviter', () => {
  const list = ['acme.com', 'ana@globex.com', 'kite.com', 'xn--bcher-kva.example'];

  it.each([
    'bob@acme.com',
    'BOB@Acme.COM',
    'Ana@globex.com',
    'ana@kite.com',
    'ana@bücher.example',
    'ana@xn--bcher-kva.example',
  ])('%s is listed', (address) => {
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
    ['a web address', 'https://acme.com/'],
    ['a soft hyphen', 'bob@ac\u00ADme.com'],
    ['an address that was cut', 'bob@acme.com…'],
    ['a name around it', 'Bob <bob@acme.com>'],
  ])('is not listed if it is %s', (_, address) => {
    expect(isListed(list, address)).toBe(false);
  });

  it('is not listed if it is unknown', () => {
    expect(isListed(list, null)).toBe(false);
  });
});

describe('pasted text', () => {
  it.each([
    [
      'lines and commas',
      'ana@acme.com,\nbob@acme.com; acme.com',
      ['ana@acme.com', 'bob@acme.com', 'acme.com'],
    ],
    [
      'what a mail program copies',
      'Ana Lima <ana@acme.com>, "Roy, Bob" <bob@acme.com>; <carl@acme.com>',
      ['ana@acme.com', 'bob@acme.com', 'carl@acme.com'],
    ],
    ['a link', 'mailto:ana@acme.com', ['ana@acme.com']],
    ['neither of these', 'Ana Lima', ['Ana', 'Lima']],
    ['nothing', ' ,; ', []],
  ])('is split into inviters: %s', (_, text, parts) => {
    expect(inviterTexts(text)).toEqual(parts);
  });
});
