import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { choose } from '../harness/pages';
import { type Stage, setStage } from './stage';

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
});

afterEach(async () => {
  const { problems } = stage.extension;
  await stage.close();
  expect(problems).toEqual([]);
});

it('is light or dark as the person chose, whatever the browser is', async () => {
  await stage.connect();
  const options = await stage.extension.openPage('options.html');
  const backgrounds = async () => {
    const popup = await stage.extension.openPopup();
    const pages = [options, popup];
    const read = async (scheme: string) => {
      await Promise.all(
        pages.map((page) => page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])),
      );
      return Promise.all(
        pages.map((page) => page.$eval('html', (html) => getComputedStyle(html).backgroundColor)),
      );
    };
    const seen = { light: await read('light'), dark: await read('dark') };
    await popup.close();
    return seen;
  };
  const light = ['rgb(255, 255, 255)', 'rgb(255, 255, 255)'];
  const dark = ['rgb(28, 27, 26)', 'rgb(28, 27, 26)'];
  expect(await backgrounds()).toEqual({ light, dark });
  await choose(options, 'Dark');
  await vi.waitFor(async () => expect(await backgrounds()).toEqual({ light: dark, dark }), 10_000);
  await choose(options, 'Light');
  await vi.waitFor(async () => expect(await backgrounds()).toEqual({ light, dark: light }), 10_000);
});
