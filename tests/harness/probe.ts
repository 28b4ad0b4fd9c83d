import type { Browser, CDPSession, Page } from 'puppeteer-core';

/**
 * A hidden page with the extension's privileges and none of its code: its manifest, opened as a page. It reads the
 * badge and opens the popup whether or not the worker is running, without disturbing either.
 */
export interface Probe {
  page(): Promise<Page>;
  /** A session that starts and stops the extension's worker. */
  workerControl(): Promise<CDPSession>;
}

const OPEN_TIMEOUT_MS = 10_000;

export async function openProbe(browser: Browser, extensionId: string): Promise<Probe> {
  const url = `chrome-extension://${extensionId}/manifest.json`;
  // Hidden pages live as long as the session that created them, so this one stays open.
  const creator = await browser.target().createCDPSession();
  let current: { page: Page; control: CDPSession } | undefined;

  const open = async () => {
    // A reload of the extension closes its pages.
    if (current && !current.page.isClosed()) return current;
    await creator.send('Target.createTarget', { url, hidden: true, background: true });
    const target = await browser.waitForTarget((one) => one.url() === url, { timeout: OPEN_TIMEOUT_MS });
    const page = await target.asPage();
    await page.waitForFunction(() => typeof chrome.action === 'object', { timeout: OPEN_TIMEOUT_MS });
    const control = await page.createCDPSession();
    await control.send('ServiceWorker.enable');
    current = { page, control };
    return current;
  };
  await open();
  return { page: async () => (await open()).page, workerControl: async () => (await open()).control };
}
