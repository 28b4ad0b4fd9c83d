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
    /** When the worker was first told something, and when the page got each style sheet, by `performance.now()`. */
    toldMs?: number;
    styledMs: number[];
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
    window.styledMs = [];
    CSSStyleSheet.prototype.replaceSync = new Proxy(CSSStyleSheet.prototype.replaceSync, {
      apply(replace, self, args) {
        window.styledMs.push(performance.now());
        return Reflect.apply(replace, self, args);
      },
    });
    chrome.runtime.sendMessage = new Proxy(chrome.runtime.sendMessage, {
      apply(send, self, args) {
        window.toldMs ??= performance.now();
        return Reflect.apply(send, self, args);
      },
    });
  });
  await popup.goto(`chrome-extension://${extensionId}/popup.html`);
  await popup.waitForFunction(() => window.toldMs && document.adoptedStyleSheets.length === 2);
  // Four are in sight, and nobody has done anything yet.
  expect(await organizations(popup)).toHaveLength(5);
  const { paintMs, toldMs, styledMs, files } = await popup.evaluate(() => ({
    paintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    toldMs: window.toldMs,
    styledMs: window.styledMs,
    files: document.querySelectorAll('[src], link').length,
  }));
  const soonestMs = Math.min(paintMs, longestMs) - roundedMs;
  expect(toldMs).toBeGreaterThanOrEqual(soonestMs);
  expect(styledMs[0]).toBeLessThan(paintMs);
  expect(styledMs[1]).toBeGreaterThanOrEqual(soonestMs);
  // The script has the styles in it: each file more takes as long as it takes to read storage.
  expect(files).toBe(1);
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
