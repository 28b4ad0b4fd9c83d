import type { Page } from 'puppeteer-core';
import { z } from 'zod';
import type { Lab, Origin } from './lab';
import { openPopup } from './open-popup';

const categories = ['-*', 'disabled-by-default-devtools.timeline'];
const traceFile = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      /** Processor time in microseconds. */
      tdur: z.number().default(0),
      args: z.object({ name: z.unknown() }).partial().default({}),
    }),
  ),
});

const wheelPx = 1000;
const mostWheelSteps = 2000;
const searchText = 'bakery 12';
const keyDelayMs = 80;
const selectAllBox = '.select-all input';

/** The longest task of each action, in ms of processor time. Elapsed time would include what other programs do. */
export type LongestTasks = Record<'scroll' | 'search' | 'select all', number>;

/** Opens the popup, scrolls to the end of the list, searches, clears the search, and selects everything. */
export async function usePopup(lab: Lab, origin: Origin): Promise<LongestTasks> {
  const { page } = await openPopup(lab, origin);
  const tasks = {
    scroll: await longestTask(page, scrollToEnd),
    search: await longestTask(page, search),
    'select all': await longestTask(page, selectAll),
  };
  await page.close();
  return tasks;
}

async function longestTask(page: Page, use: (page: Page) => Promise<void>): Promise<number> {
  await page.tracing.start({ categories });
  await use(page);
  await idle(page);
  const bytes = await page.tracing.stop();
  const { traceEvents } = traceFile.parse(JSON.parse(new TextDecoder().decode(bytes)));
  // The main threads of all pages: no other page does anything meanwhile.
  const mains = traceEvents.filter(({ args }) => args.name === 'CrRendererMain');
  const tasks = traceEvents.filter(
    ({ name, pid, tid }) => name === 'RunTask' && mains.some((main) => main.pid === pid && main.tid === tid),
  );
  if (tasks.length === 0) throw new Error('The trace contains no tasks of a page.');
  return tasks.reduce((longest, { tdur }) => Math.max(longest, tdur / 1000), 0);
}

/** Like a fast wheel; the list may grow while it is scrolled. */
async function scrollToEnd(page: Page): Promise<void> {
  await page.mouse.move(...(await middleOf(page, 'main')));
  let stepsAtEnd = 0;
  for (let step = 0; stepsAtEnd < 3; step++) {
    if (step === mostWheelSteps) throw new Error('The list does not scroll to its end.');
    await page.mouse.wheel({ deltaY: wheelPx });
    await idle(page);
    const leftPx = await page.$eval('main', (main) => main.scrollHeight - main.scrollTop - main.clientHeight);
    stepsAtEnd = leftPx < 1 ? stepsAtEnd + 1 : 0;
  }
  const scrolled = await page.$eval('main', ({ scrollTop }) => scrollTop);
  if (scrolled < wheelPx) throw new Error('`main` did not scroll: does another element scroll now?');
}

async function search(page: Page): Promise<void> {
  const [x, y] = await middleOf(page, 'input[type=search]');
  await page.mouse.click(x, y);
  await page.keyboard.type(searchText, { delay: keyDelayMs });
  await idle(page);
  await page.mouse.click(x, y, { count: 3 });
  await page.keyboard.press('Backspace');
}

async function selectAll(page: Page): Promise<void> {
  await page.mouse.click(...(await middleOf(page, 'search > button')));
  await page.waitForSelector(selectAllBox);
  await page.mouse.click(...(await middleOf(page, selectAllBox)));
  await page.waitForSelector(`${selectAllBox}:checked`);
}

/** Has a timeout, because Chromium may not call back until something happens. */
function idle(page: Page): Promise<unknown> {
  return page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 })));
}

/**
 * Uses plain selectors, because finding an element by name builds the accessibility tree, which is a long task itself.
 */
function middleOf(page: Page, selector: string): Promise<[x: number, y: number]> {
  return page.$eval(selector, (element): [number, number] => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  });
}
