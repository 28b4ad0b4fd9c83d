import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as z from 'zod';
import { choose, fill, press, waitForText } from '../harness/pages';
import { type TemporaryProfile, temporaryProfile } from '../harness/profile';
import { startSandbox } from '../sandbox/start';
import type { Sandbox } from '../sandbox/types';
import { inPage, listenToConsole, readConsole } from './console';
import { liveThrough } from './life';
import { everyReply } from './replies';
import { filesWith, writingsIn } from './secret-search';
import { type AnyExtension, type BrowserName, launchAny } from './stage';

const passphrase = 'juniper-anvil-locket-quartz-71';
const wrongPassphrase = 'hollow-comet-saffron-gable-38';
const halfTyped = 'halfTypedCanary7Kq2Wm9Zx4Rt6Yb1Nc8Vd3Lp5';

const kept = {
  /** Where the browser has what is kept on the device, and, once that was filled up, in which files. */
  chromium: { folder: 'Local Extension Settings', tables: '.ldb', build: '.output/chrome-mv3' },
  firefox: { folder: 'moz-extension+++', tables: '.sqlite', build: '.output/firefox-mv3' },
};

/** The tests that search for the secrets everywhere, for a file that runs them in one browser. */
export function testLeaks(browser: BrowserName): void {
  let sandbox: Sandbox;
  let profile: TemporaryProfile;
  let extension: AnyExtension;

  const start = async () => {
    extension = await launchAny(browser, {
      api: sandbox,
      userDataDir: profile.userDataDir,
      // What an event page wrote would go with it.
      idleTimeoutMs: 600_000,
    });
  };

  const watch = (page: Page) => inPage(page, listenToConsole, '');

  beforeEach(async () => {
    sandbox = await startSandbox();
    profile = temporaryProfile();
    await start();
  });

  afterEach(async () => {
    await extension.close();
    await sandbox.close();
    await profile.remove();
  });

  it('finds every secret only where it belongs', async () => {
    await extension.inBackground(listenToConsole, '');
    const { secrets, options, popup: first } = await liveThrough({ sandbox, extension }, passphrase, watch);
    const firstLines = await inPage(first, readConsole, 'a page is heard');
    await first.close();
    const replies = await everyReply(options, { passphrase, wrongPassphrase, token: secrets.encrypted });
    const popup = await extension.openPopup();
    await watch(popup);
    await fill(popup, 'Passphrase', wrongPassphrase);
    await press(popup, 'Unlock');
    await waitForText(popup, 'Wrong passphrase');
    await fill(popup, 'Passphrase', passphrase);
    await press(popup, 'Unlock');
    await popup.waitForSelector('::-p-aria(Lock now)');

    const { local, session, sync } = await storages(options);
    const key = keyIn(session);
    const { secrets: device, ...otherLocal } = local;
    const { sessionSecrets, unlocked, ...otherSession } = session;
    const [shownInOptions, shownInPopup] = [await contents(options), await contents(popup)];
    const consoles = [
      firstLines,
      await inPage(options, readConsole, 'a page is heard'),
      await inPage(popup, readConsole, 'a page is heard'),
      await extension.inBackground(readConsole, 'the background is heard'),
    ].map((lines) => lines.join('\n'));
    await extension.close();
    const places = {
      'storage.local, but for the secrets': JSON.stringify(otherLocal),
      'storage.session, but for the secrets': JSON.stringify(otherSession),
      'storage.sync': JSON.stringify(sync),
      'the options page': shownInOptions,
      'the popup': shownInPopup,
      'the consoles': consoles.join('\n'),
      'the problems': extension.problems.join('\n'),
      replies,
      'the requests, but for the headers that authenticate': JSON.stringify(
        sandbox.requests.map(({ headers, ...request }) => {
          const { authorization, 'x-auth-key': sentKey, ...others } = headers;
          return { ...request, others };
        }),
      ),
    };
    const canaries = { ...secrets, passphrase, wrongPassphrase, key };
    for (const [place, text] of Object.entries(places)) {
      for (const [name, secret] of Object.entries(canaries)) {
        expect({ place, name, found: writingsIn(text, secret) }).toEqual({ place, name, found: [] });
      }
    }
    for (const secret of Object.values(canaries)) expect(filesWith(kept[browser].build, secret)).toEqual([]);
    // And it is where it belongs, so that the search would have found it.
    const holds = (value: unknown, secret: string) => writingsIn(JSON.stringify(value), secret).length > 0;
    expect(Object.values(canaries).filter((secret) => holds(device, secret))).toEqual([secrets.device]);
    expect(Object.values(canaries).filter((secret) => holds(sessionSecrets, secret))).toEqual([
      secrets.session,
    ]);
    expect(Object.values(canaries).filter((secret) => holds(unlocked, secret))).toEqual([key]);
    for (const text of consoles) expect(text).toContain('is heard');
  });

  it('leaves nothing in the profile of what is kept encrypted or for the session', async () => {
    const { secrets, options, popup } = await liveThrough({ sandbox, extension }, passphrase, watch);
    await popup.close();
    const { session } = await storages(options);
    const key = Buffer.from(keyIn(session), 'base64');
    // What opens the vault comes and goes.
    await press(options, 'Lock now');
    await fill(options, 'Passphrase', passphrase);
    await press(options, 'Unlock');
    await waitForText(options, 'Unlocked.');
    // A form left half filled, in a tab that the browser may want to restore.
    await press(options, 'Connect another login');
    await choose(options, 'Encrypted with a passphrase');
    await fill(options, 'API token', halfTyped);
    const hidden = {
      encrypted: secrets.encrypted,
      session: secrets.session,
      passphrase,
      halfTyped,
      key: key.toString('base64'),
      keyBytes: key.toString('latin1'),
    };
    const scan = () => {
      // Firefox's own code, compiled: half of its profile.
      rmSync(path.join(profile.userDataDir, 'startupCache'), { recursive: true, force: true });
      return Object.entries(hidden).flatMap(([name, secret]) =>
        filesWith(profile.userDataDir, secret).map((file) => `${name} in ${file}`),
      );
    };
    const { folder, tables } = kept[browser];

    await extension.close();
    expect(scan()).toEqual([]);
    expect(filesWith(profile.userDataDir, secrets.device).join()).toContain(folder);

    // Filled up, the database moves what it has from its log into its tables: there too it must be found.
    await start();
    await fillStorage(await extension.openPage('options.html'));
    await extension.close();
    expect(scan()).toEqual([]);
    const found = filesWith(profile.userDataDir, secrets.device).filter((file) => file.includes(tables));
    expect(found.join()).toContain(folder);
  });
}

