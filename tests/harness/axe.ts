import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds against WCAG 2.2 AA, as 'rule: where'. */
export async function violations(page: Page): Promise<string[]> {
  // Its text, because Trusted Types refuse a script element.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const found: unknown = await page.evaluate(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ': ' + target + ' ' + failureSummary)))`,
  );
  return Array.isArray(found) ? found.map(String) : ['axe did not answer'];
}
