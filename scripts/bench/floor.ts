import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { eagerHint } from '../lib/eager-functions';
import { floorPage } from './subject';

/** The floor's page that shows a word and nothing else. */
export const blankPage = 'blank.html';
const styleSheet = 'styles.css';
const blankHtml = '<!doctype html><html lang="en"><title>Blank</title><p>Blank</p></html>';

/**
 * Begins the floor in `folder`: an extension without permissions, worker or script, whose pages are what our popup
 * has become when it is finished. Nothing that shows the same can be faster.
 */
export function createFloor(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const manifest = { manifest_version: 3, name: 'Floor', version: '1' };
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, blankPage), blankHtml);
}

const readBody = 'const { [location.pathname]: body } = await chrome.storage.local.get(location.pathname);';

/** Builds the page that is stored for its address, from the description that `describe` gives. */
const showScript = `
${readBody}
const build = ([namespace, name, attributes, children]) => {
  const element = document.createElementNS(namespace, name);
  for (const [key, value] of attributes) element.setAttribute(key, value);
  for (const child of children) element.append(typeof child === 'string' ? child : build(child));
  return element;
};
document.body.replaceWith(build(body));
`;

/** The same with Preact, and nothing of ours. */
const libraryScript = `
import { h, render } from './preact.js';
${readBody}
const build = ([, name, attributes, children]) => h(name, Object.fromEntries(attributes), ...children.map(childOf));
const childOf = (child) => (typeof child === 'string' ? child : build(child));
render(body[3].map(childOf), document.body);
`;

/**
 * Is started by the same events as ours. Reads what is stored of the last poll, fetches pages of invitations, one after
 * the other, and parses all that JSON.
 */
const workerScript = `
const { alarms, permissions, runtime, storage } = chrome;
const events = [
  alarms.onAlarm, runtime.onInstalled, runtime.onStartup, storage.managed.onChanged, storage.sync.onChanged,
  permissions.onAdded, permissions.onRemoved,
];
for (const event of events) event.addListener(() => {});
for (const area of [storage.local, storage.session]) area.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
chrome.runtime.onMessage.addListener(({ token, paths, known }, _, answer) => {
  poll(token, paths, known).then(answer);
  return true;
});
async function poll(token, paths, known) {
  JSON.parse((await chrome.storage.local.get(known))[known]);
  const headers = { Authorization: 'Bearer ' + token };
  for (const path of paths) {
    const response = await fetch('https://api.cloudflare.com/client/v4' + path, { headers });
    JSON.parse(await response.text());
  }
}
`;

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
  const preact = readFileSync('node_modules/preact/dist/preact.mjs', 'utf8');
  for (const [file, script] of Object.entries({ show: showScript, library: libraryScript, preact })) {
    writeFileSync(path.join(folder, `${file}.js`), eagerHint + script);
  }
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
  const html = (more: string, content: string) =>
    `<!doctype html>\n<html ${attributes}><head>${head}<link rel="stylesheet" href="${styleSheet}">${more}</head><body>${content}</body></html>`;
  writeFileSync(path.join(plain, file), html('', body));
  const script = (name: string) => `<script type="module" src="/${name}"></script>`;
  writeFileSync(path.join(scripted, file), html(script('show.js'), ''));
  writeFileSync(path.join(scripted, libraryFile), html(script('library.js'), ''));
  for (const folder of [plain, scripted]) writeFileSync(path.join(folder, styleSheet), styles.join('\n'));
  return { [`/${file}`]: described, [`/${libraryFile}`]: described };
}
