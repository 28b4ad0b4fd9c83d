import type { Page } from 'puppeteer-core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { connectByToken, organizations, press, untilStill, visibleText, waitForText } from '../harness/pages';
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

const names = ['Acme', 'Globex', 'Initech', 'Umbrella', 'Hooli'];

/** Connects with five invitations and opens the popup. */
async function popupWithFive(): Promise<Page> {
  for (const [index, organization_name] of names.entries()) {
    const expires_on = new Date(Date.now() + (index + 30) * 3_600_000).toISOString();
    stage.sandbox.addInvite({
      organization_name,
      expires_on,
      roles: index === 1 ? ['Billing'] : ['Administrator'],
    });
  }
  await stage.connect();
  return stage.extension.openPopup();
}

const statuses = () =>
  Object.fromEntries(stage.sandbox.invites().map((one) => [one.organization_name, one.status]));
const openDetails = (page: Page, name: string) =>
  page.locator(`::-p-aria([name="${name}"][role="button"])`).click();

it('opens the options page once after install, which says what it does and why it asks for what', async () => {
  const { browser, extensionId } = stage.extension;
  const url = `chrome-extension://${extensionId}/options.html`;
  const target = await browser.waitForTarget((one) => one.url() === url, { timeout: 10_000 });
  const page = await target.page();
  if (!page) throw new Error('no options page');
  await waitForText(page, 'What it asks for, and why');
  await waitForText(page, 'It talks to no other site.');
  expect(await page.$$eval('a.outside', ([link]) => link?.getAttribute('href'))).toContain('memberships');
  stage.sandbox.addInvite();
  await connectByToken(page, stage.sandbox.credentials.token);
  await waitForText(page, 'Connected. 1 invitation is waiting. To see the number all the time, pin the icon');
});

it('keeps two logins apart: names, sum, who was invited, and one failing hides no other', async () => {
  const { sandbox, extension } = stage;
  const [first, second] = sandbox.users;
  first.addInvite({ organization_name: 'Acme' });
  second.addInvite({ organization_name: 'Globex' });
  await stage.connect();
  const options = await extension.openPage('options.html');
  await press(options, 'Connect another login');
  await connectByToken(options, second.credentials.token);
  await waitForText(options, 'Connected.');
  await extension.waitForBadge('2');
  await press(options, `Rename ${second.credentials.email}`);
  await options.locator('.name-form input').fill('Agency');
  await press(options, 'Save');
  await vi.waitFor(async () => expect(await visibleText(options)).toContain('Agency'));

  sandbox.revoke(first.credentials.token);
  const popup = await extension.openPopup();
  await press(popup, 'Refresh');
  await waitForText(popup, `${first.credentials.email}: Cloudflare does not accept this API token`);
  await waitForText(popup, 'For Agency');
  await press(popup, 'Accept invitation to Globex');
  await vi.waitFor(() => expect(second.invites()[0]?.status).toBe('accepted'), 10_000);
  expect(first.invites()[0]?.status).toBe('pending');
});

it('shows everything about an invitation in place, asked for anew', async () => {
  const { sandbox, extension } = stage;
  const invite = sandbox.addInvite({
    organization_name: 'Acme',
    organization_is_enforcing_twofactor: true,
    roles: ['Administrator', 'Billing'],
    invited_by: 'ana@acme.example',
  });
  await stage.connect();
  const popup = await extension.openPopup();
  sandbox.clearRequests();
  await openDetails(popup, 'Acme');
  await waitForText(popup, 'This organization requires two-factor authentication.');
  const text = await visibleText(popup);
  for (const fact of [
    invite.id,
    invite.organization_id,
    'ana@acme.example',
    'acme.example',
    'Administrator and Billing',
  ]) {
    expect(text).toContain(fact);
  }
  expect(await popup.$$eval('.two-factor-warning a', ([link]) => link?.getAttribute('href'))).toBe(
    'https://dash.cloudflare.com/profile/authentication',
  );
  await vi.waitFor(() =>
    expect(sandbox.requests.map(({ path }) => path)).toContain(`/client/v4/user/invites/${invite.id}`),
  );
  await extension.browser
    .defaultBrowserContext()
    .overridePermissions(`chrome-extension://${extension.extensionId}`, [
      'clipboard-read',
      'clipboard-sanitized-write',
    ]);
  await press(popup, 'Copy Organization ID');
  await waitForText(popup, 'Copied');
  expect(await popup.evaluate(() => navigator.clipboard.readText())).toBe(invite.organization_id);
  await press(popup, 'Accept invitation to Acme');
  await waitForText(popup, 'Accepted the invitation to Acme');
  expect(await popup.$$eval('.announcement a', ([link]) => link?.getAttribute('href'))).toBe(
    `https://dash.cloudflare.com/${invite.organization_id}`,
  );
});

it('lists past invitations, and says so when there are none', async () => {
  const { sandbox, extension } = stage;
  sandbox.addInvite({ organization_name: 'Acme' });
  await stage.connect();
  const popup = await extension.openPopup();
  await press(popup, 'Past');
  await waitForText(popup, 'Nothing yet');
  await press(popup, 'Pending');
  await press(popup, 'Accept invitation to Acme');
  await waitForText(popup, 'Nothing pending');
  sandbox.addInvite({ organization_name: 'Globex', status: 'rejected' });
  sandbox.addInvite({ organization_name: 'Initech', expires_on: new Date(Date.now() - 1000).toISOString() });
  await press(popup, 'Refresh');
  await press(popup, 'Past');
  await waitForText(popup, 'Globex');
  const text = await visibleText(popup);
  for (const line of [/Acme\s+Accepted\s+just now/, /Globex\s+Rejected/, /Initech\s+Expired/])
    expect(text).toMatch(line);
});

