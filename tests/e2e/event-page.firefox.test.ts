import { expect, it, vi } from 'vitest';
import { launchFirefox } from '../harness/firefox';
import { organizations, press, visibleText, waitForText } from '../harness/pages';
import { stageWith } from './stage';
import { useStage } from './use-stage';

/** An event page that ends after a second at rest, where Firefox gives it thirty. */
const stage = useStage(() =>
  stageWith((api) => launchFirefox({ api, idleTimeoutMs: 1_000 }), { rateLimit: { requests: 1_000_000 } }),
);

const suspended = () =>
  vi.waitUntil(async () => !(await stage().extension.isBackgroundRunning()), {
    timeout: 30_000,
    interval: 50,
  });

it('does the main job with an event page that is suspended after every step', async () => {
  const { sandbox, extension, connect } = stage();
  const acme = sandbox.addInvite({ organization_name: 'Acme' });
  sandbox.addInvite({ organization_name: 'Globex' });
  await connect();
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
  expect(await organizations(popup)).toEqual(['Globex', 'Initech']);
});

it('says when the person took the permission for Cloudflare back, and goes on once it is given again', async () => {
  const { sandbox, extension, send } = stage();
  sandbox.setInvites([]);
  sandbox.addInvite({ organization_name: 'Acme' });
  await send({ type: 'refresh' });
  const options = await extension.openPage('options.html');
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
