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

/**
 * Begins the same with the least script that a popup of stored data can have: one module of two lines reads storage
 * once and then shows the finished page, which it need not build. Nothing that waits for storage can be faster.
 */
export function createScriptedFloor(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const manifest = { manifest_version: 3, name: 'Scripted floor', version: '1', permissions: ['storage'] };
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
  const script = [
    "await chrome.storage.local.get('nothing');",
    "document.body.replaceChildren(document.querySelector('template').content);",
  ];
  writeFileSync(path.join(folder, 'show.js'), script.join('\n'));
}

/** Writes the finished popup that `page` shows as a page of both floors, with the style sheets of the build in `build`. */
export async function writeFloorPages(
  page: Page,
  build: string,
  [plain, scripted]: [string, string],
  count: number,
): Promise<void> {
  const { head, body, attributes, sheets } = await page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true);
    if (!(copy instanceof Element)) throw new Error('The document has no element.');
    for (const element of copy.querySelectorAll('script, link[rel=modulepreload], [elementtiming]'))
      element.remove();
    const links = Array.from(document.styleSheets, ({ href }) => (href ? new URL(href).pathname : ''));
    return {
      head: copy.querySelector('head')?.innerHTML ?? '',
      body: copy.querySelector('body')?.innerHTML ?? '',
      attributes: Array.from(copy.attributes, ({ name, value }) => `${name}="${value}"`).join(' '),
      sheets: links.filter((link) => link !== ''),
    };
  });
  const file = `popup-${count}.html`;
  const html = (more: string, content: string) =>
    `<!doctype html>\n<html ${attributes}><head>${head}${more}</head><body>${content}</body></html>`;
  writeFileSync(path.join(plain, file), html('', body));
  const script = '<script type="module" src="/show.js"></script>';
  writeFileSync(path.join(scripted, file), html(script, `<template>${body}</template>`));
  for (const folder of [plain, scripted]) {
    for (const sheet of sheets) cpSync(path.join(build, sheet), path.join(folder, sheet));
  }
}
