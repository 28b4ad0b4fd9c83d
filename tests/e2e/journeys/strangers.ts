import path from 'node:path';
import { expect, it } from 'vitest';
import { openTab } from '../../harness/firefox-tab';
import { seedLogins } from '../../harness/seed';
import { makeBuildWithContentScript, makeOtherExtension } from '../other-extension';
import { type BrowserName, sendCommand } from '../stage';
import { canFrame } from './frames';
import type { Outside } from './outside';

/** What a content script of the extension would find out about `local` and `session` storage. */
const storageToScripts = {
  chromium: {
    local: expect.stringContaining('refused: Access to storage is not allowed'),
    session: expect.stringContaining('refused: Access to storage is not allowed'),
  },
  // Firefox cannot close storage.local, but never gives scripts the session's, which has the open vault's key.
  firefox: { local: expect.stringContaining('secrets'), session: expect.stringContaining('refused: ') },
} as const;

/** Tests that others have no access to the extension. */
export function testStrangers(browser: BrowserName, { stage, elsewhere }: Outside): void {
  it('a web page cannot message, frame or load the extension', async () => {
    const { sandbox, extension } = stage();
    sandbox.clearRequests();
    const page = await extension.browser.newPage();
    await page.goto(elsewhere().origin);
    for (const name of ['chrome', 'browser'])
      expect(await page.evaluate((one) => typeof Reflect.get(globalThis, one)?.runtime, name)).toBe(
        'undefined',
      );
    for (const file of ['popup.html', 'options.html'])
      expect(await canFrame(page, `${extension.origin}/${file}`)).toBe(false);
    const loaded = await page.evaluate(
      (urls) =>
        Promise.all(
          urls.map((url) =>
            fetch(url)
              .then(() => url)
              .catch(() => null),
          ),
        ),
      ['popup.html', 'icons/16.png', 'manifest.json'].map((file) => `${extension.origin}/${file}`),
    );
    expect(loaded).toEqual([null, null, null]);
    expect(sandbox.requests).toEqual([]);
    expect(await canFrame(page, `${elsewhere().origin}/framed`)).toBe(true);
    await page.close();
  });

  it('another extension cannot message, frame or load this one', async () => {
    const { sandbox, extension } = stage();
    sandbox.clearRequests();
    const folder = makeOtherExtension();
    try {
      const other = await extension.installOther(folder.dir);
      const page = await openTab(extension.browser, `${other}/page.html`);
      const refusal = await page.evaluate(
        (id) => chrome.runtime.sendMessage(id, { type: 'refresh' }).then(() => 'taken', String),
        extension.extensionId,
      );
      expect(refusal).toContain('Receiving end does not exist');
      expect(await canFrame(page, `${extension.origin}/popup.html`)).toBe(false);
      expect(sandbox.requests).toEqual([]);
      await page.close();
    } finally {
      folder.remove();
    }
  });

  it('even a content script of the extension could not send commands', async () => {
    const { sandbox, extension } = stage();
    const build = browser === 'chromium' ? 'chrome-mv3' : 'firefox-mv3';
    const folder = makeBuildWithContentScript(path.resolve('.output', build));
    try {
      const copy = await extension.installOther(folder.dir);
      const options = await openTab(extension.browser, `${copy}/options.html`);
      const { token, email } = sandbox.credentials;
      await seedLogins(options, [{ token, email }]);
      sandbox.clearRequests();
      await sendCommand(options, { type: 'refresh' });
      expect(sandbox.requests).not.toEqual([]);
      sandbox.clearRequests();
      const page = await extension.browser.newPage();
      await page.goto(elsewhere().origin);
      await page.waitForFunction(() => document.title.startsWith('['));
      const outcomes: unknown = JSON.parse(await page.title());
      const { local, session } = storageToScripts[browser];
      expect(outcomes).toEqual([local, session, 'null']);
      expect(sandbox.requests).toEqual([]);
    } finally {
      folder.remove();
    }
  });
}
