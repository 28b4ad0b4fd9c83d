import type { Page } from 'puppeteer-core';
import { afterEach, expect, it } from 'vitest';
import { violations } from '../harness/axe';
import { eventually } from '../harness/eventually';
import {
  chooseKeeping,
  connectByToken,
  connectEncrypted,
  fill,
  press,
  visibleText,
  waitForText,
} from '../harness/pages';
import { seedRefusals } from '../harness/seed';
import { setStage } from './stage';
import { useStage } from './use-stage';

// The options page as people use it: where errors appear, where the focus goes, and the links from the popup.
// Every test starts where the last one ended.

const stage = useStage(() => setStage({ chromium: { windowSize: { width: 1280, height: 714 } } }));
const passphrase = 'juniper-anvil-locket-quartz-71';

const openOptions = () => stage().extension.openPage('options.html');

/** What has the focus, as a screen reader announces it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const one = document.activeElement;
    if (one instanceof HTMLInputElement) return one.labels?.[0]?.textContent;
    return one?.getAttribute('aria-label') ?? (one === document.body ? 'the body' : one?.textContent);
  });

const waitForFocus = (page: Page, selector: string) => page.waitForSelector(`${selector}:focus`);

/** The page may have at most one filled button at a time. */
async function expectOneMainButton(page: Page): Promise<void> {
  const main = await page.$$eval('.button.primary, .button.danger', (all) =>
    all.map(({ textContent }) => textContent),
  );
  expect(main.length, main.join()).toBeLessThanOrEqual(1);
}

afterEach(async () => {
  for (const page of await stage().extension.browser.pages()) {
    if (page.url().endsWith('/options.html')) await expectOneMainButton(page);
  }
  stage().sandbox.clearFaults();
});

it('the page starts with the form, storage is a single line, and other settings come after connecting', async () => {
  const page = await openOptions();
  const text = await visibleText(page);
  expect(text).toMatch(/Where to store your credentials\s+On this device · Change/);
  for (const later of ['Notifications', 'Appearance', 'It connects to no other site.']) {
    expect(text).not.toContain(later);
  }
  await press(page, 'Change where to store your credentials');
  await waitForFocus(page, 'input[name=keeping][value=device]');
  await waitForText(page, 'Unreadable if someone copies your profile.');
  await page.close();
});

it('the secret is hidden until the user shows it, in a field that browsers do not treat as a password', async () => {
  const page = await openOptions();
  await fill(page, 'API token', 'x'.repeat(40));
  const field = () =>
    page.$eval('.field input', (input) => ({
      type: input.type,
      autocomplete: input.autocomplete,
      spellcheck: input.spellcheck,
      security: getComputedStyle(input).getPropertyValue('-webkit-text-security'),
    }));
  const plain = { type: 'text', autocomplete: 'off', spellcheck: false };
  expect(await field()).toEqual({ ...plain, security: 'disc' });
  await press(page, 'Show API token');
  expect(await field()).toEqual({ ...plain, security: 'none' });
  await press(page, 'Hide API token');
  expect(await field()).toEqual({ ...plain, security: 'disc' });
  await page.close();
});

it('the reason why a token is refused is shown at the field, in view, and the field gets the focus', async () => {
  const page = await openOptions();
  await connectByToken(page, 'x'.repeat(40));
  await waitForFocus(page, '[aria-invalid=true]');
  expect(await focused(page)).toBe('API token');
  const { described, top, bottom } = await page.$eval(':focus', (field) => {
    const ids = (field.getAttribute('aria-describedby') ?? '').split(' ');
    const reason = field.closest('.field')?.querySelector('.field-error');
    const { top, bottom } = reason?.getBoundingClientRect() ?? { top: -1, bottom: -1 };
    return {
      described: ids.map((id) => document.getElementById(id)?.textContent).join(),
      top,
      bottom,
    };
  });
  expect(described).toContain("Cloudflare doesn't accept this API token");
  const newToken = await page.$eval('.field-error a', ({ textContent, href }) => ({ textContent, href }));
  expect(newToken.textContent).toBe('Create a new one');
  expect(newToken.href).toContain('https://dash.cloudflare.com/profile/api-tokens?permissionGroupKeys=');
  expect(top).toBeGreaterThan(0);
  expect(bottom).toBeLessThan(await page.evaluate(() => innerHeight));
  expect(await violations(page)).toEqual([]);
  await page.keyboard.type('y');
  await page.waitForSelector('[aria-invalid=true]', { hidden: true });
  expect(await visibleText(page)).not.toContain("doesn't accept");
  await page.close();
});

