import { beforeAll, expect, it } from 'vitest';
import { eventually } from '../../harness/eventually';
import { organizations, press, pressAndSend, visibleText, waitForText } from '../../harness/pages';
import { waitingPresses } from '../../harness/seed';
import { setStage } from '../stage';
import { useStage } from '../use-stage';
import { popupWith } from './list-stage';

const stage = useStage(setStage);

beforeAll(() => stage().connect());

it('a row opens all details of an invitation, which are requested again', async () => {
  const { sandbox, extension } = stage();
  const popup = await popupWith(stage(), [
    {
      organization_name: 'Acme',
      organization_is_enforcing_twofactor: true,
      roles: ['Administrator', 'Billing'],
      invited_by: 'ana@acme.example',
    },
  ]);
  const [{ id = '', organization_id = '' } = {}] = sandbox.invites();
  await popup.locator('::-p-aria([name="Acme"][role="button"])').click();
  await waitForText(popup, 'This account requires two-factor authentication.');
  const text = await visibleText(popup);
  for (const fact of [id, organization_id, 'ana@acme.example', 'acme.example', 'Administrator and Billing']) {
    expect(text).toContain(fact);
  }
  expect(await popup.$$eval('.two-factor-warning a', ([link]) => link?.getAttribute('href'))).toBe(
    'https://dash.cloudflare.com/profile/authentication',
  );
  await eventually(() =>
    expect(sandbox.requests.map(({ path }) => path)).toContain(`/client/v4/user/invites/${id}`),
  );
  await extension.browser
    .defaultBrowserContext()
    .overridePermissions(extension.origin, ['clipboard-read', 'clipboard-sanitized-write']);
  await press(popup, 'Copy Account ID');
  await waitForText(popup, 'Copied');
  expect(await popup.evaluate(() => navigator.clipboard.readText())).toBe(organization_id);
  await pressAndSend(popup, 'Accept invitation to Acme');
  await waitForText(popup, 'Accepted the invitation to Acme');
  expect(await popup.$$eval('.joined a', ([link]) => link?.getAttribute('href'))).toBe(
    `https://dash.cloudflare.com/${organization_id}`,
  );
  // The result is announced to screen readers too.
  expect(await popup.$eval('[role=status].announcement', (region) => region.textContent)).toContain('Acme');
  expect(await visibleText(popup)).toContain('Nothing pending');
});

it('hostile names are shown as clean text with a caution, labels included, and plain ones without', async () => {
  const { sandbox, extension } = stage();
  const popup = await popupWith(stage(), [
    {
      organization_name: '\u202ECloud\u200Bflare\n<img src=x onerror=alert(1)>',
      invited_by: '\u2067billing@xn--cloudflre-bza.com',
      roles: ['<script>alert(1)</script>\u0000'],
    },
    { organization_name: 'Lindqvist & Daughters Bakery' },
  ]);
  const clean = 'Cloudflare <img src=x onerror=alert(1)>';
  expect(new Set(await organizations(popup))).toEqual(new Set([clean, 'Lindqvist & Daughters Bakery']));
  expect(await popup.$$('img, li script')).toEqual([]);
  expect(
    await popup.$$eval('.caution', (cautions) => cautions.map(({ textContent }) => textContent)),
  ).toEqual(["Looks like Cloudflare's own name", "The inviter's domain may imitate another"]);
  expect(await popup.content()).not.toMatch(/\p{Cf}/u);
  const isolated = await popup.$$eval(
    'li:not(:has(.joined)) :is(h2 bdi, bdi.inviter, .roles bdi:first-child)',
    (names) => names.length,
  );
  expect(isolated).toBe(6);

  await press(popup, `Accept invitation to ${clean}`);
  await waitForText(popup, 'Accept anyway?');
  expect(await waitingPresses(popup)).toBe(0);
  await pressAndSend(popup, `Yes, accept invitation to ${clean}`);
  await extension.waitForBadge('1');
  expect(sandbox.invites()[0]?.status).toBe('accepted');
});

it('an invitation disappears when it expires', async () => {
  const popup = await popupWith(stage(), [
    { organization_name: 'Stays' },
    { organization_name: 'Ends', expires_on: new Date(Date.now() + 8_000).toISOString() },
  ]);
  await popup.close();
  // An alarm fires after half a minute at the earliest.
  await stage().extension.waitForBadge('1', 50_000);
  expect(await organizations(await stage().extension.openPopup())).toEqual(['Stays']);
});
