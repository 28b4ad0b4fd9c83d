import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The violations of WCAG 2.2 AA that axe finds, as 'rule: where'. */
export function violations(page: Page): Promise<string[]> {
  return run(page, ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
}

/** Only those that depend on colors, for a page where nothing else has changed. */
export function colorViolations(page: Page): Promise<string[]> {
  return run(page, ['color-contrast', 'link-in-text-block']);
}

/** Runs rules by their names or tags. */
async function run(page: Page, runOnly: readonly string[]): Promise<string[]> {
  // Evaluated as text, because Trusted Types would refuse a script element.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const found: unknown = await page.evaluate(
    `axe.run({ runOnly: ${JSON.stringify(runOnly)}, resultTypes: ['violations'] }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ': ' + target + ' ' + failureSummary)))`,
  );
  return Array.isArray(found) ? found.map(String) : ['axe did not answer'];
}