it('an empty field gets the focus', async () => {
  const page = await openOptions();
  await press(page, 'Connect');
  await waitForFocus(page, '[aria-invalid=true]');
  expect(await focused(page)).toBe('API token');
  await page.close();
});

it.each([
  ['server trouble', { kind: 'status', status: 503 }, 'Nothing was saved. Try again.'],
  ['a limit', { kind: 'status', status: 429, headers: { 'retry-after': '300' } }, 'Try again in 5 minutes.'],
  ['half an answer', { kind: 'raw', body: '{', status: 200 }, 'Try again. If this keeps happening'],
  ['no such list', { kind: 'status', status: 404, code: 7003 }, 'or for this kind of login.'],
] as const)('a failed connect does not promise an automatic retry: %s', async (_, fault, remedy) => {
  const { sandbox } = stage();
  const page = await openOptions();
  sandbox.fault({ kind: 'latency', ms: 500, times: 'always' });
  sandbox.fault({ ...fault, times: 'always' });
  await connectByToken(page, sandbox.credentials.token);
  await page.waitForSelector('button[type=submit][aria-disabled=true]');
  expect(await focused(page)).toBe('Connecting…');
  await waitForText(page, remedy);
  await waitForFocus(page, 'button[type=submit]');
  expect(await focused(page)).toBe('Connect');
  expect(await visibleText(page)).not.toMatch(/automatically/);
  await page.close();
});

it('a screen reader announces the connection', async () => {
  const { sandbox } = stage();
  sandbox.addInvite({ organization_name: 'Acme' });
  const page = await openOptions();
  await connectEncrypted(page, sandbox.credentials.token, passphrase);
  await waitForFocus(page, '.connected');
  expect(await focused(page)).toContain('Connected. 1 invitation is waiting.');
  expect(await visibleText(page)).toContain('Notifications');
  await page.close();
});

it('Check now checks once, keeps the focus, and shows the result next to the button', async () => {
  const { sandbox } = stage();
  sandbox.addInvite({ organization_name: 'Globex' });
  const page = await openOptions();
  sandbox.fault({ kind: 'latency', ms: 500, times: 'always' });
  sandbox.clearRequests();
  await press(page, 'Check now');
  await waitForText(page, 'Checking…');
  expect(await page.$eval('[aria-disabled=true]', (button) => button.textContent)).toBe('Check now');
  await page.keyboard.press('Enter');
  await waitForText(page, '2 invitations are waiting.');
  expect(await focused(page)).toBe('Check now');
  const answer = await page.$eval(':focus', (button) => {
    const from = button.getBoundingClientRect();
    const next = button.nextElementSibling;
    const to = next?.getBoundingClientRect() ?? new DOMRect();
    return { text: next?.textContent, isBeside: to.top < from.bottom, gapPx: to.left - from.right };
  });
  expect(answer).toMatchObject({ text: '2 invitations are waiting.', isBeside: true });
  expect(answer.gapPx).toBeLessThan(16);
  expect(new Set(sandbox.requests.map(({ path }) => path)).size).toBe(sandbox.requests.length);

  sandbox.fault({ kind: 'status', status: 503, times: 'always' });
  await press(page, 'Check now');
  const nextToIt = () => page.$eval(':focus', (button) => button.nextElementSibling?.textContent);
  await eventually(async () => expect(await nextToIt()).toBe('Cloudflare is having problems'));
  sandbox.clearFaults();
  await press(page, 'Check now');
  await waitForText(page, '2 invitations are waiting.');
  await page.close();
});

