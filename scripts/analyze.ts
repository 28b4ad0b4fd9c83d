import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'wxt';
import { filesBelow, zipFiles } from './lib/deterministic-zip';
import { type ModulesOf, moduleName, noteModules } from './lib/modules';
import { gzipped, type Part, weigh } from './lib/sizes';

/** Builds as for the store, into a temporary folder, and prints what fills each part and how that stands to its budget. */
const shown = 12;
const scratch = mkdtempSync(path.join(os.tmpdir(), 'invites-analyze-'));
const modulesOf: ModulesOf = new Map();
// Vite takes over what it finds, and would build something else.
process.env['NODE_ENV'] = 'production';

try {
  await build({ outDir: scratch, logger: quiet(), vite: () => ({ plugins: [noteModules(modulesOf)] }) });
  const folder = path.join(scratch, 'chrome-mv3');
  const parts = weigh(folder, zipFiles(folder, filesBelow(folder)));
  for (const part of parts) console.log(`${headOf(part)}${contentsOf(part, folder)}\n`);
  console.log("A script's gzipped bytes are shared out among its modules by their length before minifying.");
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** WXT's own list of files would stand before ours. */
function quiet() {
  const nothing = () => undefined;
  const { warn, error } = console;
  return {
    debug: nothing,
    log: nothing,
    info: nothing,
    success: nothing,
    warn,
    error,
    fatal: error,
    level: 0,
  };
}

function headOf({ name, bytes, budget }: Part): string {
  const verdict = bytes <= budget ? 'within' : `${bytes - budget} bytes above`;
  return `${name}: ${bytes} bytes, ${verdict} its budget of ${budget}`;
}

function contentsOf({ files }: Part, folder: string): string {
  const lines: string[] = [];
  const shares = new Map<string, number>();
  for (const file of files) {
    const bytes = gzipped(path.join(folder, file));
    lines.push(`${line(bytes)}${file}`);
    const modules = modulesOf.get(file) ?? new Map<string, number>([[file, 1]]);
    const length = [...modules.values()].reduce((a, b) => a + b, 0);
    for (const [id, rendered] of modules) {
      const name = moduleName(id);
      shares.set(name, (shares.get(name) ?? 0) + (bytes * rendered) / Math.max(1, length));
    }
  }
  const largest = [...shares].sort(([, a], [, b]) => b - a).slice(0, shown);
  return [
    ...lines,
    ...(files.length > 0 ? ['  of it:'] : []),
    ...largest.map(([name, share]) => `${line(share)}${name}`),
  ]
    .map((text) => `\n${text}`)
    .join('');
}

function line(bytes: number): string {
  return `${String(Math.round(bytes)).padStart(8)}  `;
}
