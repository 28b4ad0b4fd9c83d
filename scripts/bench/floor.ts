import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { libraryScript, showScript, workerScript } from './floor-scripts';
import { floorPage } from './subject';

/** The floor's page that shows a word and nothing else. */
export const blankPage = 'blank.html';
const styleSheet = 'styles.css';
const blankHtml = '<!doctype html><html lang="en"><title>Blank</title><p>Blank</p></html>';

/**
 * Begins the floor in `folder`: an extension without permissions, worker or script, whose pages are what our popup
 * has become when it is finished. Nothing that shows the same under our CSP can be faster.
 */
export function createFloor(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const manifest = { manifest_version: 3, name: 'Floor', version: '1' };
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, blankPage), blankHtml);
}

/**
 * Begins the same with the least script that can do it: one module reads once from storage what the page is to show, and
 * builds it with the browser's own calls; a worker reads, fetches and parses, and does nothing with what it gets. Nothing
 * that shows what is stored, or polls, can be faster. Another page does it with Preact.
 */
export function createScriptedFloor(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const manifest = {
    manifest_version: 3,
    name: 'Scripted floor',
    version: '1',
    permissions: ['storage', 'alarms'],
    host_permissions: ['https://api.cloudflare.com/*'],
    background: { service_worker: 'worker.js' },
    storage: { managed_schema: 'managed-schema.json' },
  };
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
  cpSync('public/managed-schema.json', path.join(folder, 'managed-schema.json'));
  writeFileSync(path.join(folder, 'worker.js'), workerScript);
}

/** An element of a page: its namespace, name, attributes, and what is in it. */
type Described = [namespace: string, name: string, attributes: [string, string][], children: Child[]];
type Child = Described | string;

/**
 * Writes the finished popup that `page` shows as a page of all floors, with its styles in one file. Returns what those
 * with a script are to store.
 */
export async function writeFloorPages(
  page: Page,
  [plain, scripted]: [string, string],
  count: number,
): Promise<Record<string, Described>> {
  const { head, body, described, attributes, styles } = await page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true);
    if (!(copy instanceof Element)) throw new Error('The document has no element.');
    for (const element of copy.querySelectorAll('script, link[rel=modulepreload], [elementtiming]'))
      element.remove();
    // A method: tsx would name a function with a helper that the page does not have.
    const page = {
      describe(element: Element): Described {
        const children = Array.from(element.childNodes, (node): Child[] =>
          node instanceof Element ? [page.describe(node)] : node instanceof Text ? [node.data] : [],
        );
        const attributes = Array.from(element.attributes, ({ name, value }): [string, string] => [
          name,
          value,
        ]);
        return [element.namespaceURI ?? '', element.localName, attributes, children.flat()];
      },
    };
    const adopted = Array.from(document.adoptedStyleSheets, ({ cssRules }) => Array.from(cssRules));
    return {
      head: copy.querySelector('head')?.innerHTML ?? '',
      body: copy.querySelector('body')?.innerHTML ?? '',
      described: page.describe(document.body),
      attributes: Array.from(copy.attributes, ({ name, value }) => `${name}="${value}"`).join(' '),
      styles: adopted.flat().map(({ cssText }) => cssText),
    };
  });
  const file = floorPage({ name: 'scripted', count });
  const libraryFile = floorPage({ name: 'library', count });
  const css = styles.join('\n');
  const html = (more: string, content: string) =>
    `<!doctype html>\n<html ${attributes}><head>${head}${more}</head><body>${content}</body></html>`;
  writeFileSync(path.join(plain, styleSheet), css);
  writeFileSync(path.join(plain, file), html(`<link rel="stylesheet" href="${styleSheet}">`, body));
  const writeScripted = (page: string, script: string) => {
    writeFileSync(path.join(scripted, `${page}.js`), script);
    writeFileSync(path.join(scripted, page), html(`<script type="module" src="${page}.js"></script>`, ''));
  };
  writeScripted(file, showScript(css));
  writeScripted(libraryFile, await libraryScript(css));
  return { [`/${file}`]: described, [`/${libraryFile}`]: described };
}
