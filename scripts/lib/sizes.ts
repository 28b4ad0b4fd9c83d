import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseAst } from 'vite';
import { filesBelow } from './deterministic-zip';

/** The most that each part may weigh, in bytes: files gzipped one by one at level 9, and the zip as it is. */
const budgets = {
  'popup before first paint': 16_000,
  'popup, all it can ever load': 28_000,
  worker: 16_000,
  'options beyond what the popup shares': 22_000,
  'zip for the store': 120_000,
};

/** One part of what is shipped. */
export interface Part {
  name: keyof typeof budgets;
  bytes: number;
  budget: number;
  /** Scripts and style sheets, relative to the build; none for the zip. */
  files: string[];
}

/** Weighs the parts of the build in a folder, and its zip. */
export function weigh(build: string, zip: Uint8Array): Part[] {
  const popupFirst = [...closure(sourcesOf(build, 'popup.html'), (file) => staticImports(build, file))];
  const mentioned = mentions(build);
  const popup = closure(popupFirst, mentioned);
  const worker = closure(['background.js'], mentioned);
  const options = closure(sourcesOf(build, 'options.html'), mentioned);
  const part = (name: Part['name'], files: Iterable<string>): Part => {
    const list = [...files];
    const bytes = list.reduce((sum, file) => sum + gzipped(path.join(build, file)), 0);
    return { name, bytes, budget: budgets[name], files: list };
  };
  const zipName = 'zip for the store';
  return [
    part('popup before first paint', popupFirst),
    part('popup, all it can ever load', popup),
    part('worker', worker),
    part(
      'options beyond what the popup shares',
      [...options].filter((file) => !popup.has(file)),
    ),
    { name: zipName, bytes: zip.length, budget: budgets[zipName], files: [] },
  ];
}

/** A file's size when gzipped. */
export function gzipped(file: string): number {
  return gzipSync(readFileSync(file), { level: 9 }).length;
}

/** The scripts and style sheets that a page asks for by itself. */
function sourcesOf(build: string, page: string): string[] {
  const html = readFileSync(path.join(build, page), 'utf8');
  const links = html.matchAll(/<(?:script|link)\s[^>]*?(?:src|href)="\/?([^"]+\.(?:js|css))"/g);
  return Array.from(links, ([, file = '']) => file);
}

/** What a script needs before it can run at all. */
function staticImports(build: string, file: string): string[] {
  if (!file.endsWith('.js')) return [];
  return parseAst(readFileSync(path.join(build, file), 'utf8')).body.flatMap((node) => {
    const from = 'source' in node ? node.source?.value : undefined;
    return typeof from === 'string' ? [path.posix.join(path.posix.dirname(file), from)] : [];
  });
}

/** Tells which scripts and style sheets a script names anywhere, and so may load: their names have a hash. */
function mentions(build: string): (file: string) => string[] {
  const all = filesBelow(build).filter((file) => /\.(js|css)$/.test(file));
  return (file) => {
    const text = readFileSync(path.join(build, file), 'utf8');
    return all.filter((other) => other !== file && text.includes(path.posix.basename(other)));
  };
}

/** The files, what follows from them, what follows from that, and so on. */
function closure(files: readonly string[], next: (file: string) => string[]): Set<string> {
  const found = new Set(files);
  // A set that grows while it is gone through is gone through to its new end.
  for (const file of found) for (const other of next(file)) found.add(other);
  return found;
}