/** All that a page holds: its markup, what is typed into it, and what it says. */
const contents = (page: Page) =>
  page.evaluate(() => {
    const typed = Array.from(document.querySelectorAll('input'), ({ value }) => value);
    return [document.documentElement.outerHTML, document.body.innerText, location.href, ...typed].join('\n');
  });

const stored = z.record(
  z.string(),
  z
    .string()
    .transform((text) => JSON.parse(text))
    .pipe(z.object({ version: z.number(), value: z.unknown() })),
);

/** What opens the vault, as the worker keeps it while it is unlocked. */
const keyIn = ({ unlocked }: z.infer<typeof stored>): string =>
  z.object({ key: z.string() }).parse(unlocked?.value).key;

const storages = async (page: Page) => {
  const all = await page.evaluate(async () => ({
    local: await chrome.storage.local.get(null),
    session: await chrome.storage.session.get(null),
    sync: await chrome.storage.sync.get(null),
  }));
  return z.object({ local: stored, session: stored, sync: stored }).parse(all);
};

/** More than the 4 MB that LevelDB keeps in its log. */
const fillStorage = (page: Page) =>
  page.evaluate(async () => {
    for (let i = 0; i < 3; i++) await chrome.storage.local.set({ filler: String(i).repeat(3_000_000) });
    await chrome.storage.local.remove('filler');
  });
