import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page, Target } from 'puppeteer-core';
import type { Probe } from './probe';

const OPEN_TIMEOUT_MS = 10_000;
const ATTEMPT_INTERVAL_MS = 200;

/** Opens the popup at the toolbar icon, as a click does, and returns its page. Only one can be open at a time. */
export async function openActionPopup(browser: Browser, probe: Probe): Promise<Page> {
  const page = await probe.page();
  const url = await page.evaluate(() => chrome.action.getPopup({}));
  if (url === '') throw new Error('The extension has no popup right now.');
  const before = new Set(browser.targets());
  const isNew = (target: Target) => !before.has(target) && target.url().startsWith(url);

  const deadline = Date.now() + OPEN_TIMEOUT_MS;
  for (;;) {
    const refusal = await page.evaluate(() => chrome.action.openPopup().then(() => '', String));
    if (refusal === '') break;
    // A window that has just opened may not be active yet.
    if (Date.now() > deadline) throw new Error(`The popup did not open: ${refusal}`);
    await sleep(ATTEMPT_INTERVAL_MS);
  }
  const target = await browser.waitForTarget(isNew, { timeout: OPEN_TIMEOUT_MS });
  const popup = await target.asPage();
  await popup.waitForFunction(() => document.readyState === 'complete', { timeout: OPEN_TIMEOUT_MS });
  return popup;
}

/** Writes a PNG of a page at its current size, at the browser's scale. */
export async function capturePage(page: Page, file: string): Promise<void> {
  // Resizing the page, which a picture beyond the viewport does, would change the popup's layout.
  await page.screenshot({ path: asPng(file), captureBeyondViewport: false });
}

function asPng(file: string): `${string}.png` {
  return `${file.replace(/\.png$/, '')}.png`;
}
