import type { Page } from 'puppeteer-core';
import { afterEach, expect, it } from 'vitest';
import { violations } from '../harness/axe';
import { connectByToken, press, visibleText, waitForText } from '../harness/pages';
import { type Stage, setStage } from './stage';

let stage: Stage;

afterEach(() => stage.close());

type Looks = 'light' | 'dark' | 'forced';

async function open(looks: Looks): Promise<void> {
  stage = await setStage({
    chromium: {
      colorScheme: looks === 'dark' ? 'dark' : 'light',
      windowSize: { width: 1280, height: 1000 },
      args: looks === 'forced' ? ['--force-high-contrast'] : [],
    },
  });
}

it.each<Looks>(['light', 'dark', 'forced'])('axe finds nothing in any state, %s', async (looks) => {
  await open(looks);
  const { sandbox, extension } = stage;
  const found: Record<string, string[]> = {};
  const check = async (state: string, page: Page) => {
    const all = await violations(page);
    if (all.length > 0) found[state] = all;
  };
  const welcome = await extension.openPopup();
  await check('not connected', welcome);
  await welcome.close();
  const options = await extension.openPage('options.html');
  await check('options, first run', options);
  await connectByToken(options, 'x'.repeat(40));
  await waitForText(options, 'does not accept');
  await check('options, refused', options);

  sandbox.addInvite({ organization_name: 'Acme', organization_is_enforcing_twofactor: true });
  sandbox.addInvite({
    organization_name: 'Globex',
    expires_on: new Date(Date.now() + 3_600_000).toISOString(),
  });
  sandbox.addInvite({ organization_name: 'Сloudflare Security' });
  await connectByToken(options, sandbox.credentials.token);
  await waitForText(options, 'Connected.');
  await check('options, connected', options);
  await options.locator('.diagnostics summary').click();
  await waitForText(options, 'Copy');
  await check('options, diagnostics', options);

  const popup = await extension.openPopup();
  await check('list', popup);
  await popup.keyboard.press('?');
  await popup.locator('.name').click();
  await waitForText(popup, 'Organization ID');
  await check('details and keys', popup);
  await press(popup, 'Reject invitation to Globex');
  await check('asking', popup);
  sandbox.fault({ kind: 'status', status: 400, method: 'PATCH', message: 'No.' });
  await press(popup, 'Accept invitation to Acme');
  await waitForText(popup, 'Not accepted.');
  await check('failed response', popup);
  await press(popup, 'Select');
  await popup.locator('::-p-aria([name="Select all"][role="checkbox"])').click();
  await check('selecting', popup);
  await popup.locator('::-p-aria([name="Select Сloudflare Security"][role="checkbox"])').click();
  await press(popup, 'Accept…');
  await check('confirming', popup);
  await press(popup, 'Yes, accept');
  await waitForText(popup, '3 done', 20_000);
  await check('summary, nothing pending', popup);
  await press(popup, 'Past');
  await check('past', popup);
  sandbox.revoke(sandbox.credentials.token);
  await press(popup, 'Refresh');
  await waitForText(popup, 'does not accept');
  await check('refused', popup);
  expect(found).toEqual({});
});

it('fits 320 px and 200 % text without a sideways scroll', async () => {
  await open('light');
  stage.sandbox.addInvite({ organization_name: 'A rather long name of an organization that invites' });
  await stage.connect();
  const widest = async (file: 'popup.html' | 'options.html') => {
    const page = await stage.extension.openPage(file);
    await page.setViewport({ width: 320, height: 640 });
    const plain = await page.evaluate(() => document.documentElement.scrollWidth);
    await page.evaluate(() => document.documentElement.style.setProperty('zoom', '2'));
    await page.setViewport({ width: 760, height: 1200 });
    const doubled = await page.evaluate(() => document.documentElement.scrollWidth);
    return { plain, doubled };
  };
  for (const file of ['popup.html', 'options.html'] as const) {
    const { plain, doubled } = await widest(file);
    expect(plain, file).toBeLessThanOrEqual(320);
    expect(doubled, file).toBeLessThanOrEqual(760);
  }
});

it('has targets of at least 24 px, and moves nothing for those who want no motion', async () => {
  await open('light');
  stage.sandbox.addInvite({ organization_name: 'Acme' });
  stage.sandbox.addInvite({ organization_name: 'Globex' });
  await stage.connect();
  const popup = await stage.extension.openPopup();
  await press(popup, 'Select');
  // A label counts with its box; links that stand in a sentence are excepted by the guideline.
  const small = await popup.$$eval('button, input, select', (targets) =>
    targets
      .map((one) => ({
        name: one.ariaLabel ?? one.textContent,
        box: (one.closest('label') ?? one).getBoundingClientRect(),
      }))
      .filter(({ box }) => Math.min(box.width, box.height) < 24),
  );
  expect(small).toEqual([]);
  await press(popup, 'Done');
  await popup.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  stage.sandbox.fault({ kind: 'latency', ms: 1500 });
  await press(popup, 'Refresh');
  await popup.waitForSelector('.turning');
  expect(await popup.evaluate(() => document.getAnimations().length)).toBe(0);
});

it('announces what became of a response to screen readers', async () => {
  await open('light');
  stage.sandbox.addInvite({ organization_name: 'Acme' });
  await stage.connect();
  const popup = await stage.extension.openPopup();
  await press(popup, 'Accept invitation to Acme');
  await waitForText(popup, 'Accepted the invitation to Acme');
  expect(await popup.$eval('[role=status].announcement', (region) => region.textContent)).toContain('Acme');
  expect(await visibleText(popup)).toContain('Nothing pending');
});