it('the page shows the shortcut that opens the popup, and opens the browser page to change it', async () => {
  const page = await openOptions();
  const shortcut = await page.waitForSelector('kbd');
  expect(await shortcut?.evaluate((keys) => keys.textContent)).toBe('Alt+Shift+I');
  const before = new Set(stage().extension.browser.targets());
  await press(page, 'Change shortcut');
  const opened = await stage().extension.browser.waitForTarget(
    (target) => !before.has(target) && target.url() === 'chrome://extensions/shortcuts',
  );
  await (await opened.asPage()).close();
  await page.close();
});

it('a login can be renamed from its current name by keyboard alone, and Escape cancels', async () => {
  const { email } = stage().sandbox.credentials;
  const page = await openOptions();
  await press(page, `Rename ${email}`);
  await waitForFocus(page, '.name-form input');
  expect(await page.evaluate(() => getSelection()?.toString())).toBe(email);
  await page.keyboard.type('Nobody');
  await page.keyboard.press('Escape');
  await page.waitForSelector('.name-form', { hidden: true });
  expect(await focused(page)).toBe(`Rename ${email}`);
  await page.keyboard.press('Enter');
  await waitForFocus(page, '.name-form input');
  await page.keyboard.type('Agency');
  await page.keyboard.press('Enter');
  await page.waitForSelector('::-p-aria([name="Rename Agency"][role="button"])');
  await press(page, 'Rename Agency');
  await press(page, 'Cancel');
  expect(await focused(page)).toBe('Rename Agency');
  expect(await visibleText(page)).not.toContain('Nobody');
  await page.close();
});

it('the page says what would be disconnected, and the focus is on the safe button', async () => {
  const page = await openOptions();
  await press(page, 'Disconnect Agency');
  await page.waitForSelector('::-p-aria([name="Yes, disconnect Agency"][role="button"])');
  await waitForFocus(page, '.question .button');
  expect(await focused(page)).toBe('Cancel');
  await expectOneMainButton(page);
  await page.keyboard.press('Escape');
  await page.waitForSelector('.question', { hidden: true });
  expect(await focused(page)).toBe('Disconnect Agency');
  await page.close();
});

it('Escape closes a form and returns to the button that opened it', async () => {
  const page = await openOptions();
  for (const name of ['Update credentials for Agency', 'Connect another login', 'Change passphrase']) {
    await press(page, name);
    await waitForFocus(page, '.field input');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.connection-form', { hidden: true });
    expect(await focused(page)).toBe(name);
  }
  await page.close();
});

it('the message that something was done stays until the next action', async () => {
  const page = await openOptions();
  const changeTo = async (current: string, next: string) => {
    await press(page, 'Change passphrase');
    await fill(page, 'Current passphrase', current);
    await fill(page, 'New passphrase', next);
    await fill(page, 'Repeat new passphrase', next);
    await press(page, 'Change');
    await waitForText(page, 'Passphrase changed.');
  };
  const changed = `${passphrase}-2`;
  await changeTo(passphrase, changed);
  await press(page, 'Check now');
  await waitForText(page, '2 invitations are waiting.');
  expect(await visibleText(page)).not.toContain('Passphrase changed.');
  await changeTo(changed, passphrase);
  await press(page, 'Lock now');
  await page.waitForSelector('.unlock');
  expect(await visibleText(page)).not.toContain('Passphrase changed.');
  await fill(page, 'Passphrase', passphrase);
  await press(page, 'Unlock');
  await waitForText(page, 'Unlocked.');
  await page.close();
});

