import type { Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import type { ExtensionBrowser } from '../harness/chromium';
import { organizations, press, untilStill } from '../harness/pages';
import { seedLogins } from '../harness/seed';
import { type Translate, translator, triedLocales } from '../support/texts';
import { centerOf, overlap, type Rect, rectOf } from './aiming';
import { makeBuildInOneLanguage } from './other-extension';
import { sendCommand, setStage } from './stage';
import { useStage } from './use-stage';

const stage = useStage(setStage);
const names = ['Acme', 'Globex', 'Initech', 'Umbrella', 'Hooli'];

beforeAll(() => {
  for (const [i, organization_name] of names.entries()) {
    const expires_on = new Date(Date.now() + (i + 30) * 3_600_000).toISOString();
    stage().sandbox.addInvite({ organization_name, expires_on });
  }
});

/** Opens the popup of a connected build in one language. */
async function popupIn(extension: ExtensionBrowser): Promise<Page> {
  const { token, email } = stage().sandbox.credentials;
  const probe = await extension.probe();
  await seedLogins(probe, [{ token, email }]);
  await sendCommand(probe, { type: 'refresh' });
  return extension.openPopup();
}

/** Rejecting this invitation asks next to its buttons, even if the question makes the list scroll. */
async function expectApart(t: Translate, popup: Page, name: string): Promise<void> {
  await popup.$$eval(
    'li',
    (rows, wanted) => {
      // At the bottom edge, where the question has no room.
      rows.find((row) => row.querySelector('h2')?.textContent === wanted)?.scrollIntoView({ block: 'end' });
    },
    name,
  );
  await untilStill(popup, t('row.rejectLabel', name));
  const accept = await rectOf(popup, t('row.acceptLabel', name));
  const reject = await rectOf(popup, t('row.rejectLabel', name));
  await popup.click(`[aria-label="${t('row.rejectLabel', name)}"]`);
  await expectClear(popup, t('row.confirmYesLabel', name), [accept, reject]);
  const safe = await focusedRect(popup);
  const answer = await rectOf(popup, t('row.confirmYesLabel', name));
  expect(overlap(safe, answer)).toBe(false);
  // The two are next to each other, on one line.
  expect(Math.abs(centerOf(safe).y - centerOf(answer).y)).toBeLessThan(1);
  expect(Math.max(safe.left - answer.right, answer.left - safe.right)).toBeLessThan(12);
  await stepBack(popup, '.answering');
}

/** With the key, because a button would first have to stop moving. */
async function stepBack(popup: Page, question: string): Promise<void> {
  await popup.keyboard.press('Escape');
  await popup.waitForSelector(question, { hidden: true });
}

/** The button covers none of the pressed buttons, nor would scrolling move it under the pointer. */
async function expectClear(popup: Page, name: string, triggers: Rect[]): Promise<void> {
  const answer = await rectOf(popup, name);
  for (const trigger of triggers) {
    expect(overlap(answer, trigger), name).toBe(false);
    const aside = answer.right <= trigger.left || trigger.right <= answer.left;
    expect(aside, `${name}: ${JSON.stringify({ answer, trigger })}`).toBe(true);
  }
}

function focusedRect(popup: Page): Promise<Rect> {
  return popup.evaluate(() => {
    const { left, top, right, bottom } = (document.activeElement ?? document.body).getBoundingClientRect();
    return { left, top, right, bottom };
  });
}

async function expectQuestionsAside(popup: Page, t: Translate): Promise<void> {
  await untilStill(popup, t('row.acceptLabel', 'Acme'));
  expect(await organizations(popup)).toHaveLength(names.length);
  for (const name of ['Globex', 'Hooli']) await expectApart(t, popup, name);

  await press(popup, t('find.select'));
  await popup.click('.select-all input');
  for (const [trigger, answer] of [
    ['select.accept', 'select.yesAccept'],
    ['select.reject', 'select.yesReject'],
  ] as const) {
    const triggers = [await rectOf(popup, t('select.accept')), await rectOf(popup, t('select.reject'))];
    await press(popup, t(trigger));
    await expectClear(popup, t(answer), triggers);
    expect(await popup.evaluate(() => document.activeElement?.textContent)).toBe(t('select.back'));
    await stepBack(popup, '[role=alertdialog]');
  }
}

it.each(triedLocales)('questions appear next to the pressed button in %s', async (locale) => {
  const folder = makeBuildInOneLanguage('.output/chrome-mv3', locale);
  try {
    const popup = await popupIn(await stage().extension.installCopy(folder.dir));
    await expectQuestionsAside(popup, await translator(locale));
  } finally {
    folder.remove();
  }
});
