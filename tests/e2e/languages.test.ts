import type { Page } from 'puppeteer-core';
import { afterEach, expect, it } from 'vitest';
import { violations } from '../harness/axe';
import { choose, everyText, fill, organizations, press, waitForText } from '../harness/pages';
import { locales, type Translate, translator } from '../support/texts';
import { edgesOf, englishTexts, hasWords, spilling } from './reading';
import { type Stage, setStage } from './stage';

let stage: Stage;

afterEach(async () => {
  const { problems } = stage.extension;
  await stage.close();
  expect(problems).toEqual([]);
});

/** Walks through the extension in a language, and has `look` see every page on the way. */
async function walk(locale: string, look: (page: Page, where: string) => Promise<void>): Promise<void> {
  const t = await translator(locale);
  stage = await setStage({
    chromium: { lang: locale.replace('_', '-'), windowSize: { width: 1280, height: 1000 } },
  });
  const { sandbox, extension } = stage;
  sandbox.addInvite({ organization_name: 'Acme', organization_is_enforcing_twofactor: true });
  sandbox.addInvite({ organization_name: 'Globex' });

  const welcome = await extension.openPopup();
  await waitForText(welcome, t('welcome.title'));
  await look(welcome, 'welcome');
  await welcome.close();

  const options = await extension.openPage('options.html');
  await choose(options, t('options.keepEncrypted'));
  await press(options, t('options.submit'));
  await look(options, 'first run');
  await choose(options, t('options.keepDevice'));
  await fill(options, t('options.token'), sandbox.credentials.token);
  await press(options, t('options.submit'));
  await waitForText(options, t('options.connected', '2'));
  await look(options, 'options');

  await walkPopup(await extension.openPopup(), t, look);
}

async function walkPopup(popup: Page, t: Translate, look: (page: Page, where: string) => Promise<void>) {
  expect((await organizations(popup)).sort()).toEqual(['Acme', 'Globex']);
  await stage.extension.waitForBadge('2');
  expect((await stage.extension.badge()).title).toBe(t('badge.pending', '2'));
  await popup.locator('::-p-aria([name="Acme"][role="button"])').click();
  await popup.keyboard.press('?');
  await press(popup, t('row.rejectLabel', 'Globex'));
  await waitForText(popup, t('details.organizationId'));
  await look(popup, 'list');
  await press(popup, t('find.select'));
  await look(popup, 'selecting');
  await press(popup, t('find.selectEnd'));
  await press(popup, t('row.acceptLabel', 'Acme'));
  await stage.extension.waitForBadge('1');
  expect(stage.sandbox.invites().map(({ status }) => status)).toEqual(['accepted', 'pending']);
  await press(popup, t('popup.tabPast'));
  await waitForText(popup, t('past.accepted'));
  await look(popup, 'past');
}

it.each(locales.filter((locale) => locale !== 'en'))(
  'connects, lists and accepts in %s, with no English left and room for every text',
  async (locale) => {
    const english = await englishTexts(locale);
    await walk(locale, async (page, where) => {
      const seen = (await everyText(page)).join('\n');
      const left = english.filter((words) => hasWords(seen, words));
      expect(left, where).toEqual([]);
      expect(await spilling(page), where).toEqual([]);
    });
  },
);

it('is written from the right in Arabic, in a layout turned around, and axe finds nothing', async () => {
  const found: Record<string, string[]> = {};
  await walk('ar', async (page, where) => {
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
