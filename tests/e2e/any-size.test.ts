import type { Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { eventually } from '../harness/eventually';
import { press, waitForText } from '../harness/pages';
import { seedLogins } from '../harness/seed';
import { translator, triedLocales } from '../support/texts';
import { makeBuildInOneLanguage } from './other-extension';
import { sendCommand, setStage } from './stage';
import { useStage } from './use-stage';

// Zoom, text and windows of any size, and touch: everything can be reached with one scrollbar.

const stage = useStage(() => setStage({ chromium: { windowSize: { width: 1280, height: 1000 } } }));

beforeAll(async () => {
  const { sandbox, connect } = stage();
  sandbox.setInvites([]);
  sandbox.addInvite({
    organization_name: 'Northgate Credit Cooperative and its many subsidiaries in the northern counties',
    invited_by: 'maximiliane.von-und-zu@northgate-credit-cooperative.example',
    organization_is_enforcing_twofactor: true,
    roles: ['Super Administrator - All Privileges', ...Array.from({ length: 29 }, (_, i) => `Role ${i}`)],
    expires_on: new Date(Date.now() + 270_000).toISOString(),
  });
  for (const name of ['Acme', 'Globex', 'Initech', 'Umbrella'])
    sandbox.addInvite({ organization_name: name });
  await connect(2);
});

let settings: Page | undefined;

/** Sets the default zoom for all pages, which applies to popups too. */
async function zoomTo(factor: number): Promise<void> {
  if (!settings) {
    settings = await stage().extension.browser.newPage();
    await settings.goto('chrome://settings/appearance');
  }
  await settings.evaluate(
    (zoom) => Reflect.get(chrome, 'settingsPrivate').setDefaultZoom(zoom, () => undefined),
    factor,
  );
}

async function withFont(page: Page, size: number): Promise<void> {
  const session = await page.createCDPSession();
  await session.send('Page.setFontSizes', { fontSizes: { standard: size } });
  await session.detach();
}

/** The elements that overflow and can be scrolled, and in which direction. */
const scrolling = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((one) => {
      const isRoot = one === document.documentElement;
      const { overflowX, overflowY } = getComputedStyle(one);
      const can = (overflow: string) => isRoot || ['auto', 'scroll'].includes(overflow);
      return [
        ...(can(overflowY) && one.scrollHeight > one.clientHeight ? [`${one.localName} down`] : []),
        ...(can(overflowX) && one.scrollWidth > one.clientWidth ? [`${one.localName} sideways`] : []),
      ];
    }),
  );

/** Whether the last button of the list can be scrolled into view, with nothing covering it. */
const reachesTheEnd = (page: Page) =>
  page.$$eval('[data-key=accept]', (buttons) => {
    const last = buttons.at(-1);
    last?.scrollIntoView({ block: 'end' });
    const { left, top, width, height } = last?.getBoundingClientRect() ?? new DOMRect();
    return document.elementFromPoint(left + width / 2, top + height / 2) === last;
  });

it.each([
  [1.1, 'html down'],
  [1.25, 'html down'],
  [1.5, 'html down'],
  [1.75, 'html down'],
  // This is last because the tests below need no zoom.
  [1, 'main down'],
])('the popup has one scrollbar, which reaches the end of the list, at a zoom of %f', async (zoom, bar) => {
  await zoomTo(zoom);
  const popup = await stage().extension.openPopup();
  await popup.waitForFunction((factor) => Math.abs(devicePixelRatio - factor) < 0.01, {}, zoom);
  await popup.waitForFunction((factor) => Math.abs(innerHeight * factor - 600) < 2, {}, zoom);
  expect(await scrolling(popup)).toEqual([bar]);
  expect(await reachesTheEnd(popup)).toBe(true);
  await popup.close();
});

