import type { Page } from 'puppeteer-core';
import { afterEach, expect, it, vi } from 'vitest';
import { organizations, waitForText } from '../harness/pages';
import { type Stage, setStage } from './stage';

/** From then on the popup does not wait for a paint any more. */
const longestMs = 1_000;
/** Chromium rounds the times of paints to this. */
const roundedMs = 4;

let stage: Stage;

afterEach(async () => {
  const { problems } = stage.extension;
  await stage.close();
  expect(problems).toEqual([]);
});

declare global {
  interface Window {
    /** When what first happened, by `performance.now()`. */
    firstMs: Record<string, number>;
  }
}

it('loads the rest and tells the worker when the first paint is on the screen, not before', async () => {
  stage = await setStage();
  const names = Array.from({ length: 9 }, (_, i) => `Acme ${i + 1}`);
  for (const organization_name of names) stage.sandbox.addInvite({ organization_name });
  await stage.connect();
  const { browser, extensionId } = stage.extension;
  const popup = await browser.newPage();
  await popup.evaluateOnNewDocument(() => {
    window.firstMs = {};
    const note = (what: string) => {
      window.firstMs[what] ??= performance.now();
    };
    chrome.runtime.sendMessage = new Proxy(chrome.runtime.sendMessage, {
      apply(send, self, args) {
        note('message');
        return Reflect.apply(send, self, args);
      },
    });
    new MutationObserver(() => {
      if (document.querySelectorAll('link[rel=stylesheet]').length > 1) note('rest');
    }).observe(document, { subtree: true, childList: true });
  });
  await popup.goto(`chrome-extension://${extensionId}/popup.html`);
  await popup.waitForFunction(() => window.firstMs['rest'] && window.firstMs['message']);
  // Four are in sight, and nobody has done anything yet.
  expect(await organizations(popup)).toHaveLength(5);
  const { paintMs, firstMs } = await popup.evaluate(() => ({
    paintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    firstMs: window.firstMs,
  }));
  const soonestMs = Math.min(paintMs, longestMs) - roundedMs;
  expect(firstMs['rest']).toBeGreaterThanOrEqual(soonestMs);
  expect(firstMs['message']).toBeGreaterThanOrEqual(soonestMs);
});

const beginnings: [string, (popup: Page) => Promise<unknown>][] = [
  ['the pointer', (popup) => popup.mouse.move(100, 200)],
  ['a key', (popup) => popup.keyboard.press('Tab')],
  ['scrolling', (popup) => popup.$eval('main', (main) => main.scrollTo(0, 1))],
];

it('has the rows below what is seen when somebody begins to use it, by whatever', async () => {
  stage = await setStage();
  const names = Array.from({ length: 9 }, (_, i) => `Acme ${i + 1}`);
  for (const organization_name of names) stage.sandbox.addInvite({ organization_name });
  await stage.connect();
  for (const [what, begin] of beginnings) {
    const popup = await stage.extension.openPopup();
    await waitForText(popup, 'Acme');
    expect(await organizations(popup), what).toHaveLength(5);
    await begin(popup);
    await vi.waitFor(async () => expect((await organizations(popup)).sort(), what).toEqual(names));
  }
});

it('tells the date of a time, and all of a name that is cut, to a pointer on it', async () => {
  stage = await setStage();
  const organization_name = 'Acme '.repeat(15).trim();
  stage.sandbox.addInvite({ organization_name, expires_on: '2099-03-04T12:00:00Z' });
  await stage.connect();
  const popup = await stage.extension.openPopup();
  await waitForText(popup, 'Acme');
  for (const [selector, tooltip] of [
    ['.time-left', /^Mar 4, 2099, \d+:\d\d.[AP]M$/],
    ['h2 bdi', organization_name],
  ] as const) {
    await vi.waitFor(async () => {
      await popup.mouse.move(0, 0);
      await popup.hover(selector);
      expect(await popup.$eval(selector, (one) => one.getAttribute('title'))).toMatch(tooltip);
    });
  }
});
