import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { currentLoad, readEnvironment } from './bench/environment';
import { startLab } from './bench/lab';
import { measure } from './bench/measure';
import { readOptions, UsageError } from './bench/options';
import { report } from './bench/report';

/** Measures the production build against a page without script, and perhaps an earlier build. docs/performance.md. */
const build = path.resolve('.output/chrome-mv3');

try {
  const options = readOptions();
  if (options) await main(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function main({ against, runs, json }: NonNullable<ReturnType<typeof readOptions>>): Promise<void> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'invites-earlier-'));
  try {
    const earlier = against === undefined ? undefined : path.join(scratch, 'earlier');
    // Taken aside first: it may be what the build below replaces.
    if (against !== undefined && earlier !== undefined) copyBuild(against, earlier);
    rmSync(build, { recursive: true, force: true });
    execFileSync(process.execPath, ['node_modules/wxt/bin/wxt.mjs', 'build'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      // Vite takes over what it finds, and would build something else.
      env: { ...process.env, NODE_ENV: 'production' },
    });
    const lab = await startLab({ ours: build, earlier });
    try {
      const environment = readEnvironment(lab.chromium);
      const startedMs = Date.now();
      const measured = await measure(lab, runs, (what) =>
        console.error(`${seconds(startedMs)} s  ${what} …`),
      );
      environment.load.push(currentLoad());
      const { table, rows, slowness } = report(measured);
      mkdirSync(path.dirname(path.resolve(json)), { recursive: true });
      const facts = { environment, runs, seconds: seconds(startedMs), slowness, rows, measured };
      writeFileSync(json, `${JSON.stringify(facts, null, 2)}\n`);
      console.log(
        `\n${table}\n\nA blank page took ${slowness.toFixed(2)} times as long as where the limits were set.`,
      );
      console.log(`${seconds(startedMs)} s. All figures: ${json}`);
      if (Math.max(...environment.load) > environment.cores + 1) {
        console.log(
          `The machine had other work (load ${environment.load.join(', ')}): better measure again.`,
        );
      }
    } finally {
      await lab.close();
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function copyBuild(from: string, to: string): void {
  if (!existsSync(path.join(from, 'manifest.json')))
    throw new UsageError(`There is no build in ${from}: give a folder that has a manifest.json.`);
  cpSync(from, to, { recursive: true });
}

function seconds(sinceMs: number): number {
  return Math.round((Date.now() - sinceMs) / 1000);
}
