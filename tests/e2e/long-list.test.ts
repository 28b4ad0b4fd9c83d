import type { Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { violations } from '../harness/axe';
import { eventually } from '../harness/eventually';
import { press, sendHeld, untilStill, waitForText } from '../harness/pages';
import { setStage } from './stage';
import { useStage } from './use-stage';

const count = 2000;
/** The number of rows at first. */
const first = 7;
/** The largest number of rows at any time. */
const most = 150;

const stage = useStage(setStage);

beforeAll(async () => {
  const { sandbox, connect } = stage();
  for (let i = 1; i <= count; i++) {
    // In the order of their numbers, because those that expire first are listed first.
    const expires_on = new Date(Date.now() + (48 * 60 + i) * 60_000).toISOString();
    sandbox.addInvite({ organization_name: `Organization ${i}`, expires_on });
  }
  await connect();
  sandbox.clearRequests();
});

async function openPopup(): Promise<Page> {
  const page = await stage().extension.openPopup();
  await waitForText(page, 'Organization 1');
  return page;
}

const rows = (page: Page) => page.$$eval('.invites > li', (found) => found.length);
/** The position that the last row gives for itself. */
const place = (page: Page) =>
  page.$$eval('.invites > li', (found) =>
    ['aria-posinset', 'aria-setsize'].map((name) => Number(found.at(-1)?.getAttribute(name))),
  );
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
/** A key that is held while rows are still being rendered waits at the last one and skips none. */
async function walkTo(page: Page, last: number): Promise<void> {
  for (let row = 1; row <= last; row++) {
    await eventually(async () => {
      await page.keyboard.press('j');
      expect(await focused(page)).toBe(`Organization ${row}`);
    });
  }
}

it('only rows near the visible part are rendered, and each gives its position in the list', async () => {
  const page = await openPopup();
  expect(await place(page)).toEqual([first, count]);
  expect(await violations(page)).toEqual([]);

  // As with the End key, repeated if necessary: the height of rows not yet rendered is only estimated.
  await eventually(async () => {
    await page.$eval('main', (main) => main.scrollTo(0, main.scrollHeight));
    expect(await lastSeen(page)).toBe(`Organization ${count}`);
  });
  expect(await rows(page)).toBeLessThan(most);
  expect(await place(page)).toEqual([count, count]);
  // The popup was opened right after a poll, so it painted from storage alone.
  expect(stage().sandbox.requests).toEqual([]);
});

it('keys go past the first rows, and the search and the selection cover the whole list', async () => {
  const page = await openPopup();
  await walkTo(page, first + 10);

  await page.keyboard.press('/');
  await page.waitForFunction(() => document.activeElement?.matches('input[type=search]'));
  await page.keyboard.type('organization 1999');
  await page.waitForFunction(() => document.querySelectorAll('.invites > li').length === 1);
  await page.$eval('input[type=search]', (input) => input.select());
  await page.keyboard.press('Backspace');
  await page.waitForFunction(() => document.querySelectorAll('.invites > li').length > 1);

  await press(page, 'Select');
  await page.click('.select-all input');
  await waitForText(page, `${count} selected`);
  expect(stage().sandbox.requests).toEqual([]);
});

it('the pending list is where the user left it after a look at the past', async () => {
  const page = await openPopup();
  await walkTo(page, 24);
  const top = () =>
    page.$$eval(
      '.invites h2',
      (names) =>
        names.find(({ textContent }) => textContent === 'Organization 24')?.getBoundingClientRect().top,
    );
  const before = await top();
  await press(page, 'Past');
  await waitForText(page, 'Nothing yet');
  expect(await page.$eval('main', ({ scrollTop }) => scrollTop)).toBe(0);
  await press(page, 'Pending');
  await waitForText(page, 'Organization 24');
  expect(await top()).toBeCloseTo(before ?? 0, 0);
  expect(stage().sandbox.requests).toEqual([]);
});

it('the row after a rejected one gets the focus, even if it was scrolled away', async () => {
  const page = await openPopup();
  await walkTo(page, 14);
  await page.$eval('main', (main) => main.scrollTo(0, main.scrollHeight));
  expect(await focused(page)).toBe('Organization 14');
  await untilStill(page, 'Reject invitation to Organization 14');
  await page.keyboard.press('r');
  await page.waitForFunction(() => document.activeElement?.textContent === 'Cancel');
  await page.keyboard.down('Shift');
  await page.keyboard.press('Tab');
  await page.keyboard.up('Shift');
  await untilStill(page, 'Yes, reject invitation to Organization 14');
  await page.keyboard.press('Enter');
  await sendHeld(page);
  await eventually(async () => expect(await focused(page)).toBe('Organization 15'));
});
