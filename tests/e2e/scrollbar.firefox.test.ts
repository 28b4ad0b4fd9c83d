import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { eventually } from '../harness/eventually';
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
  // The worker may still be storing the choice when the popup opens.
  await eventually(async () => expect(await brightestAtTheEdge(popup)).toBeLessThan(160));
});

/** The brightest color value, up to 255, in the six columns of pixels where the scrollbar is. */
async function brightestAtTheEdge(page: Page): Promise<number> {
  const picture = await page.screenshot({ encoding: 'base64' });
  return page.evaluate(async (png) => {
    const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const edge = context?.getImageData(bitmap.width - 6, 0, 6, bitmap.height).data ?? [255];
    return Math.max(...edge.filter((_, i) => i % 4 !== 3));
  }, picture);
}