it('finds by organization, inviter and role, and sorts', async () => {
  const popup = await popupWithFive();
  expect(await organizations(popup)).toEqual(names);
  const search = popup.locator('::-p-aria([name="Search"][role="searchbox"])');
  await search.fill('billing');
  await vi.waitFor(async () => expect(await organizations(popup)).toEqual(['Globex']));
  await search.fill('nothing like it');
  await waitForText(popup, 'No invitation matches.');
  await popup.keyboard.press('Escape');
  await popup.select('.tools select', 'name');
  await vi.waitFor(async () => expect(await organizations(popup)).toEqual([...names].sort()));
});

it('answers several after one confirmation that names them, goes on without the popup, and sums up', async () => {
  const popup = await popupWithFive();
  const { sandbox, extension } = stage;
  sandbox.fault({ kind: 'latency', ms: 400, method: 'PATCH', times: Number.POSITIVE_INFINITY });
  sandbox.fault({ kind: 'status', status: 400, method: 'PATCH', message: 'Not this one.' });
  await press(popup, 'Select');
  await popup.locator('::-p-aria([name="Select all"][role="checkbox"])').click();
  await popup.locator('::-p-aria([name="Select Hooli"][role="checkbox"])').click();
  await press(popup, 'Accept…');
  await waitForText(popup, 'Accept these 4 invitations?');
  await waitForText(popup, 'Acme, Globex, Initech, and Umbrella');
  await press(popup, 'Yes, accept');
  await waitForText(popup, 'Stop the rest');
  await popup.close();

  const again = await extension.openPopup();
  await waitForText(again, '3 done · 1 failed', 20_000);
  expect(statuses()).toEqual({
    Acme: 'pending',
    Globex: 'accepted',
    Initech: 'accepted',
    Umbrella: 'accepted',
    Hooli: 'pending',
  });
  await press(again, 'Try again with Acme');
  await waitForText(again, '4 done', 20_000);
  expect(statuses()['Acme']).toBe('accepted');
  await press(again, 'Close');
  await vi.waitFor(async () => expect(await again.$$('.batch')).toEqual([]));
  await extension.waitForBadge('1');
});

it('stops the rest of several when told to', async () => {
  const popup = await popupWithFive();
  const { sandbox } = stage;
  sandbox.fault({ kind: 'latency', ms: 1500, method: 'PATCH', times: Number.POSITIVE_INFINITY });
  await press(popup, 'Select');
  await popup.locator('::-p-aria([name="Select all"][role="checkbox"])').click();
  await press(popup, 'Reject…');
  await press(popup, 'Yes, reject');
  await press(popup, 'Stop the rest');
  await waitForText(popup, '1 done · 4 not sent', 20_000);
  expect(Object.values(statuses()).filter((status) => status === 'rejected')).toHaveLength(1);
});

it('works by keyboard alone, and the focus is never lost', async () => {
  const popup = await popupWithFive();
  const focused = () =>
    popup.evaluate(() => document.activeElement?.closest('li')?.querySelector('h2')?.textContent ?? '');
  // The keys are there a moment after the first paint.
  await vi.waitFor(async () => {
    await popup.keyboard.press('k');
    expect(await focused()).toBe('Acme');
  });
  await popup.keyboard.press('ArrowDown');
  expect(await focused()).toBe('Globex');
  await popup.keyboard.press('j');
  expect(await focused()).toBe('Initech');
  await popup.keyboard.press('k');
  await popup.keyboard.press('k');
  expect(await focused()).toBe('Acme');
  await popup.keyboard.press('Enter');
  await waitForText(popup, 'Organization ID');
  await popup.keyboard.press('Enter');
  await untilStill(popup, 'Accept invitation to Acme');
  await popup.keyboard.press('a');
  await vi.waitFor(async () => expect(await organizations(popup)).not.toContain('Acme'), 10_000);
  await vi.waitFor(async () => expect(await focused()).toBe('Globex'));
  await untilStill(popup, 'Reject invitation to Globex');
  await popup.keyboard.press('r');
  await waitForText(popup, 'Reject for good?');
  expect(await popup.evaluate(() => document.activeElement?.textContent)).toBe('Keep');
  await popup.keyboard.press('Tab');
  await untilStill(popup, 'Yes, reject invitation to Globex');
  await popup.keyboard.press('Enter');
  await vi.waitFor(() => expect(statuses()).toMatchObject({ Acme: 'accepted', Globex: 'rejected' }), 10_000);
  await vi.waitFor(async () => expect(await focused()).toBe('Initech'), 10_000);
  await popup.keyboard.press('?');
  await waitForText(popup, 'Previous invitation');
  await popup.keyboard.press('?');
  await popup.keyboard.press('/');
  await popup.keyboard.type('hoo');
  await vi.waitFor(async () => expect(await organizations(popup)).toEqual(['Hooli']));
});
