import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterEach, expect, it, vi } from 'vitest';
import { launchChromium } from '../harness/chromium';
import { type Stage, setStage } from './stage';

let stage: Stage;
const profile = await mkdtemp(path.join(tmpdir(), 'invites-profile-'));

afterEach(async () => {
  await stage.close();
  await rm(profile, { recursive: true, force: true });
});

const alarms = (page: Page) => page.evaluate(() => chrome.alarms.getAll());

/** Waits for the alarm and tells how many minutes it repeats at. */
async function expectAlarm(page: Page) {
  await vi.waitFor(
    async () => expect(await alarms(page)).toMatchObject([{ name: 'wake', periodInMinutes: 5 }]),
    10_000,
  );
}

it('the alarm is there after a restart of the browser, and the badge with it', async () => {
  stage = await setStage({ chromium: { userDataDir: profile } });
  const { sandbox } = stage;
  sandbox.addInvite();
  await stage.connect();
  await stage.extension.waitForBadge('1');
  await stage.extension.close();
  const restarted = await launchChromium({ api: sandbox, userDataDir: profile });
  try {
    await restarted.waitForBadge('1');
    await expectAlarm(await restarted.openPage('options.html'));
  } finally {
    await restarted.close();
  }
});

it('the alarm is there after disable and enable, and after an update', async () => {
  stage = await setStage();
  await stage.connect();
  const { browser, extensionId } = stage.extension;
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
  await expectAlarm(await stage.extension.openPage('options.html'));

  const page = await stage.extension.openPage('options.html');
  await page.evaluate(() => chrome.alarms.clearAll());
  // Reloading an unpacked extension is what an update is: onInstalled fires.
  await page.evaluate(() => chrome.runtime.reload()).catch(() => undefined);
  await vi.waitFor(async () => expectAlarm(await stage.extension.openPage('options.html')), 15_000);
});
