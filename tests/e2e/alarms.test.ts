import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExtensionBrowser, launchChromium } from '../harness/chromium';
import { eventually } from '../harness/eventually';
import { type TemporaryProfile, temporaryProfile } from '../harness/profile';
import type { Sandbox } from '../sandbox/types';
import { setStage } from './stage';

let profile: TemporaryProfile;
let sandbox: Sandbox;
let extension: ExtensionBrowser;

beforeAll(() => {
  profile = temporaryProfile();
});

afterAll(async () => {
  await extension.close();
  await sandbox.close();
  await profile.remove();
});

/** Waits for the alarm, which repeats every five minutes. */
async function expectAlarm(page: Page) {
  await eventually(async () =>
    expect(await page.evaluate(() => chrome.alarms.getAll())).toMatchObject([
      { name: 'wake', periodInMinutes: 5 },
    ]),
  );
}

it('the alarm and the badge are there after a browser restart', async () => {
  const stage = await setStage({ chromium: { userDataDir: profile.userDataDir } });
  ({ sandbox, extension } = stage);
  sandbox.addInvite();
  await stage.connect();
  await extension.waitForBadge('1');
  await extension.close();
  extension = await launchChromium({ api: sandbox, userDataDir: profile.userDataDir });
  await extension.waitForBadge('1');
  await expectAlarm(await extension.openPage('options.html'));
});

it('the alarm is there after disabling and enabling, and after an update', async () => {
  const { browser, extensionId } = extension;
  const management = await browser.newPage();
  await management.goto('chrome://extensions');
  const setEnabled = (enabled: boolean) =>
    management.evaluate(
      (id, on) => new Promise<void>((done) => chrome.management.setEnabled(id, on, () => done())),
      extensionId,
      enabled,
    );
  await setEnabled(false);
  await setEnabled(true);
  await expectAlarm(await extension.openPage('options.html'));

  const page = await extension.openPage('options.html');
  await page.evaluate(() => chrome.alarms.clearAll());
  // Reloading an unpacked extension is the same as an update: onInstalled fires.
  await page.evaluate(() => chrome.runtime.reload()).catch(() => undefined);
  await eventually(async () => expectAlarm(await extension.openPage('options.html')));
});
