import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { violations } from '../harness/axe';
import { press, visibleText, waitForText } from '../harness/pages';
import { endGrace, readItem } from '../harness/seed';
import { sendCommand, setStage } from './stage';
import { useStage } from './use-stage';

// Trusted and quiet inviters, from the settings to the popup. Every test starts where the last one ended.

const stage = useStage(() => setStage({ chromium: { windowSize: { width: 1280, height: 1000 } } }));

/** Types into the field of one of the two lists, and presses Enter. */
async function add(page: Page, list: 'trusted' | 'quiet', text: string): Promise<void> {
  const field = `.inviter-form:nth-of-type(${list === 'trusted' ? 1 : 2}) input`;
  await page.locator(field).click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

const fieldValue = (page: Page) => page.$eval('.inviter-form input', ({ value }) => value);
const stored = async (page: Page) => JSON.stringify(await readItem(page, 'local', 'connections'));

it('valid inviters are added, and the rest stays in the field with a reason', async () => {
  await stage().connect();
  const page = await stage().extension.openPage('options.html');
  await page.locator('.inviters summary').click();
  await add(page, 'trusted', '');
  await waitForText(page, 'Enter an email address or a domain.');
  await add(page, 'trusted', 'ACME.example, acme Gmail.com; ana@globex.example');
  await waitForText(page, 'Not an email address or a domain: acme. Enter one like ana@acme.com or acme.com.');
  await waitForText(page, 'Anyone can get an address there. Add full addresses instead: Gmail.com');
  await page.waitForSelector('::-p-aria([name="Remove acme.example"][role="button"])');
  await page.waitForSelector('::-p-aria([name="Remove ana@globex.example"][role="button"])');
  expect(await fieldValue(page)).toBe('acme, Gmail.com');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
  expect(await violations(page)).toEqual([]);
  await press(page, 'Remove ana@globex.example');
  await page.waitForSelector('::-p-aria([name="Remove ana@globex.example"])', { hidden: true });
  await add(page, 'quiet', 'noise.example');
  await page.waitForSelector('::-p-aria([name="Remove noise.example"][role="button"])');
  await add(page, 'quiet', 'http://not an inviter');
  await waitForText(page, 'Not an email address or a domain: http://');
  const quietField = '.inviter-form:nth-of-type(2) input';
  expect(await page.$eval(quietField, ({ value }) => value)).toBe('http://not an inviter');
  await page.locator(quietField).fill('');
  await add(page, 'quiet', 'https://www.Bücher.example/shop?x=1');
  const bucher = 'bücher.example (xn--bcher-kva.example)';
  await waitForText(page, bucher);
  await press(page, 'Remove xn--bcher-kva.example');
  await page.waitForFunction((text) => !document.body.innerText.includes(text), {}, bucher);
  await page.locator('.inviters select').fill('15');
  await waitForText(page, 'Trusted: 1 · Quiet: 1');
  await page.waitForFunction(async () =>
    JSON.stringify(await chrome.storage.local.get('connections')).includes('\\"graceMinutes\\":15'),
  );
  expect(await stored(page)).toContain(
    '"inviters":{"trusted":["acme.example"],"quiet":["noise.example"],"graceMinutes":15}',
  );
  await page.close();
});

it('an invitation can be stopped in the popup, for good', async () => {
  const { sandbox, extension, send } = stage();
  const { id } = sandbox.addInvite({ organization_name: 'Acme', invited_by: 'ana@acme.example' });
  await send({ type: 'refresh' });
  const popup = await extension.openPopup();
  await waitForText(popup, 'Will be accepted in 15 minutes · Trusted inviter');
  expect(await violations(popup)).toEqual([]);
  await press(popup, 'Stop accepting the invitation to Acme');
  await popup.waitForSelector('::-p-aria([name="Accept invitation to Acme"][role="button"])');
  await press(popup, 'Refresh');
  await waitForText(popup, 'Updated just now');
  expect(await visibleText(popup)).not.toContain('Will be accepted');
  expect(await readItem(popup, 'local', 'outbox')).toEqual([]);
  expect(sandbox.invite(id)?.status).toBe('pending');
  await popup.close();
});

it('an invitation is accepted when its time is over, and the past list says that it was automatic', async () => {
  const { sandbox, extension, send } = stage();
  const { id } = sandbox.addInvite({ organization_name: 'Acme 2', invited_by: 'bob@acme.example' });
  await send({ type: 'refresh' });
  const popup = await extension.openPopup();
  await waitForText(popup, 'Will be accepted in 15 minutes');
  await endGrace(popup);
  await sendCommand(popup, { type: 'pressed' });
  await extension.waitForBadge('1');
  expect(sandbox.patchesThatTookEffect(id)).toBe(1);
  await press(popup, 'Past');
  await waitForText(popup, 'Accepted automatically');
  await popup.close();
});
