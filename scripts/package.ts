import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { filesBelow, zipFiles } from './lib/deterministic-zip';

/**
 * Builds what the stores get and zips it: one zip a browser, and the sources for Mozilla's reviewers. Two runs give
 * the same bytes.
 *
 *   tsx scripts/package.ts [chrome | edge | firefox | sources]...
 *
 * Without arguments it makes them all and writes their checksums.
 */
const browsers = ['chrome', 'edge', 'firefox'] as const;
const folder = path.resolve('.output', 'packages');
const partSchema = z.enum([...browsers, 'sources']);
const { name, version } = z
  .object({ name: z.string(), version: z.string() })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

const asked = z.array(partSchema).parse(process.argv.slice(2));
const parts = asked.length > 0 ? asked : partSchema.options;

if (asked.length === 0) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const sums = parts.map((part) => {
  const file = `${name}-${version}-${part}.zip`;
  const bytes = part === 'sources' ? zipFiles('.', trackedFiles()) : zipBuild(part);
  writeFileSync(path.join(folder, file), bytes);
  return `${createHash('sha256').update(bytes).digest('hex')}  ${file}\n`;
});
if (asked.length === 0) writeFileSync(path.join(folder, 'SHA256SUMS'), sums.join(''));
process.stdout.write(sums.join(''));

function zipBuild(browser: (typeof browsers)[number]): Uint8Array {
  const output = path.resolve('.output', `${browser}-mv3`);
  // What an earlier build left would be packed too.
  rmSync(output, { recursive: true, force: true });
  execFileSync(process.execPath, ['node_modules/wxt/bin/wxt.mjs', 'build', '-b', browser], {
    // What it says is part of the error when it fails.
    stdio: 'pipe',
    // Vite takes over what it finds, and the bytes would follow.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return zipFiles(output, filesBelow(output));
}

/** What git knows: the sources are those of a commit, and nothing that lies around gets in. */
function trackedFiles(): string[] {
  return execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter(Boolean);
}
