import type { ElementHandle, Page } from 'puppeteer-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { violations } from '../harness/axe';
import { eventually } from '../harness/eventually';
import { choose, press, visibleText, waitForText } from '../harness/pages';
import { readItem } from '../harness/seed';
import { secretsIn } from './secret-search';
import { setStage } from './stage';
import { useStage } from './use-stage';

// The connect form, given what users have on their clipboards, with the browser's own copy and paste.

const stage = useStage(() => setStage());
const keyKind = 'Email and Global API key';
const cleaned = 'Extra characters removed.';
const looksLikeKey = 'This looks like a Global API key.';
const looksLikeToken = 'This looks like an API token.';

let page: Page;
beforeEach(async () => {
  page = await stage().extension.openPage('options.html');
  stage().sandbox.clearRequests();
});
afterEach(async () => {
  await choose(page, 'API token');
  await page.close();
});

async function fieldOf(label: string): Promise<ElementHandle<HTMLInputElement>> {
  const found = await page.waitForSelector(
    `::-p-xpath(//label[normalize-space()="${label}"]/following::input[1])`,
  );
  if (!found) throw new Error(`There is no field ${label}.`);
  return found.toElement('input');
}

const shownIn = async (label: string) => (await fieldOf(label)).evaluate(({ value }) => value);

/** Copies a text exactly as given and pastes it over the contents of the field. */
async function paste(label: string, text: string): Promise<void> {
  const field = await fieldOf(label);
  await page.evaluate((copied) => {
    // This is outside of the field, because browsers copy nothing while hidden text is selected.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    getSelection()?.selectAllChildren(document.body);
    const put = (event: ClipboardEvent) => {
      event.clipboardData?.setData('text/plain', copied);
      event.preventDefault();
    };
    document.addEventListener('copy', put, { once: true });
  }, text);
  await pressWithControl('KeyC', 'Copy');
  await field.focus();
  await pressWithControl('KeyA', 'SelectAll');
  await pressWithControl('KeyV', 'Paste');
}

async function pressWithControl(key: 'KeyA' | 'KeyC' | 'KeyV', command: string): Promise<void> {
  await page.keyboard.down('Control');
  await page.keyboard.press(key, { commands: [command] });
  await page.keyboard.up('Control');
}

/** The label of the focused field. */
const focusedLabel = () =>
  page.evaluate(() => {
    const focused = document.activeElement;
    return focused instanceof HTMLInputElement ? focused.labels?.[0]?.textContent : null;
  });

const buttons = () => page.$$eval('.field > button', (all) => all.map(({ textContent }) => textContent));

/** Connects and disconnects. Returns the headers of the first request. */
async function connect(name: string): Promise<Readonly<Record<string, string>>> {
  await press(page, 'Connect');
  await waitForText(page, 'Connected.');
  await press(page, `Disconnect ${name}`);
  await press(page, `Yes, disconnect ${name}`);
  await page.waitForSelector('.connection-form');
  return stage().sandbox.requests[0]?.headers ?? {};
}

it('a token is found in a command, a file, a mail and a PDF, and the form shows what it uses', async () => {
  const { token } = stage().sandbox.credentials;
  for (const pasted of [
    `curl "https://api.cloudflare.com/client/v4/user/tokens/verify" \\\n     -H "Authorization: Bearer ${token}"`,
    `CLOUDFLARE_EMAIL=mira@example.com\r\nCLOUDFLARE_API_TOKEN="${token}"\r\n`,
    `\u202A“${token.slice(0, 12)}\u00AD${token.slice(12)}”;\u202C`,
    `${token.slice(0, 20)}\n    ${token.slice(20)}\n`,
  ]) {
    await paste('API token', pasted);
    expect(await shownIn('API token')).toBe(token);
    expect(await visibleText(page)).toContain(cleaned);
    expect(await buttons()).toEqual([]);
  }
  await page.keyboard.type('x');
  expect(await visibleText(page)).not.toContain(cleaned);
  await page.keyboard.press('Backspace');
  expect((await connect('API token'))['authorization']).toBe(`Bearer ${token}`);
});

it('a bare token stays as it is, and typed text is cleaned when the field is left', async () => {
  const { token } = stage().sandbox.credentials;
  await paste('API token', token);
  expect(await shownIn('API token')).toBe(token);
  expect(await visibleText(page)).not.toContain(cleaned);
  const field = await fieldOf('API token');
  await field.type(' ;');
  expect(await shownIn('API token')).toBe(`${token} ;`);
  await page.keyboard.press('Tab');
  await waitForText(page, cleaned);
  expect(await shownIn('API token')).toBe(token);
  await field.type(' ;');
  // The press that leaves the field also works: nothing moves under it.
  expect((await connect('API token'))['authorization']).toBe(`Bearer ${token}`);
});

