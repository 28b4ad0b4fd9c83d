import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';

/**
 * How many invitations the popup's list holds; evaluated in the page. A list that keeps only the rows in view in the
 * document says the number itself: as `aria-setsize`, on the list or on its rows, or as `data-count`.
 *
 * The list is complete when it holds all that are expected and no row has come for a while: then the last frame that
 * brought rows was the one that completed it, however many rows are in the document.
 */
function listLength(): number {
  const list = document.querySelector<HTMLElement>('main ul.invites');
  if (!list) return 0;
  const said =
    list.getAttribute('aria-setsize') ??
    list.dataset['count'] ??
    list.querySelector('li[aria-setsize]')?.getAttribute('aria-setsize');
  return said ? Number(said) : list.querySelectorAll(':scope > li').length;
}

const quietMs = 500;
const attemptMs = 100;
const timeoutMs = 60_000;

/** Waits until the list holds as many invitations as expected, is on the screen, and nothing changes any more. */
export async function waitForList(page: Page, expected: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  let length = 0;
  // Looked at seldom and late: each look is work for the page.
  for (let wait = quietMs; Date.now() < deadline; wait = attemptMs) {
    await sleep(wait);
    length = await page.evaluate(listLength);
    const quietForMs = await page.evaluate(() => {
      const { completeMs = 0, changedMs = 0 } = window.bench ?? {};
      return completeMs === 0 ? 0 : performance.now() - Math.max(completeMs, changedMs);
    });
    if (length === expected && quietForMs >= quietMs) return;
  }
  throw new Error(
    `${page.url()} lists ${length} invitations instead of ${expected}, or never comes to rest.`,
  );
}
