import { afterEach, beforeEach, expect, it } from 'vitest';
import { connectByToken, organizations, press, waitForText } from '../harness/pages';
import { type Stage, setStage } from './stage';

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
});

afterEach(async () => {
  const { problems } = stage.extension;
  await stage.close();
  expect(problems).toEqual([]);
});

it('shows hostile names as clean text with a caution, in the labels too, and plain ones without', async () => {
  const { sandbox, extension } = stage;
  const hostile = sandbox.addInvite({
    organization_name: '\u202ECloud\u200Bflare\n<img src=x onerror=alert(1)>',
    invited_by: '\u2067billing@xn--cloudflre-bza.com',
    roles: ['<script>alert(1)</script>\u0000'],
  });
  sandbox.addInvite({ organization_name: 'Lindqvist & Daughters Bakery' });
  const options = await extension.openPage('options.html');
  await connectByToken(options, sandbox.credentials.token);
  await waitForText(options, 'Connected.');

  const popup = await extension.openPopup();
  const clean = 'Cloudflare <img src=x onerror=alert(1)>';
  expect(new Set(await organizations(popup))).toEqual(new Set([clean, 'Lindqvist & Daughters Bakery']));
  expect(await popup.$$('img, li script')).toEqual([]);
  expect(
    await popup.$$eval('.caution', (cautions) => cautions.map(({ textContent }) => textContent)),
  ).toEqual(["Looks like Cloudflare's own name", "The inviter's domain may imitate another"]);
  expect(await popup.content()).not.toMatch(/\p{Cf}/u);
  const isolated = await popup.$$eval('li h2 bdi, li bdi.inviter, li bdi.roles', (names) => names.length);
  expect(isolated).toBe(6);

  await press(popup, `Accept invitation to ${clean}`);
  await extension.waitForBadge('1');
  expect(sandbox.invite(hostile.id)?.status).toBe('accepted');
});
