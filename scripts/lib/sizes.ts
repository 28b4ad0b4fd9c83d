import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { filesBelow } from './deterministic-zip';

/** The maximum size of the scripts and styles of each part, in bytes. */
export const sizeLimits = {
  'popup.html': 40_000,
  'background.js': 64_000,
  'options.html': 60_000,
} as const;

/**
 * The size, in bytes, of all scripts and style sheets that a page or script of the build may load, each gzipped
 * separately. Counts every file that is mentioned by name, including those imported later.
 */
export function gzippedSize(build: string, entry: keyof typeof sizeLimits): number {
  const code = filesBelow(build).filter((file) => /\.(js|css)$/.test(file));
  const read = (file: string) => readFileSync(path.join(build, file));
  const reached = new Set<string>([entry]);
  // A set that grows during the loop is iterated to its new end.
  for (const file of reached) {
    const text = read(file).toString();
    for (const other of code) if (text.includes(path.posix.basename(other))) reached.add(other);
  }
  const files = code.filter((file) => reached.has(file));
  return files.reduce((sum, file) => sum + gzipSync(read(file), { level: 9 }).length, 0);
}
