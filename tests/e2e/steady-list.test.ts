import type { Page } from 'puppeteer-core';
import { beforeEach, expect, it } from 'vitest';
import { eventually } from '../harness/eventually';
import { organizations, press, pressAndSend, visibleText, waitForText } from '../harness/pages';
import { centerOf, rectOf, rowAt } from './aiming';
import { setStage } from './stage';
import { useStage } from './use-stage';

const stage = useStage(setStage);

beforeEach(() => {
  stage().sandbox.setInvites([]);
});

function addInvite(organization_name: string, hours: number) {
  const expires_on = new Date(Date.now() + hours * 3_600_000).toISOString();
  return stage().sandbox.addInvite({ organization_name, expires_on });
}

async function openPopup(): Promise<Page> {
  const { extension, connect } = stage();
  await connect();
  const popup = await extension.openPopup();
  await waitForText(popup, 'Globex');
  await popup.mouse.move(1, 1);
  return popup;
}

/** Polls without a press in the popup. */
const poll = (popup: Page) => popup.evaluate(() => chrome.runtime.sendMessage({ type: 'refresh' }));

const places = (popup: Page) =>
  popup.$$eval('.invites > li', (rows) => rows.map((row) => row.getBoundingClientRect().top));

it('new invitations are held back while the pointer is in the list, and shown when it leaves', async () => {
  addInvite('Acme', 30);
  addInvite('Globex', 40);
  const popup = await openPopup();
  const { x, y } = centerOf(await rectOf(popup, 'Accept invitation to Acme'));
  await popup.mouse.move(x, y);
  const before = await places(popup);
  addInvite('Newcomer', 1);
  addInvite('Latecomer', 99);
  await poll(popup);
  await waitForText(popup, 'Show 2 new');
  expect(await organizations(popup)).toEqual(['Acme', 'Globex']);
  expect(await places(popup)).toEqual(before);
  expect(await rowAt(popup, { x, y })).toBe('Acme');

  await popup.mouse.move(1, 1);
  await eventually(async () =>
    expect(await organizations(popup)).toEqual(['Newcomer', 'Acme', 'Globex', 'Latecomer']),
  );
  expect(await visibleText(popup)).not.toContain('Show 2 new');
});

it('new invitations are held back while the keyboard is in use, and a press shows them', async () => {
  addInvite('Acme', 30);
  addInvite('Globex', 40);
  const popup = await openPopup();
  await eventually(async () => {
    await popup.keyboard.press('j');
    expect(await popup.$('.invites > li:focus-visible')).not.toBeNull();
  });
  addInvite('Newcomer', 1);
  await poll(popup);
  await waitForText(popup, 'Show 1 new');
  expect(await organizations(popup)).toEqual(['Acme', 'Globex']);
  await press(popup, 'Show 1 new');
  await eventually(async () => expect(await organizations(popup)).toEqual(['Newcomer', 'Acme', 'Globex']));
});

it('a row answered elsewhere keeps its place, without buttons, until the list is left or updated', async () => {
  const gone = addInvite('Acme', 30);
  const withdrawn = addInvite('Globex', 40);
  addInvite('Initech', 50);
  const popup = await openPopup();
  const { x, y } = centerOf(await rectOf(popup, 'Accept invitation to Initech'));
  await popup.mouse.move(x, y);
  const before = await places(popup);
  const { sandbox } = stage();
  sandbox.setInvites(
    sandbox
      .invites()
      .filter(({ id }) => id !== withdrawn.id)
      .map((one) => (one.id === gone.id ? { ...one, status: 'accepted' } : one)),
  );
  await poll(popup);
  await waitForText(popup, 'Hide closed invitations');
  expect(await organizations(popup)).toEqual(['Globex', 'Initech']);
  expect(await places(popup)).toEqual(before);
  expect(
    await popup.$$eval('.settled .responding, .joined', (all) => all.map((one) => one.textContent)),
  ).toEqual(['Accepted Open account', 'This invitation is no longer open']);
  expect(await popup.$$('.settled .answer button')).toEqual([]);
  await press(popup, 'Hide closed invitations');
  await eventually(async () => expect(await organizations(popup)).toEqual(['Initech']));
});

