import { describe, expect, it } from 'vitest';
import { cleanText } from '@/lib/clean-text';
import { readInvite } from '@/lib/cloudflare/user-invites';
import type { Caution } from '@/lib/domain/cautions';
import { realNames, spoofs } from './organization-names';

/** The cautions on an invitation as Cloudflare would send it. */
function cautionsOn(name: string, inviter = 'someone@example.com'): Caution[] {
  const wire = { organization_id: 'o', organization_name: name, invited_by: inviter };
  const invitation = readInvite(wire);
  expect(invitation).not.toBeNull();
  return invitation?.cautions ?? [];
}

/** Anything that is not seen, or that turns or stretches what is around it. */
const hostile = /[\p{Cc}\p{Cf}\p{DI}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u;

describe('cautions', () => {
  const all = Object.entries(spoofs).flatMap(([caution, names]) => names.map((name) => ({ caution, name })));

  it.each(all)('$caution: $name', ({ caution, name }) => {
    expect(cautionsOn(name)).toContain(caution);
  });

  it('are on every spoofing name and on few real ones', () => {
    const real = Object.values(realNames).flat();
    const alarmed = real.filter((name) => cautionsOn(name).length > 0);
    const caught = all.filter(({ name }) => cautionsOn(name).length > 0);
    console.log(
      `${caught.length} of ${all.length} spoofing names have a caution; ${alarmed.length} of ${real.length} real names in ${Object.keys(realNames).length} groups do: ${alarmed.join(', ') || 'none'}`,
    );
    expect(all.length).toBeGreaterThanOrEqual(50);
    expect(real.length).toBeGreaterThanOrEqual(80);
    expect(alarmed.length).toBeLessThanOrEqual(2);
  });

  it.each([
    'billing@xn--cloudflre-bza.com',
    'x@mail.XN--80AK6AA92E.com',
    'x@cloudflаre.com',
    '"a@b"@bücher.example',
  ])('inviter-domain: %s', (inviter) => {
    expect(cautionsOn('Acme', inviter)).toEqual(['inviter-domain']);
  });

  it.each([
    'mira@example.com',
    'josé@example.com',
    'xn--@example.com',
    'not an address',
    'x@box-n--a.example',
  ])('none on the inviter %s', (inviter) => {
    expect(cautionsOn('Acme', inviter)).toEqual([]);
  });
});

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

  it('leaves every real name as it is', () => {
    for (const name of Object.values(realNames).flat()) expect(cleanText(name, 120)).toBe(name);
  });

  it('leaves nothing unseen in any spoofing name', () => {
    for (const name of Object.values(spoofs).flat()) expect(cleanText(name, 120)).not.toMatch(hostile);
  });

  it('clips by characters as people count them, never within one', () => {
    expect(cleanText('x'.repeat(200), 10)).toBe('xxxxxxxxx…');
    expect(cleanText('👩‍👩‍👧'.repeat(11), 10)).toBe(`${'👩‍👩‍👧'.repeat(9)}…`);
    expect(cleanText('👩‍👩‍👧'.repeat(10), 10)).toBe('👩‍👩‍👧'.repeat(10));
    expect(cleanText(`👩${'\u200D👩'.repeat(5000)}`, 10).length).toBeLessThan(100);
  });

  it('covers every text of an invitation that a stranger chose', () => {
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
