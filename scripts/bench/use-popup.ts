import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import type { Lab } from './lab';
import { waitForList } from './list';
import { observerScript } from './observe';
import { popupOf, type Subject } from './subject';
import { type Took, tasksOf, threadOfMark, traced } from './trace';

/** The tasks of the page's main thread while a person uses a long list, the longest first. */
export interface Use {
  scroll: Took[];
  search: Took[];
  selectAll: Took[];
}

const searchText = 'bakery 12';
const keyDelayMs = 80;
const settleMs = 400;
const wheelSteps = 80;
const mark = 'bench-use';
const tasksKept = 20;

/** Opens the popup and scrolls to the end, types a search, and selects everything. */
export async function usePopup(lab: Lab, subject: Subject): Promise<Use> {
  await lab.refresh(subject);
  const page = await lab.coldTab();
  await page.evaluateOnNewDocument(observerScript);
  await page.goto(popupOf(subject));
  await waitForList(page, subject.count);
  const use = {
    scroll: await tasksDuring(page, () => scrollToEnd(page)),
    search: await tasksDuring(page, () => search(page)),
    selectAll: await tasksDuring(page, () => selectAll(page)),
  };
  await page.close();
  return use;
}

async function tasksDuring(page: Page, job: () => Promise<void>): Promise<Took[]> {
  const trace = await traced(page, async () => {
    await page.evaluate((name) => void performance.mark(name), mark);
    await job();
    await sleep(settleMs);
  });
  return tasksOf(trace, threadOfMark(trace, mark)).slice(0, tasksKept);
}

/** As a fast wheel does; the list may grow while it is scrolled. */
async function scrollToEnd(page: Page): Promise<void> {
  const { x, y } = await middleOf(page, 'main');
  await page.mouse.move(x, y);
  const left = () =>
    page.$eval(
      'main',
      ({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight,
    );
  const distance = await left();
  if (distance < 1) throw new Error('There is nothing to scroll: is `main` no longer what scrolls?');
  const deltaY = Math.max(300, distance / wheelSteps);
  for (let step = 0; step < wheelSteps * 2; step++) {
    await page.mouse.wheel({ deltaY });
    if (step % 10 === 0 && (await left()) < 1) return;
  }
  if ((await left()) >= 1) throw new Error('The list does not scroll to its end.');
}

/** Types, and takes it back, which brings all rows again. */
async function search(page: Page): Promise<void> {
  const input = await middleOf(page, 'input[type=search]');
  await page.mouse.click(input.x, input.y);
  await page.keyboard.type(searchText, { delay: keyDelayMs });
  await sleep(settleMs);
  await page.mouse.click(input.x, input.y, { count: 3 });
  await page.keyboard.press('Backspace');
}

/** Presses the button that starts selecting, then the box that selects all. */
async function selectAll(page: Page): Promise<void> {
  const button = await middleOf(page, 'search > button');
  await page.mouse.click(button.x, button.y);
  await page.waitForSelector('search input[type=checkbox]');
  const box = await middleOf(page, 'search input[type=checkbox]');
  await page.mouse.click(box.x, box.y);
  await sleep(settleMs);
  const checked = await page.$eval('search input[type=checkbox]', (one) => one.matches(':checked'));
  if (!checked) throw new Error('Not all invitations could be selected.');
}

/** Found by plain selectors: a search by name has the browser build its accessibility tree, a long task itself. */
function middleOf(page: Page, selector: string): Promise<{ x: number; y: number }> {
  return page.$eval(selector, (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });
}
