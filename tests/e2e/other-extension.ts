import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as z from 'zod';

/** A folder with an extension to load; call `remove` after the browser was closed. */
export interface ExtensionFolder {
  dir: string;
  remove(): void;
}

function newFolder(): ExtensionFolder {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'invites-extension-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** A third-party extension with one page. */
export function makeOtherExtension(): ExtensionFolder {
  const folder = newFolder();
  const manifest = {
    manifest_version: 3,
    name: 'Other',
    version: '1',
    // Each browser uses the one that it knows.
    background: { service_worker: 'w.js', scripts: ['w.js'] },
    browser_specific_settings: { gecko: { id: 'other@elsewhere.example' } },
  };
  writeFileSync(path.join(folder.dir, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder.dir, 'w.js'), '');
  writeFileSync(path.join(folder.dir, 'page.html'), '<!doctype html><title>Other</title>');
  return folder;
}

/**
 * The shipped build plus a content script that tries what such a script could do, and writes the outcomes into the
 * page's title. The shipped build has none; this shows that even a content script would have no access.
 */
export function makeBuildWithContentScript(build: string): ExtensionFolder {
  const folder = newFolder();
  cpSync(build, folder.dir, { recursive: true });
  changeManifest(folder.dir, {
    content_scripts: [{ matches: ['http://127.0.0.1/*'], js: ['try.js'] }],
    // Firefox allows only one extension per id.
    browser_specific_settings: { gecko: { id: 'copy@elsewhere.example' } },
  });
  writeFileSync(path.join(folder.dir, 'try.js'), contentScript);
  return folder;
}

/** The shipped build with the texts of only one language, so that every browser shows it in that language. */
export function makeBuildInOneLanguage(build: string, locale: string): ExtensionFolder {
  const folder = newFolder();
  cpSync(build, folder.dir, { recursive: true });
  const locales = path.join(folder.dir, '_locales');
  for (const other of readdirSync(locales).filter((name) => name !== locale)) {
    rmSync(path.join(locales, other), { recursive: true });
  }
  changeManifest(folder.dir, { default_locale: locale });
  return folder;
}

function changeManifest(dir: string, changes: object): void {
  const file = path.join(dir, 'manifest.json');
  const manifest = z.looseObject({}).parse(JSON.parse(readFileSync(file, 'utf8')));
  writeFileSync(file, JSON.stringify({ ...manifest, ...changes }));
}

const contentScript = `
const outcome = (attempt) => Promise.resolve().then(attempt)
  .then((value) => JSON.stringify(value ?? null), (error) => 'refused: ' + error.message);
Promise.all([
  outcome(() => chrome.storage.local.get(null)),
  outcome(() => chrome.storage.session.get(null)),
  outcome(() => chrome.runtime.sendMessage({ type: 'refresh' })),
]).then((outcomes) => { document.title = JSON.stringify(outcomes); });
`;