it('a Global API key in the token field is recognized, and one press moves it', async () => {
  const { globalKey, email } = stage().sandbox.credentials;
  await paste('API token', `X-Auth-Key: ${globalKey}\n`);
  await waitForText(page, looksLikeKey);
  expect(stage().sandbox.requests).toEqual([]);
  expect(await violations(page)).toEqual([]);
  await press(page, 'Use it as Global API key');
  await page.waitForSelector('input[name=kind][value=key]:checked');
  expect(await shownIn('Global API key')).toBe(globalKey);
  expect(await visibleText(page)).not.toContain(looksLikeKey);
  await page.waitForFunction(() => document.activeElement?.getAttribute('type') === 'email');
  expect(await focusedLabel()).toBe('Email');
  await paste('Email', `"Mira Solberg" <mailto:${email}>`);
  expect(await shownIn('Email')).toBe(email);
  const headers = await connect(email);
  expect([headers['x-auth-email'], headers['x-auth-key']]).toEqual([email, globalKey]);
});

it('a token in the key field, and an address in either field, can be moved with one press', async () => {
  const { token, email } = stage().sandbox.credentials;
  await paste('API token', `<${email}>`);
  await waitForText(page, 'This looks like an email address.');
  await press(page, 'Use it as email');
  expect([await shownIn('Email'), await shownIn('Global API key')]).toEqual([email, '']);
  await page.waitForFunction(() => document.activeElement?.matches('.masked'));
  expect(await focusedLabel()).toBe('Global API key');
  await paste('Global API key', `Bearer ${token}`);
  await waitForText(page, looksLikeToken);
  await press(page, 'Use it as API token');
  expect(await shownIn('API token')).toBe(token);
  expect(await buttons()).toEqual([]);
  expect((await connect('API token'))['authorization']).toBe(`Bearer ${token}`);
});

it('a secret pasted as an email address does not get into storage or the text of the page', async () => {
  const { globalKey, token } = stage().sandbox.credentials;
  await choose(page, keyKind);
  await paste('Email', `key="${globalKey}"`);
  await waitForText(page, looksLikeKey);
  expect(await readItem(page, 'local', 'draft')).toEqual({ kind: 'key', email: '', keeping: 'device' });
  await press(page, 'Use it as Global API key');
  expect([await shownIn('Email'), await shownIn('Global API key')]).toEqual(['', globalKey]);
  await paste('Email', `Bearer ${token}`);
  await waitForText(page, looksLikeToken);
  const secrets = { globalKey, token };
  const html = () => page.$eval('html', ({ outerHTML }) => outerHTML);
  expect(secretsIn(await html(), secrets)).toEqual([]);
  expect(secretsIn(await visibleText(page), secrets)).toEqual([]);
  await press(page, 'Connect');
  await page.waitForSelector('.connection-form [role=alert]');
  expect(secretsIn(await html(), secrets)).toEqual([]);
  const stored = await page.evaluate(async () => {
    const { local, session, sync } = chrome.storage;
    return JSON.stringify(await Promise.all([local.get(), session.get(), sync.get()]));
  });
  expect(stored).toContain('draft');
  expect(secretsIn(stored, secrets)).toEqual([]);
  await paste('Email', 'mira@example.com');
  expect(await readItem(page, 'local', 'draft')).toMatchObject({ email: 'mira@example.com' });
});

const hex = '0123456789abcdef'.repeat(4);
it('other secrets are recognized in both fields, and can be sent anyway', async () => {
  const { sandbox } = stage();
  for (const [text, warning] of [
    [`cfat_${hex.slice(0, 48)}`, 'create the token under My Profile'],
    [`v1.0-${hex}`, 'This looks like an Origin CA key'],
    [hex, 'This looks like a service token'],
    [btoa(JSON.stringify({ a: hex, t: hex, s: hex })), "This looks like a tunnel's token"],
    [hex.slice(0, 32), 'This looks like an ID'],
  ] as const) {
    sandbox.clearRequests();
    await paste('API token', text);
    await waitForText(page, warning);
    await choose(page, keyKind);
    expect(await visibleText(page)).not.toContain(warning);
    await paste('Global API key', text);
    await waitForText(page, warning);
    expect(await buttons()).toEqual([]);
    expect(sandbox.requests).toEqual([]);
    await choose(page, 'API token');
    await paste('API token', text);
    await press(page, 'Connect');
    await eventually(() => expect(sandbox.requests[0]?.headers['authorization']).toBe(`Bearer ${text}`));
    await page.waitForSelector('.connection-form [role=alert]');
  }
});

it('the form names each empty field, including one that got nothing but wrappers', async () => {
  await paste('API token', ' "" ;');
  await press(page, 'Connect');
  await waitForText(page, 'Enter your API token.');
  await choose(page, keyKind);
  await paste('Email', '<>');
  await press(page, 'Connect');
  await waitForText(page, 'Enter your email.');
  expect(await visibleText(page)).toContain('Enter your Global API key.');
  expect(stage().sandbox.requests).toEqual([]);
});