it.each([
  [16, 'main down'],
  [24, 'main down'],
  [32, 'html down'],
])('the popup follows a browser font size of %i px, even at a width of 320 px', async (size, bar) => {
  const page = await stage().extension.openPage('popup.html');
  await withFont(page, size);
  await page.setViewport({ width: 320, height: 640 });
  await page.locator('.name').click();
  const seen = await page.evaluate(() => {
    const sizeOf = (selector: string) => {
      const one = document.querySelector(selector);
      return one ? Number.parseFloat(getComputedStyle(one).fontSize) : 0;
    };
    return {
      text: sizeOf('body'),
      name: sizeOf('.name'),
      role: sizeOf('.mighty'),
      left: sizeOf('.time-left'),
    };
  });
  const rem = (share: number) => share * size;
  expect(seen).toEqual({ text: rem(13 / 16), name: rem(14 / 16), role: rem(0.75), left: rem(0.75) });
  // What is left of the edge cannot be scrolled to.
  expect(await page.$eval('.details', (box) => box.getBoundingClientRect().left)).toBeGreaterThanOrEqual(0);
  expect(await scrolling(page)).toEqual([bar]);
  await page.locator('header button').click();
  await page.keyboard.press('?');
  await page.waitForSelector('.keys');
  expect((await scrolling(page)).filter((box) => box.endsWith('sideways'))).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await reachesTheEnd(page)).toBe(true);
  await page.close();
});

it.each(['popup.html', 'options.html'] as const)(
  'targets are at least 44 px for touch at a width of 320 px: %s',
  async (file) => {
    const page = await stage().extension.openPage(file);
    await page.setViewport({ width: 320, height: 640, hasTouch: true, isMobile: true });
    if (file === 'popup.html') {
      await page.locator('.name').click();
      await waitForText(page, 'What roles allow');
      await press(page, 'Select');
    }
    // A label counts together with its box, and so does a row, because a press anywhere selects it.
    const small = await page.$$eval('button, a, input, select, summary', (targets) =>
      targets
        .map((one) => ({
          name: one.ariaLabel ?? one.textContent,
          box: (one.closest(one.matches('.select') ? '.invite' : 'label') ?? one).getBoundingClientRect(),
        }))
        .filter(({ box }) => box.width > 0 && Math.min(box.width, box.height) < 44)
        .map(({ name, box }) => `${name}: ${box.width} by ${box.height}`),
    );
    expect(small).toEqual([]);
    expect((await scrolling(page)).filter((box) => box.endsWith('sideways'))).toEqual([]);
    await page.close();
  },
);

it.each([
  [640, true],
  [480, true],
  [480, false],
])(
  'the list of keyboard shortcuts leaves the toolbar visible: %i px high, touch: %s',
  async (height, hasTouch) => {
    const page = await stage().extension.openPage('popup.html');
    await page.setViewport({ width: 380, height, hasTouch, isMobile: hasTouch });
    await waitForText(page, 'Globex');
    for (const name of ['Select', 'Done']) {
      await page.keyboard.press('?');
      await page.waitForSelector('.keys');
      const [tools, keys] = await page.$$eval('.tools, .keys', (both) =>
        both
          .map((one) => {
            one.closest('main')?.scrollTo(0, 400);
            document.documentElement.scrollTo(0, 400);
            return one.getBoundingClientRect();
          })
          .map(({ top, bottom }) => ({ top, bottom })),
      );
      expect(keys?.top).toBeGreaterThanOrEqual((tools?.bottom ?? 0) - 0.5);
      expect(keys?.top).toBeLessThan((tools?.bottom ?? 0) + 1);
      await page.keyboard.press('Escape');
      await press(page, name);
    }
    await page.close();
  },
);

it.each([380, 320])('every id fits on one line at a width of %i px', async (width) => {
  const page = await stage().extension.openPage('popup.html');
  await page.setViewport({ width, height: 640 });
  await page.locator('.name').click();
  await page.waitForSelector('.details .id');
  const lines = await page.$$eval('.details .id', (ids) =>
    ids.map((id) => [...new Set([...id.getClientRects()].map(({ top }) => top))].length),
  );
  expect(lines.length).toBeGreaterThan(1);
  expect(new Set(lines)).toEqual(new Set([1]));
  await page.close();
});

/** Whether an element can be scrolled fully into the window and pressed in its middle. */
const canBePressed = (page: Page, selector: string) =>
  page.$eval(selector, (one) => {
    one.scrollIntoView({ block: 'nearest' });
    const { left, top, right, bottom } = one.getBoundingClientRect();
    const isWhole = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    return isWhole && one.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
  });

