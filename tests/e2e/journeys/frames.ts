import type { Page } from 'puppeteer-core';

/** Whether a frame of `url` in `page` could show anything. */
export async function canFrame(page: Page, url: string): Promise<boolean> {
  await page.evaluate(
    (src) =>
      new Promise((resolve) => {
        for (const earlier of document.querySelectorAll('iframe')) earlier.remove();
        const frame = document.createElement('iframe');
        frame.addEventListener('load', resolve);
        frame.addEventListener('error', resolve);
        frame.src = src;
        document.body.append(frame);
        // A frame refused by the policy of its own page has no event.
        document.addEventListener('securitypolicyviolation', resolve);
      }),
    url,
  );
  const framed = page.frames().find((frame) => frame.url() === url);
  return (await framed?.evaluate(() => document.title !== '').catch(() => false)) ?? false;
}