it('the diagnostics include the versions, and no address or secret', async () => {
  const page = await openOptions();
  await page.locator('.diagnostics summary').click();
  await page.waitForFunction(() => document.querySelector('textarea')?.value.includes('poll'));
  const report = await page.$eval('textarea', ({ value }) => value);
  expect(report).toMatch(/^Invites for Cloudflare \d+\.\d+\.\d+\n.*Chrome\/\d+/);
  const { email, token } = stage().sandbox.credentials;
  for (const secret of [email, token, passphrase]) expect(report).not.toContain(secret);
  await page.close();
});

it('"Fix in settings" opens the form of that login, even if the page is already open', async () => {
  const { sandbox, extension, send } = stage();
  const [, second] = sandbox.users;
  second.addInvite({ organization_name: 'Globex' });
  await send({
    type: 'connect',
    credentials: { kind: 'token', token: second.credentials.token },
    keeping: 'device',
    passphrase: null,
    replaces: null,
  });
  const page = await openOptions();
  sandbox.revoke(second.credentials.token);
  await seedRefusals(page);
  await send({ type: 'refresh' });
  const fix = async () => {
    const popup = await extension.openPopup();
    await press(popup, 'Fix in settings');
    await waitForFocus(page, '.connection .field input');
    expect(await page.$eval(':focus', (field) => field.closest('li')?.querySelector('h3')?.textContent)).toBe(
      second.credentials.email,
    );
    expect(await page.evaluate(() => location.hash)).toBe('');
  };
  await fix();
  await expectOneMainButton(page);
  await press(page, 'Cancel');
  expect(await focused(page)).toBe(`Update credentials for ${second.credentials.email}`);
  await fix();
  sandbox.restore(second.credentials.token);
  await fill(page, 'API token', second.credentials.token);
  await page.keyboard.press('Enter');
  await waitForText(page, 'Saved: ');
  await page.close();
});

it('"Forgot passphrase?" leads to disconnecting only the encrypted logins', async () => {
  const { sandbox, extension, send } = stage();
  // The options page is closed, and the window has another page.
  await extension.browser.newPage();
  const options = extension.browser.targets().filter((one) => one.url().endsWith('/options.html'));
  for (const target of options) await (await target.page())?.close();
  await send({ type: 'lock' });
  const opened = extension.browser.waitForTarget((one) => one.url().includes('/options.html#forgot'));
  const popup = await extension.openPopup();
  await press(popup, 'Forgot passphrase?');
  const page = await (await opened).page();
  if (!page) throw new Error('The options page did not open.');
  await waitForFocus(page, '.question .button');
  expect(await focused(page)).toBe('Cancel');
  expect(await page.$eval('.question', (question) => question.textContent)).toContain('Agency');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.waitForSelector('.question', { hidden: true });
  expect(await focused(page)).toBe('Forgot passphrase?');
  await page.keyboard.press('Enter');
  await waitForFocus(page, '.question .button');
  await press(page, 'Yes, disconnect');
  await page.waitForFunction(() => document.querySelectorAll('.connection').length === 1);
  await waitForFocus(page, 'h2');
  const text = await visibleText(page);
  expect(text).toContain(sandbox.users[1].credentials.email);
  expect(text).not.toContain('Agency');
  expect(text).not.toContain('Passphrase');
});

it('a login stored on the device can be encrypted without entering its token', async () => {
  const [, { credentials }] = stage().sandbox.users;
  const name = `Update credentials for ${credentials.email}`;
  const page = await openOptions();
  await press(page, name);
  await chooseKeeping(page, 'Encrypted with a passphrase');
  await waitForText(page, "Leave the token or key empty to encrypt the one that's stored.");
  await fill(page, 'New passphrase', passphrase);
  await fill(page, 'Repeat new passphrase', passphrase);
  await press(page, 'Save');
  await page.waitForSelector('.connection-form', { hidden: true });
  expect(await focused(page)).toContain('stored encrypted. 1 invitation is waiting.');
  await waitForText(page, 'API token · stored encrypted');
  const onDisk = await page.evaluate(async () => JSON.stringify(await chrome.storage.local.get(null)));
  expect(onDisk).not.toContain(credentials.token);
  await page.close();
});