it.each([
  [375, 600, 16],
  [375, 600, 24],
  [570, 600, 24],
  [760, 600, 32],
  [760, 544, 32],
  [320, 400, 16],
])(
  'the list of keyboard shortcuts fits into a window of %i by %i px with a font size of %i px',
  async (width, height, size) => {
    const page = await stage().extension.openPage('popup.html');
    await withFont(page, size);
    await page.setViewport({ width, height });
    await eventually(async () => {
      if (!(await page.$('.keys'))) await page.keyboard.press('?');
      expect(await page.$('.keys')).not.toBeNull();
    });
    const { top, bottom } = await page.$eval('.keys', (keys) => keys.getBoundingClientRect().toJSON());
    expect(top).toBeGreaterThanOrEqual(0);
    expect(bottom).toBeLessThanOrEqual(height);
    expect((await scrolling(page)).filter((box) => box.endsWith('sideways'))).toEqual([]);
    expect(await canBePressed(page, '.keys .button')).toBe(true);
    await page.close();
  },
);

it.each([600, 544])(
  'while scrolling, a window %i px high with a large font shows only the list',
  async (height) => {
    const page = await stage().extension.openPage('popup.html');
    await withFont(page, 32);
    await page.setViewport({ width: 760, height });
    expect(await scrolling(page)).toEqual(['html down']);
    for (const part of ['header .icon-button', '.tools .button']) {
      expect(await canBePressed(page, part), part).toBe(true);
    }
    await page.$eval('.invites', (list) => scrollBy(0, list.getBoundingClientRect().top));
    const atTheEdges = await page.evaluate(() =>
      [1, innerHeight - 1].map((y) => !!document.elementFromPoint(innerWidth / 2, y)?.closest('.invites')),
    );
    expect(atTheEdges).toEqual([true, true]);
    expect(await reachesTheEnd(page)).toBe(true);
    await page.$eval('footer', (footer) => footer.scrollIntoView());
    expect(await page.$eval('footer', (footer) => footer.getBoundingClientRect().bottom)).toBe(height);
    // The selection bar stays in view, with its buttons.
    await press(page, 'Select');
    await page.locator('.invites .select:enabled').click();
    await page.evaluate(() => scrollTo(0, 0));
    expect(await page.$eval('.selection', (box) => box.getBoundingClientRect().bottom)).toBe(height);
    await page.close();
  },
);

it.each(triedLocales)('the selection bar and its question fit into 320 and 400 px: %s', async (locale) => {
  const t = await translator(locale);
  const { sandbox, extension } = stage();
  sandbox.addInvite({ organization_name: 'Сloudflare Security' });
  const folder = makeBuildInOneLanguage('.output/chrome-mv3', locale);
  try {
    const copy = await extension.installCopy(folder.dir);
    const probe = await copy.probe();
    await seedLogins(probe, [sandbox.credentials]);
    await sendCommand(probe, { type: 'refresh' });
    for (const width of [320, 400]) {
      const page = await copy.openPage('popup.html');
      await page.setViewport({ width, height: 600 });
      await press(page, t('find.select'));
      await page.locator('.select-all input').click();
      await page.waitForSelector('.selection .link');
      /** The number of lines of each text. */
      const seen = (selector: string) =>
        page.$$eval(selector, (all) =>
          all.map((one) => {
            const range = document.createRange();
            // In the Select all box, the label comes last.
            range.selectNodeContents(one.lastChild ?? one);
            return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
          }),
        );
      expect(await seen('.tools :is(label, button)')).toEqual([1, 1]);
      expect(await seen('.selection :is(.question, .link, .button)')).toEqual([1, 1, 1, 1]);
      const tops = await page.$$eval('.asking-buttons .button', (both) =>
        both.map((one) => one.getBoundingClientRect().top),
      );
      expect(new Set(tops).size).toBe(1);
      await press(page, t('select.accept'));
      await page.waitForSelector('.selection .safe');
      expect(await seen('.selection :is(.answering, .safe)')).toEqual([1, 1]);
      expect(await scrolling(page)).toEqual(['main down']);
      await page.close();
    }
  } finally {
    folder.remove();
  }
});

it('the popup fills a tab on a phone', async () => {
  const page = await stage().extension.openPage('popup.html');
  await page.setViewport({ width: 412, height: 800 });
  const edges = await page.$eval('body', (body) => body.getBoundingClientRect().toJSON());
  expect(edges).toMatchObject({ left: 0, width: 412 });
  expect(await page.$eval('#popup', ({ clientHeight }) => clientHeight)).toBe(800);
  await page.close();
});
