import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Zippable, zipSync } from 'fflate';

/** The earliest date in a zip. Zips store local time, so this gives the same bytes in every time zone. */
const someDay = new Date(1980, 0, 1);

/**
 * Zips files so that equal contents give equal bytes: sorted, all with the same date, without permissions, and
 * compressed by a library whose version is locked, not by Node's zlib. `files` are relative to `folder`, with slashes.
 */
export function zipFiles(folder: string, files: readonly string[]): Uint8Array {
  const entries: Zippable = {};
  for (const file of [...files].sort()) entries[file] = readFileSync(path.join(folder, file));
  return zipSync(entries, { level: 9, mtime: someDay, os: 0, attrs: 0 });
}

/** Every file below a folder, relative to it, with slashes. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
}
