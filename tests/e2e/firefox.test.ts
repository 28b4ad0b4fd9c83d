import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type FirefoxBrowser, launchFirefox } from '../harness/firefox';
import { connectByToken, organizations, press, visibleText, waitForText } from '../harness/pages';
import { type Stage, stageWith } from './stage';

let stage: Stage<FirefoxBrowser>;

beforeEach(async () => {
  // An event page that ends after a second at rest, where Firefox gives it thirty.
  stage = await stageWith((api) => launchFirefox({ api, idleTimeoutMs: 1_000 }));
});

afterEach(async () => {
  const { problems } = stage.extension;
  await stage.close();
  expect(problems).toEqual([]);
});

const suspended = () =>
  vi.waitUntil(async () => !(await stage.extension.isBackgroundRunning()), {
    timeout: 15_000,
    interval: 100,
  });

const connected = async () => {
  const options = await stage.extension.openPage('options.html');
  await connectByToken(options, stage.sandbox.credentials.token);
  await waitForText(options, 'Connected.');
  return options;
};

it('does the main job with an event page that is suspended after every step', async () => {
  const { sandbox, extension } = stage;
  const acme = sandbox.addInvite({ organization_name: 'Acme' });
  sandbox.addInvite({ organization_name: 'Globex' });
  await connected();
  await suspended();
  const popup = await extension.openPopup();
  await suspended();
  expect(await organizations(popup)).toEqual(['Acme', 'Globex']);
  await press(popup, 'Accept invitation to Acme');
  await extension.waitForBadge('1');
  expect(sandbox.patchesThatTookEffect(acme.id)).toBe(1);
  await suspended();
  sandbox.addInvite({ organization_name: 'Initech' });
  await press(popup, 'Refresh');
  await extension.waitForBadge('2');
  await vi.waitFor(async () => expect(await organizations(popup)).toEqual(['Globex', 'Initech']));
});

it('finishes a response by itself when it was suspended before Cloudflare answered', async () => {
  const { sandbox, extension } = stage;
  const acme = sandbox.addInvite({ organization_name: 'Acme' });
  await connected();
  const popup = await extension.openPopup();
  sandbox.fault({ kind: 'latency', ms: 4_000, method: 'PATCH' });
  await press(popup, 'Accept invitation to Acme');
  await suspended();
  // The alarm that was set before the first request brings it back after 30 seconds, the soonest there is.
  await extension.waitForBadge('', 50_000);
  await waitForText(popup, 'Nothing pending');
  expect(sandbox.patchesThatTookEffect(acme.id)).toBe(1);
});

it('says when the person took the permission for Cloudflare back, and goes on once it is given again', async () => {
  const { sandbox, extension } = stage;
  sandbox.addInvite({ organization_name: 'Acme' });
  const options = await connected();
  await extension.waitForBadge('1');
  const popup = await extension.openPopup();
  await options.evaluate(() => chrome.permissions.remove({ origins: ['https://api.cloudflare.com/*'] }));
  await extension.waitForBadge('!');
  sandbox.clearRequests();
  for (const page of [popup, options])
    await waitForText(page, 'This browser keeps the extension from Cloudflare');
  expect(await organizations(popup)).toEqual(['Acme']);
  expect(await popup.$$('li .answer button')).toEqual([]);
  await press(popup, 'Refresh');
  expect(sandbox.requests).toEqual([]);

  sandbox.addInvite({ organization_name: 'Globex' });
  await suspended();
  await popup.bringToFront();
  await press(popup, 'Allow api.cloudflare.com');
  await extension.waitForBadge('2');
  expect(await visibleText(popup)).not.toContain('This browser keeps the extension from Cloudflare');
  expect(await visibleText(options)).not.toContain('This browser keeps the extension from Cloudflare');
});
