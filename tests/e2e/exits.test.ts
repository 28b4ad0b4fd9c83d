import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectByToken, press, waitForText } from '../harness/pages';
import { type Collector, startCollector } from './collector';
import { makeBuildWithContentScript, makeOtherExtension } from './other-extension';
import { type Stage, setStage } from './stage';

let stage: Stage;
let elsewhere: Collector;

beforeEach(async () => {
  elsewhere = await startCollector();
});

afterEach(async () => {
  await stage.close();
  await elsewhere.close();
});

const connected = async () => {
  const options = await stage.extension.openPage('options.html');
  await connectByToken(options, stage.sandbox.credentials.token);
  await waitForText(options, 'Connected.');
  stage.sandbox.clearRequests();
  return options;
};

const openWebPage = async () => {
  const page = await stage.extension.browser.newPage();
  await page.goto(elsewhere.origin);
  return page;
};

/** Every way a page has to send something to another host without leaving itself. Returns those that were let through. */
const sendEverywhere = (target: string) => {
  const settled = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'sent',
      () => 'refused',
    );
  const event = (what: EventTarget, good: string) =>
    new Promise((resolve, reject) => {
      what.addEventListener(good, resolve);
      what.addEventListener('error', reject);
    });
  const element = (tag: 'img' | 'iframe' | 'link' | 'script', attribute: string) => {
    const made = document.createElement(tag);
    const loaded = event(made, 'load');
    if (tag === 'link') made.setAttribute('rel', 'stylesheet');
    try {
      made.setAttribute(attribute, `${target}/${tag}`);
    } catch {
      return Promise.reject();
    }
    document.head.append(made);
    return loaded;
  };
  const request = () => {
    const xhr = new XMLHttpRequest();
    const loaded = event(xhr, 'load');
    xhr.open('GET', `${target}/xhr`);
    xhr.send();
    return loaded;
  };
  return Promise.all([
    settled(fetch(`${target}/fetch`, { mode: 'no-cors' })),
    settled(request()),
    settled(event(new WebSocket(`${target.replace('http', 'ws')}/websocket`), 'open')),
    settled(event(new EventSource(`${target}/eventsource`), 'open')),
    settled(element('img', 'src')),
    settled(element('link', 'href')),
    settled(element('script', 'src')),
  ]);
};

describe('requests', () => {
  beforeEach(async () => {
    stage = await setStage();
  });

  it.each(['here', 'elsewhere'] as const)('follow no redirect, %s', async (where) => {
    await connected();
    const location =
      where === 'here' ? 'https://api.cloudflare.com/client/v4/stolen' : `${elsewhere.origin}/stolen`;
    stage.sandbox.fault({ kind: 'redirect', location, status: 307 });
    const popup = await stage.extension.openPopup();
    await press(popup, 'Refresh');
    await waitForText(popup, 'Cloudflare cannot be reached');
    expect(elsewhere.hits).toEqual([]);
    expect(stage.sandbox.requests.map(({ path: asked }) => asked)).toEqual(['/client/v4/user/invites']);
  });

  it.each(['popup.html', 'options.html'] as const)('reach no other host from %s', async (file) => {
    const page = await stage.extension.openPage(file);
    const outcomes = await page.evaluate(sendEverywhere, elsewhere.origin);
    expect(new Set(outcomes)).toEqual(new Set(['refused']));
    expect(elsewhere.hits).toEqual([]);
    const refusals = stage.extension.problems.filter((problem) =>
      problem.includes('Content Security Policy'),
    );
    expect(refusals.length).toBeGreaterThanOrEqual(outcomes.length);
  });

  it('reach no other host from the worker', async () => {
    const worker = await stage.extension.serviceWorker();
    const outcome = await worker.evaluate(
      (target: string) =>
        fetch(`${target}/worker`, { mode: 'no-cors' }).then(
          () => 'sent',
          (error) => String(error),
        ),
      elsewhere.origin,
    );
    expect(outcome).toBe('TypeError: Failed to fetch');
    expect(elsewhere.hits).toEqual([]);
    expect(stage.extension.problems.join()).toContain('Content Security Policy');
  });

  it('do reach it from a web page, so that the refusals above mean something', async () => {
    const page = await openWebPage();
    const [fetched] = await page.evaluate(sendEverywhere, elsewhere.origin);
    expect(fetched).toBe('sent');
    expect(elsewhere.hits).toContain('/fetch');
  });
});

describe('strangers', () => {
  /** Whether a frame of `url` in `page` got anything to show. */
  const frames = async (page: Page, url: string) => {
    await page.evaluate(
      (src) =>
        new Promise((resolve) => {
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
    const framed = page.frames().find((frame) => frame !== page.mainFrame());
    if (!framed || framed.url() !== url) return false;
    return framed.evaluate(() => document.getElementById('app') !== null).catch(() => false);
  };

  it('cannot message, frame or load it from a web page', async () => {
    stage = await setStage();
    await connected();
    const page = await openWebPage();
    const base = `chrome-extension://${stage.extension.extensionId}`;
    const runtime = await page.evaluate(() => typeof Reflect.get(globalThis, 'chrome')?.runtime);
    expect(runtime).toBe('undefined');
    for (const file of ['popup.html', 'options.html'])
      expect(await frames(page, `${base}/${file}`)).toBe(false);
    const loaded = await page.evaluate(
      (urls) =>
        Promise.all(
          urls.map((url) =>
            fetch(url).then(
              () => true,
              () => false,
            ),
          ),
        ),
      ['popup.html', 'icons/16.png', 'manifest.json'].map((file) => `${base}/${file}`),
    );
    expect(loaded).toEqual([false, false, false]);
    expect(stage.sandbox.requests).toEqual([]);
  });

  it('cannot message, frame or load it from another extension', async () => {
    stage = await setStage();
    await connected();
    const folder = makeOtherExtension();
    try {
      const { browser, extensionId } = stage.extension;
      const otherId = await browser.installExtension(folder.dir);
      const page = await browser.newPage();
      await page.goto(`chrome-extension://${otherId}/page.html`);
      const refusal = await page.evaluate(
        (id) => chrome.runtime.sendMessage(id, { type: 'refresh' }).then(() => 'taken', String),
        extensionId,
      );
      expect(refusal).toContain('Receiving end does not exist');
      expect(await frames(page, `chrome-extension://${extensionId}/popup.html`)).toBe(false);
      expect(stage.sandbox.requests).toEqual([]);
    } finally {
      folder.remove();
    }
  });

  it('would have neither storage nor commands, even as a script of its own in a web page', async () => {
    const folder = makeBuildWithContentScript(path.resolve('.output/chrome-mv3'));
    try {
      stage = await setStage({ chromium: { extensionDir: folder.dir } });
      await connected();
      const page = await openWebPage();
      await page.waitForFunction(() => document.title.startsWith('['));
      const outcomes: unknown = JSON.parse(await page.title());
      const refused = expect.stringContaining('refused: Access to storage is not allowed');
      expect(outcomes).toEqual([refused, refused, 'null']);
      expect(stage.sandbox.requests).toEqual([]);
    } finally {
      folder.remove();
    }
  });
});
