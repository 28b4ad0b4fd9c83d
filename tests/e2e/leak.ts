import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { chooseKeeping, fill, press, waitForText } from '../harness/pages';
import { type TemporaryProfile, temporaryProfile } from '../harness/profile';
import { readArea, readItem } from '../harness/seed';
import { startSandbox } from '../sandbox/start';
import type { Sandbox } from '../sandbox/types';
import { inPage, listenToConsole, readConsole } from './console';
import { type FullSession, runFullSession } from './full-session';
import { everyReply } from './replies';
import { filesWith, type Secret, secretsIn } from './secret-search';
import { type AnyExtension, type BrowserName, launchAny } from './stage';

const passphrase = 'juniper-anvil-locket-quartz-71';
const wrongPassphrase = 'hollow-comet-saffron-gable-38';
const halfTyped = 'halfTypedCanary7Kq2Wm9Zx4Rt6Yb1Nc8Vd3Lp5';

const kept = {
  /** Where the browser keeps what is stored on the device, and in which files once the database is filled up. */
  chromium: { folder: 'Local Extension Settings', tables: '.ldb', build: '.output/chrome-mv3' },
  firefox: { folder: 'moz-extension+++', tables: '.sqlite', build: '.output/firefox-mv3' },
};

/** Tests in one browser that search for the secrets everywhere. */
export function testLeaks(browser: BrowserName): void {
  let sandbox: Sandbox;
  let profile: TemporaryProfile;
  let extension: AnyExtension;

  const start = async () => {
    extension = await launchAny(browser, {
      api: sandbox,
      userDataDir: profile.userDataDir,
      // What an event page wrote would be lost with it.
      idleTimeoutMs: 600_000,
    });
  };

  const watch = (page: Page) => inPage(page, listenToConsole, '');

  /** Shared by the steps below: what happened so far, and what was read before the browser closed. */
  let session: FullSession;
  let canaries: Record<string, string>;
  let consoles: string[];
  let places: Record<string, string>;

  beforeAll(async () => {
    sandbox = await startSandbox();
    profile = temporaryProfile();
    await start();
  });

  afterAll(async () => {
    await extension.close();
    await sandbox.close();
    await profile.remove();
  });

  it('three logins, each stored in a different way, go through every failure and every command', async () => {
    await extension.inBackground(listenToConsole, '');
    session = await runFullSession({ sandbox, extension }, passphrase, watch);
    const { secrets, options, popup: first } = session;
    const firstLines = await inPage(first, readConsole, 'a page is heard');
    await first.close();
    const firstKey = await keyIn(options);
    const replies = await everyReply(options, { passphrase, wrongPassphrase, token: secrets.encrypted });
    const popup = await extension.openPopup();
    await watch(popup);
    await fill(popup, 'Passphrase', wrongPassphrase);
    await press(popup, 'Unlock');
    await waitForText(popup, 'Wrong passphrase');
    await fill(popup, 'Passphrase', passphrase);
    await press(popup, 'Unlock');
    await popup.waitForSelector('::-p-aria(Lock now)');

    const key = await keyIn(options);
    canaries = { ...secrets, passphrase, wrongPassphrase, firstKey, key };
    const [shownInOptions, shownInPopup] = [await contents(options), await contents(popup)];
    const lines = [
      firstLines,
      await inPage(options, readConsole, 'a page is heard'),
      await inPage(popup, readConsole, 'a page is heard'),
      await extension.inBackground(readConsole, 'the background is heard'),
    ];
    consoles = lines.map((written) => written.join('\n'));
    const { secrets: device, ...otherLocal } = await readArea(options, 'local');
    const { sessionSecrets, unlocked, ...otherSession } = await readArea(options, 'session');
    places = {
      'storage.local, but for the secrets': JSON.stringify(otherLocal),
      'storage.session, but for the secrets': JSON.stringify(otherSession),
      'storage.sync': JSON.stringify(await readArea(options, 'sync')),
      'the options page': shownInOptions,
      'the popup': shownInPopup,
      'the consoles': consoles.join('\n'),
      replies,
      'the requests, but for the headers that authenticate': JSON.stringify(
        sandbox.requests.map(({ headers, ...request }) => {
          const { authorization, 'x-auth-key': sentKey, ...others } = headers;
          return { ...request, others };
        }),
      ),
    };
    // The secrets are where they belong, so the search would have found them elsewhere.
    const held = (value: unknown) =>
      new Set(secretsIn(JSON.stringify(value), canaries).map((found) => found.split(':', 1)[0]));
    expect(held(device)).toEqual(new Set(['device']));
    expect(held(sessionSecrets)).toEqual(new Set(['session']));
    expect(held(unlocked)).toEqual(new Set(['key']));
    for (const text of consoles) expect(text).toContain('is heard');
    await popup.close();
  });

  it('nothing that is kept encrypted or for the session is left in the profile', async () => {
    const { secrets, options } = session;
    // The key to the vault is removed and stored again.
    await options.bringToFront();
    await press(options, 'Lock now');
    await fill(options, 'Passphrase', passphrase);
    await press(options, 'Unlock');
    await waitForText(options, 'Unlocked.');
    // A half-filled form, in a tab that the browser may want to restore.
    await press(options, 'Connect another login');
    await chooseKeeping(options, 'Encrypted with a passphrase');
    await fill(options, 'API token', halfTyped);
    const { device, ...others } = canaries;
    const bytesOf = (key = '') => Buffer.from(key, 'base64');
    const hidden: Record<string, Secret> = {
      ...others,
      halfTyped,
      firstKeyBytes: bytesOf(canaries['firstKey']),
      keyBytes: bytesOf(canaries['key']),
    };
    const scan = () => {
      // Firefox's own compiled code, half of its profile.
      rmSync(path.join(profile.userDataDir, 'startupCache'), { recursive: true, force: true });
      const found = filesWith(profile.userDataDir, { device: secrets.device, ...hidden });
      const isDevice = (one: string) => one.includes(': device: ');
      return { device: found.filter(isDevice), hidden: found.filter((one) => !isDevice(one)) };
    };
    const { folder, tables } = kept[browser];

    await extension.close();
    places['the problems'] = extension.problems.join('\n');
    const closed = scan();
    expect(closed.hidden).toEqual([]);
    expect(closed.device.join()).toContain(folder);

    // The filled database moves data from its log into its tables, so it must be found there too.
    await start();
    await fillStorage(await extension.openPage('options.html'));
    await extension.close();
    const filled = scan();
    expect(filled.hidden).toEqual([]);
    expect(filled.device.filter((file) => file.includes(tables)).join()).toContain(folder);
  });

  it('no secret is shown or sent anywhere, and the build contains none', () => {
    expect(places).toHaveProperty('the problems');
    for (const [place, text] of Object.entries(places)) {
      expect({ place, found: secretsIn(text, canaries) }).toEqual({ place, found: [] });
    }
    expect(filesWith(kept[browser].build, canaries)).toEqual([]);
  });
}

/** Everything in a page: its markup, what is typed into it, and its text. */
const contents = (page: Page) =>
  page.evaluate(() => {
    const typed = Array.from(document.querySelectorAll('input'), ({ value }) => value);
    return [document.documentElement.outerHTML, document.body.innerText, location.href, ...typed].join('\n');
  });

/** The key to the vault, as the worker keeps it while it is unlocked. */
const keyIn = async (page: Page) =>
  z.object({ key: z.string() }).parse(await readItem(page, 'session', 'unlocked')).key;

/** More than the 4 MB that LevelDB keeps in its log. */
const fillStorage = (page: Page) =>
  page.evaluate(async () => {
    for (let i = 0; i < 3; i++) await chrome.storage.local.set({ filler: String(i).repeat(3_000_000) });
    await chrome.storage.local.remove('filler');
  });
