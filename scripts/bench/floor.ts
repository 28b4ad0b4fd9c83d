import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Lab, Origin } from './lab';
import { openPopup } from './open-popup';

/**
 * Installs the static floor: an extension without scripts or a worker, whose popup is the finished popup of `model`,
 * saved as HTML with its styles in one linked file.
 */
export async function installFloor(lab: Lab, model: Origin): Promise<Origin> {
  const { page } = await openPopup(lab, model);
  const { html, css } = await page.evaluate(() => {
    const sheets = [...document.styleSheets, ...document.adoptedStyleSheets];
    const css = sheets.flatMap(({ cssRules }) => Array.from(cssRules, ({ cssText }) => cssText)).join('\n');
    for (const element of document.querySelectorAll('script, link, [elementtiming]')) element.remove();
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = 'popup.css';
    document.head.append(link);
    return { html: `<!doctype html>${document.documentElement.outerHTML}`, css };
  });
  await page.close();

  const folder = path.join(lab.folder, 'floor');
  mkdirSync(folder);
  const manifest = { manifest_version: 3, name: 'Floor', version: '1' };
  const files = { 'manifest.json': JSON.stringify(manifest), 'popup.html': html, 'popup.css': css };
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
  return lab.install(folder);
}
