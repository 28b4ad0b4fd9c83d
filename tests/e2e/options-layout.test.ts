import { afterEach, expect, it } from 'vitest';
import { type Stage, setStage } from './stage';

let stage: Stage;

afterEach(() => stage.close());

it('is one column of 600 px in the middle, though it shares the popup’s style sheet', async () => {
  stage = await setStage();
  const page = await stage.extension.openPage('options.html');
  const { width, left, right } = await page.$eval('#app', (app) => {
    const { width, left, right } = app.getBoundingClientRect();
    return { width, left, right: document.documentElement.clientWidth - right };
  });
  expect(width).toBe(600);
  expect(Math.abs(left - right)).toBeLessThanOrEqual(1);
  const overflow = await page.$eval('main', (main) => getComputedStyle(main).overflowY);
  expect(overflow).toBe('visible');
});
