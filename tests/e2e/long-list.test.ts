import type { Page } from 'puppeteer-core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { violations } from '../harness/axe';
import { press, waitForText } from '../harness/pages';
import { type Stage, setStage } from './stage';

const count = 2000;

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
  for (let i = 1; i <= count; i++) {
    // In the order of their numbers: those that expire first come first.
    const expires_on = new Date(Date.now() + (48 * 60 + i) * 60_000).toISOString();
    stage.sandbox.addInvite({ organization_name: `Organization ${i}`, expires_on });
  }
  await stage.connect();
  stage.sandbox.clearRequests();
});

afterEach(async () => {
  const { problems } = stage.extension;
  await stage.close();
  expect(problems).toEqual([]);
});

const rows = (page: Page) => page.$$eval('.invites > li', (found) => found.length);
const blocks = (page: Page) => page.$$eval('.invites', (found) => found.length);
const lastSeen = (page: Page) =>
  page.$eval('main', (main) => {
    const { bottom } = main.getBoundingClientRect();
    const seen = [...main.querySelectorAll('.invites > li')].filter(
      (row) => row.getBoundingClientRect().top < bottom,
    );
    return seen.at(-1)?.querySelector('h2')?.textContent;
  });

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.querySelector('h2')?.textContent ?? 'none');
/** The keys are there when the page has come to rest. */
const atRest = (page: Page) => page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
/** A key that is held faster than rows are rendered waits at the last one: it skips none. */
async function walkTo(page: Page, last: number): Promise<void> {
  for (let row = 1; row <= last; row++) {
    await vi.waitFor(async () => {
      await page.keyboard.press('j');
      expect(await focused(page)).toBe(`Organization ${row}`);
    });
  }
}

it('has rows only near what is seen, wherever that is, and each says its place', async () => {
  const page = await stage.extension.openPopup();
  await waitForText(page, 'Organization 1');
  expect(await rows(page)).toBeLessThan(100);
  expect(await blocks(page)).toBeLessThan(50);
  expect(await violations(page)).toEqual([]);

  // As the End key, as often as it takes: rows that were never rendered are only about as high as they will be.
  await vi.waitFor(async () => {
    await page.$eval('main', (main) => main.scrollTo(0, main.scrollHeight));
    expect(await lastSeen(page)).toBe(`Organization ${count}`);
  }, 10_000);
  expect(await rows(page)).toBeLessThan(100);
  expect(await blocks(page)).toBeLessThan(50);
  const place = await page.$$eval('.invites > li', (found) => {
    const last = found.at(-1);
    return [last?.getAttribute('aria-posinset'), last?.getAttribute('aria-setsize')];
  });
  expect(place).toEqual([String(count), String(count)]);
  // Opened moments after a poll, the popup painted from storage alone.
  expect(stage.sandbox.requests).toEqual([]);
});

it('is searched as a whole, walked through by keys, and selected as a whole', async () => {
  const page = await stage.extension.openPopup();
  await waitForText(page, 'Organization 1');
  await atRest(page);
  await walkTo(page, 40);

  await page.keyboard.press('/');
  await page.keyboard.type('organization 1999');
  await page.waitForFunction(() => document.querySelectorAll('.invites > li').length === 1);
  await page.$eval('input[type=search]', (input) => input.select());
  await page.keyboard.press('Backspace');
  await page.waitForFunction(() => document.querySelectorAll('.invites > li').length > 1);

  await press(page, 'Select');
  await page.click('.select-all input');
  await waitForText(page, `${count} selected`);
  expect(stage.sandbox.requests).toEqual([]);
});

it('gives the focus to the row that takes the place of an accepted one, whatever was scrolled away since', async () => {
  const page = await stage.extension.openPopup();
  await waitForText(page, 'Organization 1');
  await atRest(page);
  await walkTo(page, 14);
  await page.$eval('main', (main) => main.scrollTo(0, 2_600));
  await page.waitForFunction(
    () => document.querySelector('.invites > li')?.getAttribute('aria-posinset') !== '1',
  );
  expect(await focused(page)).toBe('Organization 14');
  await page.keyboard.press('a');
  await vi.waitFor(async () => expect(await focused(page)).toBe('Organization 15'), 20_000);
});
