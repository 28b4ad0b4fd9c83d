import type { Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { eventually } from '../../harness/eventually';
import { organizations, press, sendHeld, untilStill, waitForText } from '../../harness/pages';
import { setStage } from '../stage';
import { useStage } from '../use-stage';
import { popupWith } from './list-stage';

const stage = useStage(setStage);

beforeAll(() => stage().connect());

const names = ['Acme', 'Globex', 'Initech', 'Umbrella', 'Hooli'];

/** Five invitations, in the order in which they expire. */
const five = () =>
  names.map((organization_name, index) => ({
    organization_name,
    expires_on: new Date(Date.now() + (index + 30) * 3_600_000).toISOString(),
  }));

const statuses = () =>
  Object.fromEntries(
    stage()
      .sandbox.invites()
      .map((one) => [one.organization_name, one.status]),
  );

// Accepted invitations keep their row for some minutes, so the tests that accept come last.

const selected = (popup: Page) =>
  popup.$$eval('.invites > li:has(.select:checked) h2', (all) => all.map(({ textContent }) => textContent));

it('a click anywhere on a row selects it, Shift selects a range, and deceptive names are left out', async () => {
  const popup = await popupWith(
    stage(),
    five().map((one) =>
      one.organization_name === 'Initech' ? { ...one, organization_name: 'Сloudflare' } : one,
    ),
  );
  await press(popup, 'Select');
  const pressRow = async (name: string) => {
    const row = await popup.$(`::-p-xpath(//li[contains(@class, "invite")][.//h2[.="${name}"]])`);
    await row?.evaluate((one) => one.scrollIntoView({ block: 'center' }));
    const box = await row?.boundingBox();
    if (!box) throw new Error(`No row ${name}.`);
    // A place next to the texts of the row.
    await popup.mouse.click(box.x + box.width - 20, box.y + box.height - 10);
  };
  await pressRow('Umbrella');
  await eventually(async () => expect(await selected(popup)).toEqual(['Umbrella']));
  await popup.keyboard.down('Shift');
  await pressRow('Acme');
  await eventually(async () => expect(await selected(popup)).toEqual(['Acme', 'Globex', 'Umbrella']));
  expect(await popup.evaluate(() => String(getSelection()))).toBe('');
  await popup.focus('[aria-label="Select Hooli"]');
  await popup.keyboard.press('Space');
  await popup.keyboard.up('Shift');
  await eventually(async () =>
    expect(await selected(popup)).toEqual(['Acme', 'Globex', 'Umbrella', 'Hooli']),
  );
  await popup.locator('::-p-aria([name="Select Сloudflare"][role="checkbox"])').click();
  await press(popup, 'Accept…');
  const question = await popup.$eval('[role=alertdialog]', ({ textContent }) => textContent);
  expect(question).toMatch(
    /Сloudflare.*Looks like Cloudflare's own name\s*Acme, Globex, Umbrella, and Hooli/,
  );
});

it('Escape goes back step by step, from the question to the search', async () => {
  const popup = await popupWith(stage(), five());
  await popup.locator('input[type=search]').fill('hoo');
  await press(popup, 'Select');
  await popup.locator('::-p-aria([name="Select all"][role="checkbox"])').click();
  await press(popup, 'Reject…');
  for (const gone of ['[role=alertdialog]', '.selection', 'search:not(:has(input:placeholder-shown))']) {
    await popup.waitForSelector(gone);
    await popup.keyboard.press('Escape');
    await popup.waitForFunction((css) => !document.querySelector(css), {}, gone);
  }
  expect(await organizations(popup)).toHaveLength(5);
});

it('everything works by keyboard alone, and the focus is never lost', async () => {
  const popup = await popupWith(stage(), five());
  const focused = () =>
    popup.evaluate(() => document.activeElement?.closest('li')?.querySelector('h2')?.textContent ?? '');
  // The keys work a moment after the first paint.
  await eventually(async () => {
    await popup.keyboard.press('k');
    expect(await focused()).toBe('Acme');
  });
  await popup.keyboard.press('ArrowDown');
  expect(await focused()).toBe('Globex');
  await popup.keyboard.press('j');
  expect(await focused()).toBe('Initech');
  await popup.keyboard.press('k');
  await popup.keyboard.press('k');
  expect(await focused()).toBe('Acme');
  await popup.keyboard.press('Enter');
  await waitForText(popup, 'Account ID');
  await popup.keyboard.press('Enter');
  await untilStill(popup, 'Accept invitation to Acme');
  await popup.keyboard.press('a');
  await sendHeld(popup);
  await eventually(async () => expect(await organizations(popup)).not.toContain('Acme'));
  // Its row stays, with the link to the account.
  expect(await focused()).toBe('Acme');
  await popup.keyboard.press('j');
  expect(await focused()).toBe('Globex');
  await untilStill(popup, 'Reject invitation to Globex');
  await popup.keyboard.press('r');
  await waitForText(popup, 'Reject permanently?');
  expect(await popup.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
  await popup.keyboard.down('Shift');
  await popup.keyboard.press('Tab');
  await popup.keyboard.up('Shift');
  await untilStill(popup, 'Yes, reject invitation to Globex');
  await popup.keyboard.press('Enter');
  await sendHeld(popup);
  await eventually(() => expect(statuses()).toMatchObject({ Acme: 'accepted', Globex: 'rejected' }));
  await eventually(async () => expect(await focused()).toBe('Initech'));
  await popup.keyboard.press('?');
  await waitForText(popup, 'Previous invitation');
  await popup.keyboard.press('?');
  await popup.keyboard.press('/');
  await popup.keyboard.type('hoo');
  await eventually(async () => expect(await organizations(popup)).toEqual(['Hooli']));
});

it('a bulk answer is confirmed with all names, goes on without the popup, and is summed up', async () => {
  const { sandbox, extension } = stage();
  const popup = await popupWith(stage(), five());
  sandbox.fault({ kind: 'latency', ms: 400, method: 'PATCH', times: Number.POSITIVE_INFINITY });
  sandbox.fault({ kind: 'status', status: 400, method: 'PATCH', message: 'Not this one.' });
  await press(popup, 'Select');
  await popup.locator('::-p-aria([name="Select all"][role="checkbox"])').click();
  await popup.locator('::-p-aria([name="Select Hooli"][role="checkbox"])').click();
  await press(popup, 'Accept…');
  await waitForText(popup, 'Accept these 4 invitations?');
  await waitForText(popup, 'Acme, Globex, Initech, and Umbrella');
  await press(popup, 'Yes, accept');
  await waitForText(popup, 'Stop the rest');
  await popup.close();

  const again = await extension.openPopup();
  await waitForText(again, '3 of 4 answered · 1 failed', 20_000);
  expect(statuses()).toEqual({
    Acme: 'pending',
    Globex: 'accepted',
    Initech: 'accepted',
    Umbrella: 'accepted',
    Hooli: 'pending',
  });
  await press(again, 'Try again with Acme');
  await waitForText(again, '4 of 4 answered', 20_000);
  expect(statuses()['Acme']).toBe('accepted');
  await press(again, 'Close');
  await eventually(async () => expect(await again.$$('.batch')).toEqual([]));
  await extension.waitForBadge('1');
});

it('the rest of a bulk answer can be stopped', async () => {
  const { sandbox } = stage();
  const popup = await popupWith(stage(), five());
  sandbox.fault({ kind: 'latency', ms: 1500, method: 'PATCH', times: Number.POSITIVE_INFINITY });
  await press(popup, 'Select');
  await popup.locator('::-p-aria([name="Select all"][role="checkbox"])').click();
  await press(popup, 'Reject…');
  await press(popup, 'Yes, reject');
  await press(popup, 'Stop the rest');
  await waitForText(popup, '1 of 5 answered · 4 skipped', 20_000);
  expect(Object.values(statuses()).filter((status) => status === 'rejected')).toHaveLength(1);
});
