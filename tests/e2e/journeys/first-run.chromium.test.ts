import { expect, it } from 'vitest';
import { connectByToken, press, visibleText, waitForText } from '../../harness/pages';
import { setStage } from '../stage';
import { useStage } from '../use-stage';
import { testFirstRun } from './first-run';

const stage = useStage(setStage);

it('installing opens the options page once, with the form first and the permissions explained on demand', async () => {
  const { browser, origin } = stage().extension;
  const isOptions = (url: string) => url === `${origin}/options.html`;
  const target = await browser.waitForTarget((one) => isOptions(one.url()), { timeout: 10_000 });
  const page = await target.page();
  if (!page) throw new Error('no options page');
  await page.locator('.first-run summary').click();
  await waitForText(page, 'It connects to no other site.');
  expect(await page.$$eval('a.outside', ([link]) => link?.getAttribute('href'))).toContain('memberships');
  const text = await visibleText(page);
  expect(text.indexOf('API token')).toBeLessThan(text.indexOf('Permissions, and why they are needed'));
  expect(text).not.toContain('Notifications');
  expect(browser.targets().filter((one) => isOptions(one.url()))).toHaveLength(1);
  await page.close();
});

testFirstRun(stage);

it('after connecting, even a login that is already connected, the page says how to always see the number', async () => {
  const { sandbox, extension } = stage();
  sandbox.restore(sandbox.credentials.token);
  const options = await extension.openPage('options.html');
  await press(options, 'Connect another login');
  await connectByToken(options, sandbox.credentials.token);
  await waitForText(
    options,
    'Already connected. Its credentials were updated. 1 invitation is waiting. To always see the number',
  );
});
