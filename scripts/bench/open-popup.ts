import type { Page } from 'puppeteer-core';
import type { Lab, Origin } from './lab';

declare global {
  interface Window {
    /**
     * When the frame with the last row was on the screen (ms since the navigation). Resolves once no more rows come.
     */
    listCompleteMs?: Promise<number>;
  }
}

/** The times of one opening, in ms since the navigation. */
export interface Opening {
  /** Until anything is on the screen. */
  firstPaintMs: number;
  /** Until the frame with the last row that is rendered on opening is on the screen. */
  completeMs: number;
}

/** A row is the last if no other one comes for this long after it was painted. */
const quietMs = 500;

/** Opens a popup in a separate tab and process. The caller closes the page. */
export async function openPopup(lab: Lab, origin: Origin): Promise<Opening & { page: Page }> {
  const page = await lab.coldTab();
  await page.evaluateOnNewDocument(observeList, quietMs);
  const firstPaint = await observeFirstPaint(page);
  await page.goto(`${origin}/popup.html`);
  const completeMs = await page.evaluate(() => window.listCompleteMs);
  if (completeMs === undefined) throw new Error(`${page.url()} was not observed.`);
  return { page, firstPaintMs: await firstPaint(), completeMs };
}

/** Asks the browser itself, because the times that pages get are rounded to 4 ms. */
async function observeFirstPaint(page: Page): Promise<() => Promise<number>> {
  const session = await page.createCDPSession();
  let paintSeconds: number | undefined;
  session.on('Page.lifecycleEvent', ({ name, timestamp }) => {
    if (name === 'firstContentfulPaint') paintSeconds = timestamp;
  });
  await session.send('Page.enable');
  await session.send('Page.setLifecycleEventsEnabled', { enabled: true });
  await session.send('Performance.enable');
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const startSeconds = metrics.find(({ name }) => name === 'NavigationStart')?.value;
    if (paintSeconds === undefined || startSeconds === undefined)
      throw new Error(`${page.url()} was not painted.`);
    return (paintSeconds - startSeconds) * 1000;
  };
}

/** Runs in the page before its own scripts. It contains no named functions, because tsx would add a helper to them. */
function observeList(quietMs: number): void {
  window.listCompleteMs = new Promise((resolve) => {
    let rows = 0;
    let timer = 0;
    let dot: HTMLElement | undefined;
    new PerformanceObserver((list) => {
      const [entry] = list.getEntries().slice(-1);
      clearTimeout(timer);
      timer = window.setTimeout(() => resolve(entry?.startTime ?? 0), quietMs);
    }).observe({ type: 'element', buffered: true });
    new MutationObserver(() => {
      const now = document.querySelectorAll('main li').length;
      if (now === rows) return;
      rows = now;
      clearTimeout(timer);
      // A dot painted in the same frame as the rows. The browser reports when it is on the screen.
      dot?.remove();
      dot = document.createElement('span');
      dot.textContent = '.';
      dot.setAttribute('elementtiming', 'rows');
      dot.style.cssText = 'position:fixed;top:0;left:0;font:9px sans-serif';
      document.documentElement.append(dot);
    }).observe(document, { subtree: true, childList: true });
  });
}