it('a row rejected here keeps its place until the pointer rests', async () => {
  addInvite('Acme', 30);
  addInvite('Globex', 40);
  const popup = await openPopup();
  const { x, y } = centerOf(await rectOf(popup, 'Accept invitation to Globex'));
  await press(popup, 'Reject invitation to Acme');
  await pressAndSend(popup, 'Yes, reject invitation to Acme');
  await popup.waitForFunction(() => document.querySelector('.settled')?.textContent?.includes('Rejected'));
  await popup.mouse.move(x, y);
  expect(await rowAt(popup, { x, y })).toBe('Globex');
  await eventually(async () => expect(await organizations(popup)).toEqual(['Globex']));
});

declare global {
  interface Window {
    /** The rows that at any moment had an Accept button without its warning. */
    missing?: string[];
    /** How many rows were there when the first Accept button appeared. */
    seenAtOnce?: number;
  }
}

it('cautions, failures and the two-factor mark appear no later than the buttons they are about', async () => {
  addInvite('Сloudflare', 30);
  addInvite('Globex', 40);
  const { sandbox, extension } = stage();
  sandbox.addInvite({ organization_name: 'Initech', organization_is_enforcing_twofactor: true });
  const popup = await openPopup();
  sandbox.fault({ kind: 'status', status: 400, method: 'PATCH', message: 'Not this one.' });
  await pressAndSend(popup, 'Accept invitation to Globex');
  await waitForText(popup, 'Not accepted.');

  const page = await extension.browser.newPage();
  await page.evaluateOnNewDocument(() => {
    const marks: Record<string, string> = {
      Сloudflare: '.caution',
      Globex: '.response-failure',
      Initech: '.two-factor',
    };
    window.missing = [];
    const look = () => {
      const rows = [...document.querySelectorAll('li:has([data-key=accept])')];
      if (rows.length > 0) window.seenAtOnce ??= rows.length;
      for (const row of rows) {
        const name = row.querySelector('h2')?.textContent ?? '';
        const mark = row.querySelector(marks[name] ?? 'unknown');
        if (!mark?.checkVisibility()) window.missing?.push(name);
      }
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
    const everyFrame = () => {
      look();
      requestAnimationFrame(everyFrame);
    };
    everyFrame();
  });
  await page.goto(`${extension.origin}/popup.html`);
  await waitForText(page, 'Initech');
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 })));
  expect(await page.evaluate(() => ({ missing: window.missing, seen: window.seenAtOnce }))).toEqual({
    missing: [],
    seen: 3,
  });
});

/** Opens the popup with more invitations than fit, scrolled down, and with the pointer outside the list. */
async function openScrolled(): Promise<Page> {
  for (let i = 0; i < 20; i++) addInvite(i === 19 ? 'Globex' : `Organization ${i}`, 100 - i);
  const popup = await openPopup();
  await popup.$eval('main', (main) => main.scrollTo(0, 900));
  await popup.waitForFunction(() => document.querySelector('main')?.scrollTop === 900);
  return popup;
}

const isInView = (popup: Page, selector: string) =>
  popup.$eval(selector, (one) => {
    const { left, top } = one.getBoundingClientRect();
    const hit = document.elementFromPoint(left + 20, top + 20);
    return hit !== null && one.contains(hit);
  });

it('a button says that an invitation arrived above what is seen, and goes there', async () => {
  const popup = await openScrolled();
  addInvite('Newcomer', 1);
  await poll(popup);
  await waitForText(popup, 'Show 1 new');
  const [pill, footer] = await popup.$$eval('.update, footer', (all) =>
    all.map((one) => one.getBoundingClientRect().top),
  );
  expect(pill).toBeGreaterThanOrEqual(footer ?? 0);
  await press(popup, 'Show 1 new');
  await popup.waitForFunction(() => document.activeElement?.querySelector('h2')?.textContent === 'Newcomer');
  expect(await isInView(popup, '.invites > li:focus')).toBe(true);
  await eventually(async () => expect(await popup.$('.update')).toBeNull());
});

it('the button disappears once the user has scrolled there', async () => {
  const popup = await openScrolled();
  addInvite('Newcomer', 1);
  await poll(popup);
  await waitForText(popup, 'Show 1 new');
  await popup.$eval('main', (main) => main.scrollTo(0, 0));
  await eventually(async () => expect(await popup.$('.update')).toBeNull());
});

it('the message about a refresh that failed comes into view', async () => {
  const popup = await openScrolled();
  stage().sandbox.fault({ kind: 'status', status: 502, times: Number.POSITIVE_INFINITY });
  await press(popup, 'Refresh');
  await popup.waitForSelector('main > .notice');
  await eventually(async () => expect(await isInView(popup, 'main > .notice')).toBe(true));
});
