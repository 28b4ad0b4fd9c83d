import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTab } from '../harness/firefox-tab';
import { connectByToken, waitForText } from '../harness/pages';
import { type Collector, startCollector } from './collector';
import { makeBuildWithContentScript, makeOtherExtension } from './other-extension';
import { type AnyExtension, type BrowserName, type Stage, setStageIn } from './stage';

/** What a script of the extension's own in a web page would find out about `local` and `session` storage. */
const storageToScripts = {
  chromium: {
    local: expect.stringContaining('refused: Access to storage is not allowed'),
    session: expect.stringContaining('refused: Access to storage is not allowed'),
  },
  // Nothing closes storage.local there; that of the session, where the open vault's key is, they never have.
  firefox: { local: expect.stringContaining('secrets'), session: expect.stringContaining('refused: ') },
} as const;

/** The tests that no stranger gets at the extension, for a file that runs them in one browser. */
export function testStrangers(browser: BrowserName): void {
  let stage: Stage<AnyExtension>;
  let elsewhere: Collector;

  beforeEach(async () => {
    elsewhere = await startCollector();
  });

  afterEach(async () => {
    await stage.close();
    await elsewhere.close();
  });

  const setUp = async (extensionDir?: string) => {
    stage = await setStageIn(browser, extensionDir === undefined ? {} : { extensionDir });
    const options = await stage.extension.openPage('options.html');
    await connectByToken(options, stage.sandbox.credentials.token);
    await waitForText(options, 'Connected.');
    stage.sandbox.clearRequests();
  };

  const openWebPage = async () => {
    const page = await stage.extension.browser.newPage();
    await page.goto(elsewhere.origin);
    return page;
  };

  it('cannot message, frame or load it from a web page', async () => {
    await setUp();
    const page = await openWebPage();
    const { origin } = stage.extension;
    for (const name of ['chrome', 'browser'])
      expect(await page.evaluate((one) => typeof Reflect.get(globalThis, one)?.runtime, name)).toBe(
        'undefined',
      );
    for (const file of ['popup.html', 'options.html'])
      expect(await canFrame(page, `${origin}/${file}`)).toBe(false);
    const loaded = await page.evaluate(
      (urls) =>
        Promise.all(
          urls.map((url) =>
            fetch(url)
              .then(() => url)
              .catch(() => null),
          ),
        ),
      ['popup.html', 'icons/16.png', 'manifest.json'].map((file) => `${origin}/${file}`),
    );
    expect(loaded).toEqual([null, null, null]);
    expect(stage.sandbox.requests).toEqual([]);
    expect(await canFrame(page, `${elsewhere.origin}/framed`)).toBe(true);
  });

  it('cannot message, frame or load it from another extension', async () => {
    await setUp();
    const folder = makeOtherExtension();
    try {
      const { extension } = stage;
      const other = await extension.installOther(folder.dir);
      const page = await openTab(extension.browser, `${other}/page.html`);
      const refusal = await page.evaluate(
        (id) => chrome.runtime.sendMessage(id, { type: 'refresh' }).then(() => 'taken', String),
        extension.extensionId,
      );
      expect(refusal).toContain('Receiving end does not exist');
      expect(await canFrame(page, `${extension.origin}/popup.html`)).toBe(false);
      expect(stage.sandbox.requests).toEqual([]);
    } finally {
      folder.remove();
    }
  });

  it('would give no commands, even as a script of its own in a web page', async () => {
    const build = browser === 'chromium' ? 'chrome-mv3' : 'firefox-mv3';
    const folder = makeBuildWithContentScript(path.resolve('.output', build));
    try {
      await setUp(folder.dir);
      const page = await openWebPage();
      await page.waitForFunction(() => document.title.startsWith('['));
      const outcomes: unknown = JSON.parse(await page.title());
      const { local, session } = storageToScripts[browser];
      expect(outcomes).toEqual([local, session, 'null']);
      expect(stage.sandbox.requests).toEqual([]);
    } finally {
      folder.remove();
    }
  });
}

/** Whether a frame of `url` in `page` got anything to show. */
async function canFrame(page: Page, url: string): Promise<boolean> {
  await page.evaluate(
    (src) =>
      new Promise((resolve) => {
        for (const earlier of document.querySelectorAll('iframe')) earlier.remove();
        const frame = document.createElement('iframe');
        frame.addEventListener('load', resolve);
        frame.addEventListener('error', resolve);
        frame.src = src;
        document.body.append(frame);
        // A frame that its own page's policy refuses tells nothing.
        document.addEventListener('securitypolicyviolation', resolve);
      }),
    url,
  );
  const framed = page.frames().find((frame) => frame.url() === url);
  return (await framed?.evaluate(() => document.title !== '').catch(() => false)) ?? false;
}
