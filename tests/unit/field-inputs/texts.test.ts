import { describe, expect, it } from 'vitest';
import { misplaced } from '@/components/options/misplaced';
import { cleanEmail, cleanSecret } from '@/lib/domain/pasted';
import { inviteRows } from '@/lib/domain/rows';
import { searchRows } from '@/lib/domain/search';
import { readState } from '@/lib/storage/state';
import { useFieldStage } from '../support/field-stage';
import { isolated, titles, turnOn } from '../support/notification-stage';
import { passMs } from '../support/stage';
import { connect } from '../support/worker';

// What users have pasted, searched for and called their organizations. A new report is a new line.

const stage = useFieldStage();
const minuteMs = 60_000;

describe('what users paste', () => {
  const token = 'sbxRespondQm4T7vYc2Lr9Jd0WnEe6Xh3KfUa8Zp';
  const key = '4b1f9d07c36ea258d0b7e91c5a3f8624e7d09';
  const wrappers: ((secret: string) => string)[] = [
    (secret) => `Bearer ${secret}`,
    (secret) => `"${secret}"`,
    (secret) => `${secret}\n`,
    (secret) => ` ${secret.slice(0, 20)}\n${secret.slice(20)}\t`,
    (secret) => `\u200B${secret}\uFEFF`,
    (secret) => `\u00A0“${secret}”,`,
    (secret) => `Authorization: Bearer "${secret}";`,
    (secret) => `X-Auth-Key: ${secret}`,
    (secret) => `CLOUDFLARE_API_TOKEN=${secret}\r\n`,
    (secret) => secret,
  ];

  it.each(wrappers.map((wrap) => [wrap(token), wrap(key)]))('%j and %j connect', async (asToken, asKey) => {
    expect(await stage.connectByToken(cleanSecret(asToken))).toMatchObject({ ok: true });
    expect(stage.sandbox.requests.at(-1)?.headers).toMatchObject({ authorization: `Bearer ${token}` });
    const email = cleanEmail(` <${stage.sandbox.credentials.email}>\n`);
    expect(await connect({ kind: 'key', email, key: cleanSecret(asKey) })).toMatchObject({ ok: true });
    expect(stage.sandbox.requests.at(-1)?.headers).toMatchObject({ 'x-auth-key': key });
  });

  it.each([
    ['token', 'x'.repeat(53)],
    ['token', `${'x'.repeat(40)}==`],
    ['token', `cfut_${'x'.repeat(48)}`],
    ['key', 'a1'.repeat(22).padEnd(45, 'f')],
    ['key', `cfk_${'x'.repeat(48)}`],
  ] as const)('the %s %s is sent unchanged', async (kind, secret) => {
    const { email } = stage.sandbox.credentials;
    expect(cleanSecret(secret)).toBe(secret);
    expect(misplaced(kind, secret)).toBeNull();
    await connect(kind === 'token' ? { kind, token: secret } : { kind, email, key: secret });
    const { headers } = stage.sandbox.requests[0] ?? {};
    expect(headers?.[kind === 'token' ? 'authorization' : 'x-auth-key']).toBe(
      kind === 'token' ? `Bearer ${secret}` : secret,
    );
  });

  it.each([
    ['token', key, 'This looks like a Global API key.', 'key'],
    ['token', `cfk_${'x'.repeat(48)}`, 'This looks like a Global API key.', 'key'],
    ['token', 'a1'.repeat(22).padEnd(45, 'f'), 'This looks like a Global API key.', 'key'],
    ['key', token, 'This looks like an API token.', 'token'],
    ['key', `cfut_${'x'.repeat(48)}`, 'This looks like an API token.', 'token'],
    ['email', token, 'This looks like an API token.', 'token'],
    ['token', 'mira@example.com', 'This looks like an email address.', 'email'],
  ] as const)('in the %s field, %s is recognized', (field, pasted, text, to) => {
    expect(misplaced(field, cleanSecret(pasted))).toMatchObject({ text, move: { to } });
  });
});

describe('names', () => {
  it.each([
    ['Łódź', 'lodz'],
    ['Straße', 'strasse'],
    ['Ørsted Æther', 'orsted aether'],
    ['Diyarbakır', 'DIYARBAKIR'],
    ['Việt Nam', 'viet nam'],
    ['Ａｃｍｅ', 'acme'],
    ['שָׁלוֹם', 'שלום'],
  ])('%j is found by %j', async (organization_name, query) => {
    stage.sandbox.addInvite({ organization_name });
    stage.sandbox.addInvite({ organization_name: 'Unrelated' });
    await stage.connectByToken();
    const found = searchRows(inviteRows(await readState(), Date.now()), query, 'expiring');
    expect(found.map(({ invitation }) => invitation.organizationName)).toEqual([organization_name]);
  });

  it.each(['شركة أمثلة', 'חברת הדוגמה', '(שלום) 2', 'Acme\u202E'])(
    '%j does not disturb the order of an English notification',
    async (organization_name) => {
      await stage.connectByToken();
      await turnOn();
      stage.sandbox.addInvite({ organization_name });
      await passMs(5 * minuteMs);
      expect(await titles()).toEqual([
        `New invitation to ${isolated(organization_name.replace('\u202E', ''))}`,
      ]);
    },
  );
});
