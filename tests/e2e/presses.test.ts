import { afterEach, expect, it, vi } from 'vitest';
import { launchChromium } from '../harness/chromium';
import { press, waitForText } from '../harness/pages';
import { temporaryProfile } from '../harness/profile';
import { readItem } from '../harness/seed';
import { type Stage, setStage } from './stage';

// What a person pressed is done, whatever dies: it is stored before the row says that it is under way.

let stage: Stage;

afterEach(() => stage.close());

const accept = 'Accept invitation to Acme';

it('is answered though the worker is dead and the popup closes at once', async () => {
  stage = await setStage({ chromium: { watchWorker: false } });
  const { sandbox, extension } = stage;
  const { id } = sandbox.addInvite({ organization_name: 'Acme' });
  await stage.connect();
  const popup = await extension.openPopup();
  await waitForText(popup, 'Acme');
  await extension.killServiceWorker();
  await press(popup, accept);
  await popup.close();
  await vi.waitFor(() => expect(sandbox.patchesThatTookEffect(id)).toBe(1), 20_000);
  await extension.waitForBadge('');
});

it('is answered after a restart of the browser, when nothing could be sent before', async () => {
  const profile = temporaryProfile();
  const { userDataDir } = profile;
  stage = await setStage({ chromium: { userDataDir } });
  const { sandbox } = stage;
  try {
    const { id } = sandbox.addInvite({ organization_name: 'Acme' });
    await stage.connect();
    sandbox.fault({ kind: 'drop', times: Number.POSITIVE_INFINITY });
    const popup = await stage.extension.openPopup();
    await waitForText(popup, 'Acme');
    await press(popup, accept);
    await waitForText(popup, 'Accept will be retried in');
    await stage.extension.close();
    sandbox.clearFaults();
    const restarted = await launchChromium({ api: sandbox, userDataDir });
    try {
      const page = await restarted.openPage('options.html');
      // Longer than the first wait after a failure would be a test of patience: the person asks.
      await vi.waitFor(async () => {
        await page.evaluate(() => chrome.runtime.sendMessage({ type: 'refresh' }));
        expect(sandbox.patchesThatTookEffect(id)).toBe(1);
      }, 60_000);
      expect(await readItem(page, 'local', 'outbox')).toEqual([]);
    } finally {
      await restarted.close();
    }
  } finally {
    await profile.remove();
  }
});

it('says at once that the browser does not store it, sends nothing, and can be pressed again', async () => {
  stage = await setStage();
  const { sandbox, extension } = stage;
  const { id } = sandbox.addInvite({ organization_name: 'Acme' });
  await stage.connect();
  const options = await extension.openPage('options.html');
  await options.evaluate(async () => {
    const used = await chrome.storage.local.getBytesInUse(null);
    const key = 'filler';
    await chrome.storage.local.set({
      [key]: 'x'.repeat(chrome.storage.local.QUOTA_BYTES - used - key.length - 2),
    });
  });
  const popup = await extension.openPopup();
  await waitForText(popup, 'Acme');
  await press(popup, accept);
  await waitForText(popup, "Your browser won't let this extension save");
  expect(await popup.$$eval('[aria-busy=true]', (busy) => busy.length)).toBe(0);
  expect(sandbox.patchesThatTookEffect(id)).toBe(0);
  await options.evaluate(() => chrome.storage.local.remove('filler'));
  await press(popup, accept);
  await vi.waitFor(() => expect(sandbox.patchesThatTookEffect(id)).toBe(1), 20_000);
});
