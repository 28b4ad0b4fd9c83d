import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { choose, connectEncrypted, fill, press, waitForText } from '../harness/pages';
import { setStage } from './stage';
import { useStage } from './use-stage';

// What the options page says when saving works and when it does not, and what it updates from other pages.

const stage = useStage(() => setStage());

const passphrase = 'juniper-anvil-locket-quartz-71';
const notSaved = "Your browser won't let this extension save";

const chosenInterval = (page: Page) =>
  page.$eval('#interval', (select) => (select instanceof HTMLSelectElement ? select.value : null));

/** Makes the browser refuse what the worker stores on the device, as if the disk were full, or store it again. */
async function setRefusing(refuses: boolean): Promise<void> {
  await stage().extension.inBackground(async (_, given) => {
    const { local } = chrome.storage;
    const refused = () => Promise.reject(new Error('QUOTA_BYTES quota exceeded'));
    if (given === 'true') Object.assign(local, { real: local.set, set: refused });
    else Object.assign(local, { set: Reflect.get(local, 'real') });
    return [];
  }, String(refuses));
}

async function changePassphrase(page: Page): Promise<void> {
  await press(page, 'Change passphrase');
  await fill(page, 'Current passphrase', passphrase);
  await fill(page, 'New passphrase', `${passphrase} again`);
  await fill(page, 'Repeat new passphrase', `${passphrase} again`);
  await press(page, 'Change');
}

it('the form keeps no secret after connecting, and suggests the same storage for the next login', async () => {
  const { extension, sandbox } = stage();
  const page = await extension.openPage('options.html');
  await connectEncrypted(page, sandbox.credentials.token, passphrase);
  await waitForText(page, 'Connected.');
  await press(page, 'Connect another login');
  await choose(page, 'API token');
  expect(await page.$$eval('input.masked', (fields) => fields.map(({ value }) => value))).toEqual(['']);
  await waitForText(page, 'Encrypted with a passphrase');
  await press(page, 'Cancel');
  await page.close();
});

it('the page says that a name, a passphrase and a login could not be changed', async () => {
  const page = await stage().extension.openPage('options.html');
  // Without an invitation, the extension does not know whose token it is.
  const name = 'API token';
  await setRefusing(true);
  await press(page, `Rename ${name}`);
  await fill(page, 'Name', 'Work');
  await press(page, 'Save');
  await waitForText(page, notSaved);
  await changePassphrase(page);
  await page.waitForSelector('.connection-form [role=alert]');
  expect(await page.$eval('body', (body) => body.innerText)).not.toContain('Passphrase changed.');
  await press(page, `Disconnect ${name}`);
  await press(page, `Yes, disconnect ${name}`);
  await page.waitForSelector('.problem');
  expect(await page.$eval('.connections', (list) => list.textContent)).toContain(name);
  await setRefusing(false);
  await changePassphrase(page);
  await waitForText(page, 'Passphrase changed.');
  await page.close();
});

it('a setting that could not be saved goes back, with a message', async () => {
  const page = await stage().extension.openPage('options.html');
  const before = await chosenInterval(page);
  await page.evaluate(() => {
    chrome.storage.sync.set = () => Promise.reject(new Error('MAX_WRITE_OPERATIONS_PER_MINUTE'));
  });
  await page.select('#interval', '60');
  await page.waitForSelector('.problem');
  expect(await page.$eval('.problem', (problem) => problem.textContent)).toContain(notSaved);
  expect(await chosenInterval(page)).toBe(before);
  await page.close();
});

it('a page shows what another page changes, and does not undo it', async () => {
  const [one, other] = [
    await stage().extension.openPage('options.html'),
    await stage().extension.openPage('options.html'),
  ];
  await one.select('#interval', '15');
  await other.waitForFunction(() => document.querySelector<HTMLSelectElement>('#interval')?.value === '15');
  await choose(other, 'Dark');
  await one.bringToFront();
  await one.waitForFunction(() => document.documentElement.style.colorScheme === 'dark');
  expect([await chosenInterval(one), await chosenInterval(other)]).toEqual(['15', '15']);
});
