import { describe, expect, it } from 'vitest';
import { cleanText } from '@/lib/clean-text';
import { readInvite } from '@/lib/cloudflare/user-invites';
import type { Caution } from '@/lib/domain/caution';
import { isWarning } from '@/lib/domain/caution';
import { moreNames } from './honest-names';
import { imitations } from './imitations';
import { honestInviters, imitatingInviters } from './inviters';
import { realNames, spoofs } from './organization-names';
import { spellings } from './spellings';

/** The cautions on an invitation as Cloudflare would send it. */
function cautionsOn(name: string, inviter = 'someone@example.com'): Caution[] {
  const wire = { organization_id: 'o', organization_name: name, invited_by: inviter };
  const invitation = readInvite(wire);
  expect(invitation).not.toBeNull();
  return invitation?.cautions ?? [];
}

const honest = Object.values({ ...realNames, ...moreNames }).flat();
const imitating = [...Object.values(imitations), ...Object.values(spellings)].flat();

describe('cautions', () => {
  const all = Object.entries(spoofs).flatMap(([caution, names]) => names.map((name) => ({ caution, name })));

  it.each(all)('$caution: $name', ({ caution, name }) => {
    expect(cautionsOn(name)).toContain(caution);
  });

  it('are on at least 95 % of the imitations of Cloudflare', () => {
    const missed = imitating.filter((name) => !cautionsOn(name).includes('imitates-cloudflare'));
    console.log(`${missed.length} of ${imitating.length} imitations missed: ${missed.join(', ') || 'none'}`);
    expect(imitating.length).toBeGreaterThanOrEqual(350);
    expect(missed.length / imitating.length).toBeLessThanOrEqual(0.05);
  });

  it('are on at most 2 % of honest names', () => {
    const flagged = honest.filter((name) => cautionsOn(name).length > 0);
    console.log(
      `${flagged.length} of ${honest.length} honest names flagged: ${flagged.join(', ') || 'none'}`,
    );
    expect(honest.length).toBeGreaterThanOrEqual(500);
    expect(flagged.length / honest.length).toBeLessThanOrEqual(0.02);
  });

  it.each(['Cǀoudfǀare', '🅲🅻🅾🆄🅳🅵🅻🅰🆁🅴', 'ᑕᒪᗝᑌᗪᖴᒪᗩᖇᗴ', 'クラウド・フレア', 'كلاودفلير'])(
    'imitates-cloudflare, once unnoticed: %s',
    (name) => {
      expect(cautionsOn(name)).toContain('imitates-cloudflare');
    },
  );

  it.each([
    'Proud Flare',
    'ЮMoney',
    'VKонтакте',
    'บริษัทABCจำกัด',
    'Team acme.io',
    'St.John/St.Mary',
    'acme.com',
    'Node.js Team',
    'J.P. Morgan',
  ])('none, though once flagged or close: %s', (name) => {
    expect(cautionsOn(name)).toEqual([]);
  });

  it.each([
    'visit evil.example/login',
    'hxxp://evil.com',
    'www.evil.com',
    'evil[.]com',
    'evil{dot}com',
    'Win at evil。com',
    'evil․com',
    'evil.com:8080/a',
    'http:evil.com',
    '1.2.3.4/login',
    'EVIL.COM/LOGIN',
    'Account locked, mail help@evil.com',
    'Besuchen Sie evil.de',
    'Перейдите на evil.ru',
    '点击 evil.cn',
    '👉 evil.com',
  ])('link: %s', (name) => {
    expect(cautionsOn(name)).toContain('link');
  });

  it.each(imitatingInviters)('inviter-domain: %s', (inviter) => {
    expect(cautionsOn('Acme', inviter)).toEqual(['inviter-domain']);
  });

  it.each(honestInviters)('there are none on the inviter %s', (inviter) => {
    expect(cautionsOn('Acme', inviter)).toEqual([]);
  });

  it.each([
    ['Acme, Inc.', 'acme.billing@gmail.com'],
    ['Müller & Söhne GmbH', 'x@gmx.de'],
    ['Padaria Pão Quente Ltda.', 'x@yahoo.com.br'],
    ['Niño Feliz S.A. de C.V.', 'x@hotmail.com'],
    ['ООО «Ромашка»', 'x@mail.ru'],
    ['株式会社みどり野', 'x@gmail.com'],
    ['Żabka sp. z o.o.', 'x@wp.pl'],
  ])('free-mail, which is not a warning: %s by %s', (name, inviter) => {
    expect(cautionsOn(name, inviter)).toEqual(['free-mail']);
    expect(cautionsOn(name, inviter).filter(isWarning)).toEqual([]);
  });

  it.each([
    ['Acme, Inc.', 'x@acme.example'],
    ['Family Solberg', 'mira@gmail.com'],
    ['Agile Incorporeal', 'mira@gmail.com'],
  ])('none: %s by %s', (name, inviter) => {
    expect(cautionsOn(name, inviter)).toEqual([]);
  });

  it('are all warnings, except free mail', () => {
    const kinds: Caution[] = ['mixed-scripts', 'imitates-cloudflare', 'link', 'inviter-domain'];
    expect(kinds.filter(isWarning)).toEqual(kinds);
  });
});

