import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { launchFirefox } from '../harness/firefox';
import { choose, waitForText } from '../harness/pages';
import { stageWith } from './stage';
import { useStage } from './use-stage';

const light = { 'ui.systemUsesDarkTheme': 0 };
const stage = useStage(() => stageWith((api) => launchFirefox({ api, prefs: light })));

it('a dark list has no light scrollbar on a light system', async () => {
  const { sandbox, extension, connect } = stage();
  for (let i = 1; i <= 12; i++) sandbox.addInvite({ organization_name: `Organization ${i}` });
  await connect();
  const options = await extension.openPage('options.html');
  await choose(options, 'Dark');
  const popup = await extension.openPage('popup.html');
  await popup.setViewport({ width: 380, height: 640 });
  await waitForText(popup, 'Organization 7');
  const picture = await popup.screenshot({ encoding: 'base64' });
  expect(await brightestAtEdge(popup, picture)).toBeLessThan(160);
});

it('dark diagnostics have no light scrollbar on a light system', async () => {
  await stage().connect();
  const options = await stage().extension.openPage('options.html');
  await choose(options, 'Dark');
  await options.locator('.diagnostics summary').click();
  await waitForText(options, 'Copy');
  const field = await options.waitForSelector('.diagnostics textarea');
  // So that it has scrollbars.
  await field?.evaluate((textarea) => {
    textarea.rows = 1;
  });
  const picture = await field?.screenshot({ encoding: 'base64' });
  expect(await brightestAtEdge(options, picture ?? '')).toBeLessThan(160);
});

/** The brightest value of any color in the rightmost pixels of a picture, where the scrollbar is. */
async function brightestAtEdge(page: Page, picture: string): Promise<number> {
  return page.evaluate(async (png) => {
    const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const edge = context?.getImageData(bitmap.width - 6, 0, 6, bitmap.height).data ?? [255];
    return Math.max(...edge.filter((_, i) => i % 4 !== 3));
  }, picture);
}
