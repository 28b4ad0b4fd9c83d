import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as z from 'zod';

/** A folder with an extension to load; `remove` when the browser has closed. */
export interface ExtensionFolder {
  dir: string;
  remove(): void;
}

function newFolder(): ExtensionFolder {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'invites-extension-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Somebody else's extension, with one page. */
export function makeOtherExtension(): ExtensionFolder {
  const folder = newFolder();
  const manifest = {
    manifest_version: 3,
    name: 'Other',
    version: '1',
    // Each browser takes the one that it knows.
    background: { service_worker: 'w.js', scripts: ['w.js'] },
    browser_specific_settings: { gecko: { id: 'other@elsewhere.example' } },
  };
  writeFileSync(path.join(folder.dir, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder.dir, 'w.js'), '');
  writeFileSync(path.join(folder.dir, 'page.html'), '<!doctype html><title>Other</title>');
  return folder;
}

/**
 * The shipped build, with a script in web pages added that tries what such a script could if there were one: it
 * notes the outcomes in the page's title. The shipped build has none; this shows that even then nothing is open to it.
 */
export function makeBuildWithContentScript(build: string): ExtensionFolder {
  const folder = newFolder();
  cpSync(build, folder.dir, { recursive: true });
  const file = path.join(folder.dir, 'manifest.json');
  const manifest = z.looseObject({}).parse(JSON.parse(readFileSync(file, 'utf8')));
  manifest['content_scripts'] = [{ matches: ['http://127.0.0.1/*'], js: ['try.js'] }];
  writeFileSync(file, JSON.stringify(manifest));
  writeFileSync(path.join(folder.dir, 'try.js'), contentScript);
  return folder;
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