/** Anything invisible, or that changes the direction or spacing of its surroundings. */
const hostile = /[\p{Cc}\p{Cf}\p{DI}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u;

describe('cleaning', () => {
  it.each([
    ['turned around', '\u202Egnp.exe\u202C', 'gnp.exe'],
    ['isolates and marks', '\u2066A\u2069c\u200Em\u200Fe\u061C', 'Acme'],
    ['zero widths', 'A\u200Bc\u200Cm\u200De\uFEFF\u2060', 'Acme'],
    ['lines and controls', ' Acme\r\n\tAccept\u0000\u0007\u2028now\u0085', 'Acme Accept now'],
    ['blanks of any width', 'A\u3000\u2800\u00A0B', 'A B'],
    ['invisible letters', 'Ac\u3164\u115Fme\u{E0061}', 'Acme'],
    ['private use and half pairs', 'Ac\uE000me\uD800', 'Acme'],
    ['marks that spill over', `A${'\u0301'.repeat(60)}cme`, 'A\u0301\u0301\u0301cme'],
    ['nothing at all', '\u200B\u202E \u0000', ''],
  ])('takes away what is not seen: %s', (_, text, clean) => {
    expect(cleanText(text, 120)).toBe(clean);
  });

  it.each(['👩‍👩‍👧 Family ❤️', 'می‌خواهم', 'Việt Nam', 'שָׁלוֹם', 'हिन्दी कंपनी', 'ไทยพาณิชย์'])(
    'keeps what writing needs: %s',
    (text) => {
      expect(cleanText(text, 120)).toBe(text);
    },
  );

  it('does not change any real name', () => {
    for (const name of Object.values(realNames).flat()) expect(cleanText(name, 120)).toBe(name);
  });

  it('removes everything invisible from every spoofing name', () => {
    for (const name of Object.values(spoofs).flat()) expect(cleanText(name, 120)).not.toMatch(hostile);
  });

  it('clips by characters as people count them, never inside one', () => {
    expect(cleanText('x'.repeat(200), 10)).toBe('xxxxxxxxx…');
    expect(cleanText('👩‍👩‍👧'.repeat(11), 10)).toBe(`${'👩‍👩‍👧'.repeat(9)}…`);
    expect(cleanText('👩‍👩‍👧'.repeat(10), 10)).toBe('👩‍👩‍👧'.repeat(10));
    expect(cleanText(`👩${'\u200D👩'.repeat(5000)}`, 10).length).toBeLessThan(100);
  });

  it('applies to every text of an invitation that a stranger chose', () => {
    const text = `\u202EA\u200B${'b'.repeat(500)}`;
    const invitation = readInvite({
      organization_id: 'o',
      organization_name: text,
      invited_by: text,
      invited_member_email: text,
      roles: Array(500).fill(text),
    });
    const { organizationName, invitedBy, invitedEmail, roles } = invitation ?? { roles: [] };
    expect(new Set([organizationName, invitedBy, invitedEmail, ...roles])).toEqual(
      new Set([`A${'b'.repeat(118)}…`]),
    );
    expect(roles).toHaveLength(100);
  });
});
