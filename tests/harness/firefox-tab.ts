import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';

const openTimeoutMs = 10_000;

/** Opens an address in a new tab, including pages of extensions and of Firefox itself. */
export async function openTab(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  // Firefox never reports that such a page has loaded, so poll for it.
  page.goto(url).catch(() => undefined);
  const deadline = Date.now() + openTimeoutMs;
  for (;;) {
    const reached = await page
      .evaluate(() => (document.readyState === 'complete' ? location.href : ''))
      .catch(() => '');
    if (reached === url) return page;
    if (Date.now() > deadline) throw new Error(`${url} did not open within ${openTimeoutMs} ms.`);
    await sleep(20);
  }
}
