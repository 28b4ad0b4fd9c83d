import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'puppeteer-core';

/**
 * Begins the floor in `folder`: an extension without permissions, worker or script, whose pages are what our popup
 * has become when it is finished. Nothing that shows the same can be faster.
 */
export function createFloor(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const manifest = { manifest_version: 3, name: 'Floor', version: '1' };
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
}

/** Writes the finished popup that `page` shows as a page of the floor, with the style sheets of the build in `build`. */
export async function writeFloorPage(page: Page, build: string, folder: string, file: string): Promise<void> {
  const { html, sheets } = await page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true);
    if (!(copy instanceof Element)) throw new Error('The document has no element.');
    for (const element of copy.querySelectorAll('script, link[rel=modulepreload], [elementtiming]'))
      element.remove();
    const links = Array.from(document.styleSheets, ({ href }) => (href ? new URL(href).pathname : ''));
    return { html: `<!doctype html>\n${copy.outerHTML}`, sheets: links.filter((link) => link !== '') };
  });
  for (const sheet of sheets) cpSync(path.join(build, sheet), path.join(folder, sheet));
  writeFileSync(path.join(folder, file), html);
}
