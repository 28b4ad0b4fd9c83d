import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { violations } from '../harness/axe';
import type { ExtensionBrowser } from '../harness/chromium';
import { eventually } from '../harness/eventually';
import { choose, everyText, fill, organizations, press, pressAndSend, waitForText } from '../harness/pages';
import { type Translate, translator, triedLocales } from '../support/texts';
import { makeBuildInOneLanguage } from './other-extension';
import { edgesOf, englishTexts, hasWords, spilling } from './reading';
import { setStage } from './stage';
import { useStage } from './use-stage';

/** The browser's own language, which the shipped build uses; the others are tested in copies of the build. */
const own = 'ar';

const stage = useStage(() =>
  setStage({ chromium: { lang: own, windowSize: { width: 1280, height: 1000 } } }),
);

type Look = (page: Page, where: string) => Promise<void>;

/** Goes through the extension in one language, and passes every page to `look`. */
async function walk(extension: ExtensionBrowser, locale: string, look: Look): Promise<void> {
  const t = await translator(locale);
  const { sandbox } = stage();
  sandbox.setInvites([]);
  sandbox.addInvite({
    organization_name: 'Acme',
    organization_is_enforcing_twofactor: true,
    expires_on: new Date(Date.now() + 30 * 3_600_000).toISOString(),
  });
  sandbox.addInvite({ organization_name: 'Globex' });

  const welcome = await extension.openPopup();
  await waitForText(welcome, t('welcome.title'));
  await look(welcome, 'welcome');
  await welcome.close();

  const options = await extension.openPage('options.html');
  await press(options, t('options.keepingChangeLabel'));
  await choose(options, t('options.keepEncrypted'));
  await press(options, t('options.submit'));
  await look(options, 'first run');
  await choose(options, t('options.keepDevice'));
  await fill(options, t('options.token'), sandbox.credentials.token);
  await press(options, t('options.submit'));
  await waitForText(options, t('options.connected', '2'));
  await look(options, 'options');
  await expectAnswersSideBySide(options, t);

  await walkPopup(extension, t, look);
  await options.close();
}

/** In a narrow window too, the buttons must be next to each other: one alone on a line would seem the only one. */
async function expectAnswersSideBySide(options: Page, t: Translate): Promise<void> {
  await options.setViewport({ width: 320, height: 640 });
  await press(options, t('options.disconnectLabel', stage().sandbox.credentials.email));
  await options.waitForSelector('.question');
  const boxes = await options.$$eval('.question button', (buttons) =>
    buttons.map((button) => button.getBoundingClientRect()).map(({ top, height }) => [top, height]),
  );
  expect(boxes).toHaveLength(2);
  expect(boxes[1]).toEqual(boxes[0]);
  await options.setViewport(null);
  await press(options, t('options.disconnectKeep'));
}

/** How long each line of a text is, relative to the longest: a single word on a line makes a short one. */
function lineShares(page: Page, selector: string): Promise<number[]> {
  return page.$eval(selector, (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    // A line with two directions has a box for each.
    const lines = new Map<number, number>();
    for (const { top, width } of range.getClientRects()) {
      lines.set(Math.round(top), (lines.get(Math.round(top)) ?? 0) + width);
    }
    return Array.from(lines.values(), (width) => width / Math.max(...lines.values()));
  });
}

async function walkPopup(extension: ExtensionBrowser, t: Translate, look: Look): Promise<void> {
  const popup = await extension.openPopup();
  expect((await organizations(popup)).sort()).toEqual(['Acme', 'Globex']);
  await extension.waitForBadge('2');
  // The title is set right after the text.
  await eventually(async () => expect((await extension.badge()).title).toBe(t('badge.pending', '2')));
  await popup.locator('::-p-aria([name="Acme"][role="button"])').click();
  await popup.keyboard.press('?');
  await press(popup, t('row.rejectLabel', 'Globex'));
  await waitForText(popup, t('details.organizationId'));
  await look(popup, 'list');
  expect(Math.min(...(await lineShares(popup, '.time-left')))).toBeGreaterThan(1 / 3);
  await press(popup, t('find.select'));
  await look(popup, 'selecting');
  await press(popup, t('find.selectEnd'));
  await pressAndSend(popup, t('row.acceptLabel', 'Acme'));
  await extension.waitForBadge('1');
  expect(
    stage()
      .sandbox.invites()
      .map(({ status }) => status),
  ).toEqual(['accepted', 'pending']);
  await press(popup, t('popup.tabPast'));
  await waitForText(popup, t('past.accepted'));
  await look(popup, 'past');
}

/** Returns a check that no English is left on a page and that every text fits. */
async function lookForEnglish(locale: string): Promise<Look> {
  const english = await englishTexts(locale);
  return async (page, where) => {
    const seen = (await everyText(page)).join('\n');
    const left = english.filter((words) => hasWords(seen, words));
    expect(left, where).toEqual([]);
    expect(await spilling(page), where).toEqual([]);
  };
}

it.each(triedLocales.filter((locale) => locale !== 'en' && locale !== own))(
  'the extension connects, lists and accepts in %s, with no English left and room for every text',
  async (locale) => {
    const folder = makeBuildInOneLanguage('.output/chrome-mv3', locale);
    try {
      await walk(await stage().extension.installCopy(folder.dir), locale, await lookForEnglish(locale));
    } finally {
      folder.remove();
    }
  },
);

it('the extension is in Arabic in an Arabic browser, with a mirrored layout, and axe finds nothing', async () => {
  const found: Record<string, string[]> = {};
  const lookForEnglishOn = await lookForEnglish(own);
  await walk(stage().extension, own, async (page, where) => {
    await lookForEnglishOn(page, where);
    const { dir, lang } = await page.$eval('html', ({ dir, lang }) => ({ dir, lang }));
    expect({ dir, lang }).toEqual({ dir: 'rtl', lang: 'ar' });
    const all = await violations(page);
    if (all.length > 0) found[where] = all;
    if (where === 'list') await expectTurnedAround(page);
  });
  expect(found).toEqual({});
});

async function expectTurnedAround(popup: Page): Promise<void> {
  const text = await edgesOf(popup, '.invite-body');
  expect((await edgesOf(popup, '.avatar')).left).toBeGreaterThanOrEqual(text.right);
  const accept = await edgesOf(popup, '[data-key=accept]');
  expect(accept.left).toBe((await edgesOf(popup, '.answer:has([data-key=accept])')).left);
  expect((await edgesOf(popup, '[data-key=reject]')).left).toBeGreaterThan(accept.right);
  const settings = await edgesOf(popup, '.icon-button:last-child');
  expect((await edgesOf(popup, '.mark')).left).toBeGreaterThan(settings.right);
  const outside = await popup.$eval('.outside .icon', (icon) => getComputedStyle(icon).scale);
  expect(outside).toBe('-1 1');
  const directions = await popup.$$eval('.id, .inviter, .name bdi', (all) =>
    all.map((one) => getComputedStyle(one).direction),
  );
  expect(new Set(directions)).toEqual(new Set(['ltr']));
}
