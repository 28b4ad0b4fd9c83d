import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { filesBelow, zipFiles } from './lib/deterministic-zip';

/**
 * Builds and zips what the stores get: one zip for each browser, and the sources for Mozilla's reviewers. Two runs
 * produce the same bytes.
 *
 *   tsx scripts/package.ts [chrome | edge | firefox | sources]...
 *
 * Without arguments it builds all of them and writes their checksums.
 */
const browsers = ['chrome', 'edge', 'firefox'] as const;
const folder = path.resolve('.output', 'packages');
const partSchema = z.enum([...browsers, 'sources']);
const { name, version } = z
  .object({ name: z.string(), version: z.string() })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

const requested = z.array(partSchema).parse(process.argv.slice(2));
const parts = requested.length > 0 ? requested : partSchema.options;

if (requested.length === 0) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const sums = parts.map((part) => {
  const file = `${name}-${version}-${part}.zip`;
  const bytes = part === 'sources' ? zipFiles('.', trackedFiles()) : zipBuild(part);
  writeFileSync(path.join(folder, file), bytes);
  return `${createHash('sha256').update(bytes).digest('hex')}  ${file}\n`;
});
if (requested.length === 0) writeFileSync(path.join(folder, 'SHA256SUMS'), sums.join(''));
process.stdout.write(sums.join(''));

function zipBuild(browser: (typeof browsers)[number]): Uint8Array {
  const output = path.resolve('.output', `${browser}-mv3`);
  // Files from an earlier build would be packed too.
  rmSync(output, { recursive: true, force: true });
  execFileSync(process.execPath, ['node_modules/wxt/bin/wxt.mjs', 'build', '-b', browser], {
    // Makes its output part of the error if it fails.
    stdio: 'pipe',
    // Vite would use the caller's NODE_ENV, which would change the bytes.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return zipFiles(output, filesBelow(output));
}

/** The files that git tracks, so that no stray files get into the sources. */
function trackedFiles(): string[] {
  return execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter(Boolean);
}
