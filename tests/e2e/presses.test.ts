import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type ExtensionBrowser, launchChromium } from '../harness/chromium';
import { eventually } from '../harness/eventually';
import { press, pressAndSend, waitForText } from '../harness/pages';
import { type TemporaryProfile, temporaryProfile } from '../harness/profile';
import { readItem } from '../harness/seed';
import { type Stage, setStage } from './stage';

// A press takes effect whatever dies: it is stored before the row shows that it is under way.

let profile: TemporaryProfile;
let stage: Stage;
/** The running browser; after a restart, another one. */
let extension: ExtensionBrowser;
let id: string;

beforeAll(async () => {
  profile = temporaryProfile();
  // A debugger that is just attaching would keep a killed worker alive.
  stage = await setStage({ chromium: { userDataDir: profile.userDataDir, watchWorker: false } });
  ({ extension } = stage);
});

afterAll(async () => {
  await extension.close();
  await stage.close();
  await profile.remove();
});

beforeEach(async () => {
  stage.sandbox.setInvites([]);
  ({ id } = stage.sandbox.addInvite({ organization_name: 'Acme' }));
  await stage.connect();
});

const accept = 'Accept invitation to Acme';

async function openPopup(): Promise<Page> {
  const popup = await extension.openPopup();
  await waitForText(popup, 'Acme');
  return popup;
}

const untilAnswered = () => eventually(() => expect(stage.sandbox.patchesThatTookEffect(id)).toBe(1));

it('a press is answered even if the worker is dead and the popup closes at once', async () => {
  const popup = await openPopup();
  await extension.killServiceWorker();
  await press(popup, accept);
  await popup.close();
  await untilAnswered();
  await extension.waitForBadge('');
});

it('a press that the browser does not store is reported at once, sends nothing, and can be repeated', async () => {
  const options = await extension.openPage('options.html');
  await options.evaluate(async () => {
    const used = await chrome.storage.local.getBytesInUse(null);
    const key = 'filler';
    await chrome.storage.local.set({
      [key]: 'x'.repeat(chrome.storage.local.QUOTA_BYTES - used - key.length - 2),
    });
  });
  const popup = await openPopup();
  await press(popup, accept);
  await waitForText(popup, "Your browser won't let this extension save");
  expect(await popup.$$eval('[aria-busy=true]', (busy) => busy.length)).toBe(0);
  expect(stage.sandbox.patchesThatTookEffect(id)).toBe(0);
  await options.evaluate(() => chrome.storage.local.remove('filler'));
  await press(popup, accept);
  await popup.close();
  await untilAnswered();
});

it('a press is answered after a browser restart if nothing could be sent before', async () => {
  const { sandbox } = stage;
  sandbox.fault({ kind: 'drop', times: Number.POSITIVE_INFINITY });
  const popup = await openPopup();
  await pressAndSend(popup, accept);
  await waitForText(popup, 'Accept will be retried in');
  await extension.close();
  sandbox.clearFaults();
  extension = await launchChromium({ api: sandbox, userDataDir: profile.userDataDir });
  const page = await extension.openPage('options.html');
  // Refresh instead of waiting, because the wait after a failure is long.
  await vi.waitFor(async () => {
    await page.evaluate(() => chrome.runtime.sendMessage({ type: 'refresh' }));
    expect(sandbox.patchesThatTookEffect(id)).toBe(1);
  }, 60_000);
  expect(await readItem(page, 'local', 'outbox')).toEqual([]);
});
