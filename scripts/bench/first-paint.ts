import type { Page } from 'puppeteer-core';

/**
 * Watches for the first contentful paint of what is opened next in a page, and returns what tells it: ms since the
 * navigation. What pages are told themselves is rounded to 4 ms, which is more than is to be found out.
 */
export async function firstPaintOf(page: Page): Promise<() => Promise<number>> {
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
