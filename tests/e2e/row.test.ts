import type { Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { press, waitForText } from '../harness/pages';
import { setStage } from './stage';
import { useStage } from './use-stage';

// A row as the user sees it: which button stands out, what opens it, and how to go back.

const stage = useStage(() => setStage({ chromium: { windowSize: { width: 1280, height: 1000 } } }));
const names = ['Acme', 'Globex', 'Initech', 'Umbrella'];

beforeAll(async () => {
  const { sandbox, connect } = stage();
  sandbox.setInvites([]);
  names.forEach((name, i) => {
    const expires_on = new Date(Date.now() + (i + 1) * 86_400_000).toISOString();
    sandbox.addInvite({ organization_name: name, roles: ['DNS'], expires_on });
  });
  await connect();
});

/** The filled buttons of the list. */
const solid = (page: Page) =>
  page.$$eval('main .button', (buttons) =>
    buttons
      .filter((one) => getComputedStyle(one).backgroundColor !== 'rgba(0, 0, 0, 0)')
      .filter((one) => one.checkVisibility({ visibilityProperty: true }))
      .filter((one) => one.matches('.primary, .danger'))
      .map(({ ariaLabel }) => ariaLabel),
  );

const boxes = (page: Page) =>
  page.$$eval('main .button', (buttons) => buttons.map((one) => JSON.stringify(one.getBoundingClientRect())));

const rowOf = (page: Page, name: string) => page.locator(`::-p-xpath(//li[.//h2[.="${name}"]])`).waitHandle();

it('one row has a filled button: the one under the pointer, else the focused one, else the first', async () => {
  const popup = await stage().extension.openPopup();
  const before = await boxes(popup);
  expect(await solid(popup)).toEqual(['Accept invitation to Acme']);
  await (await rowOf(popup, 'Initech')).hover();
  expect(await solid(popup)).toEqual(['Accept invitation to Initech']);
  await popup.keyboard.press('j');
  await popup.keyboard.press('j');
  expect(await solid(popup)).toEqual(['Accept invitation to Initech']);
  await popup.mouse.move(1, 1);
  expect(await solid(popup)).toEqual(['Accept invitation to Globex']);
  expect(await boxes(popup)).toEqual(before);
  await press(popup, 'Reject invitation to Umbrella');
  await (await rowOf(popup, 'Acme')).hover();
  expect(await solid(popup)).toEqual(['Yes, reject invitation to Umbrella']);
  await popup.close();
});

it('on a touch screen the filled button is in the first row', async () => {
  const page = await stage().extension.openPage('popup.html');
  await page.setViewport({ width: 320, height: 640, hasTouch: true, isMobile: true });
  await page.locator('::-p-aria([name="Globex"][role="button"])').click();
  await waitForText(page, 'Account ID');
  expect(await solid(page)).toEqual(['Accept invitation to Acme']);
  await page.close();
});

it('the avatar opens a row and scrolls it into view, and Escape goes back without closing the popup', async () => {
  const popup = await stage().extension.openPopup();
  const umbrella = await rowOf(popup, 'Umbrella');
  // At the bottom edge, where the details would be out of sight.
  await umbrella.evaluate((row) => row.scrollIntoView({ block: 'end' }));
  const avatar = await umbrella.$('.avatar');
  await avatar?.click();
  await popup.waitForSelector('.details');
  const place = await popup.$eval('.details', (details) => {
    const { top, bottom } = details.getBoundingClientRect();
    const above = document.querySelector('.tools')?.getBoundingClientRect().bottom ?? 0;
    const below = document.querySelector('footer')?.getBoundingClientRect().top ?? 0;
    return { top: top >= above, bottom: bottom <= below };
  });
  expect(place).toEqual({ top: true, bottom: true });
  await press(popup, 'Reject invitation to Umbrella');
  await popup.waitForSelector('.answering');
  await popup.keyboard.press('Escape');
  await popup.waitForSelector('.answering', { hidden: true });
  expect(await popup.$$('.details')).toHaveLength(1);
  await popup.keyboard.press('Escape');
  await popup.waitForSelector('.details', { hidden: true });
  await waitForText(popup, 'Umbrella');
  await popup.close();
});

it('a row keeps its heading in view when it opens in a low window, and is whole again when it closes', async () => {
  const page = await stage().extension.openPage('popup.html');
  await page.setViewport({ width: 380, height: 360 });
  const initech = await rowOf(page, 'Initech');
  await initech.evaluate((row) => row.scrollIntoView({ block: 'end' }));
  const isSeen = (selector: string) =>
    initech.evaluate((row, part) => {
      const { top, bottom } = (row.querySelector(part) ?? row).getBoundingClientRect();
      const above = document.querySelector('.tools')?.getBoundingClientRect().bottom ?? 0;
      const below = document.querySelector('footer')?.getBoundingClientRect().top ?? 0;
      return top >= above && bottom <= below;
    }, selector);
  await (await initech.$('.name'))?.click();
  await page.waitForSelector('.details');
  expect(await isSeen('h2')).toBe(true);
  await page.evaluate(() => document.documentElement.scrollBy(0, 150));
  await page.keyboard.press('Escape');
  await page.waitForSelector('.details', { hidden: true });
  expect(await isSeen('li')).toBe(true);
  await page.close();
});

it('a long name is shown in full once its row is open', async () => {
  const name =
    'Northgate Credit Cooperative and its many subsidiaries in the northern counties, incorporated';
  stage().sandbox.addInvite({ organization_name: name });
  const popup = await stage().extension.openPopup();
  await press(popup, 'Refresh');
  await waitForText(popup, 'Northgate');
  const cut = () =>
    popup.$$eval('.name bdi', (all) =>
      all.some(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight),
    );
  expect(await cut()).toBe(true);
  await popup.locator(`::-p-aria([name="${name}"][role="button"])`).click();
  await popup.waitForSelector('.details');
  expect(await cut()).toBe(false);
  await popup.close();
});
