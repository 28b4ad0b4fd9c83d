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
    /** When the worker was first told something, by `performance.now()`. */
    toldMs?: number;
  }
}

it('loads the rest and tells the worker when the first paint is on the screen, not before', async () => {
  stage = await setStage();
  const names = Array.from({ length: 9 }, (_, i) => `Acme ${i + 1}`);
  for (const organization_name of names) stage.sandbox.addInvite({ organization_name });
  await stage.connect();
  const { browser, extensionId } = stage.extension;
  const popup = await browser.newPage();
  // Seconds of the browser's own clock, by file, and of the paint.
  const asked: [url: string, seconds: number][] = [];
  let paintSeconds = Number.NaN;
  const session = await popup.createCDPSession();
  session.on('Network.requestWillBeSent', ({ request, timestamp }) => asked.push([request.url, timestamp]));
  session.on('Page.lifecycleEvent', ({ name, timestamp }) => {
    if (name === 'firstContentfulPaint') paintSeconds = timestamp;
  });
  await session.send('Network.enable');
  await session.send('Page.enable');
  await session.send('Page.setLifecycleEventsEnabled', { enabled: true });
  await popup.evaluateOnNewDocument(() => {
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
  const { paintMs, toldMs } = await popup.evaluate(() => ({
    paintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    toldMs: window.toldMs,
  }));
  expect(toldMs).toBeGreaterThanOrEqual(Math.min(paintMs, longestMs) - roundedMs);
  // The page and its script, with the styles in it: each file more takes as long as it takes to read storage.
  const startSeconds = asked[0]?.[1] ?? Number.NaN;
  const soonestSeconds = Math.min(paintSeconds, startSeconds + longestMs / 1000);
  const before = asked
    .filter(([, seconds]) => seconds < soonestSeconds)
    .map(([url]) => new URL(url).pathname);
  expect(before).toEqual(['/popup.html', expect.stringMatching(/^\/chunks\/first-/)]);
  expect(asked.length).toBeGreaterThan(before.length);
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
