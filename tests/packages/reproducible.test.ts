import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';

const packages = path.join('.output', 'packages');
let scratch = '';

beforeAll(() => {
  scratch = mkdtempSync(path.join(os.tmpdir(), 'invites-packages-'));
});

afterAll(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 10 }));

/** Calls `npm run` in another folder with the same packages installed. */
function runThere(folder: string, script: string): void {
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'junction');
  execFileSync('npm', ['run', '--silent', script], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}

const sumsOf = (folder: string) => readFileSync(path.join(folder, packages, 'SHA256SUMS'), 'utf8');

const fileOf = (part: string) => {
  const file = sumsOf('.').match(new RegExp(`\\S+-${part}\\.zip`))?.[0];
  if (file === undefined) throw new Error(`There is no ${part} zip: run \`npm run package\` first.`);
  return path.join(packages, file);
};

it('builds the same bytes in another clone', () => {
  const clone = path.join(scratch, 'clone');
  const files = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter(Boolean);
  for (const file of files) cpSync(file, path.join(clone, file));
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
  ])
    execFileSync('git', args, { cwd: clone });
  runThere(clone, 'package');
  expect(sumsOf(clone)).toBe(sumsOf('.'));
});

it('lets Mozilla build the same Firefox zip from the sources zip', () => {
  const folder = path.join(scratch, 'sources');
  for (const [name, content] of Object.entries(unzipSync(readFileSync(fileOf('sources'))))) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  runThere(folder, 'build-for-amo');
  const firefox = fileOf('firefox');
  expect(readFileSync(path.join(folder, firefox)).equals(readFileSync(firefox))).toBe(true);
});

it('packs the same files for Chrome and Edge, and only the build', () => {
  const names = (part: string) => Object.keys(unzipSync(readFileSync(fileOf(part))));
  expect(names('edge')).toEqual(names('chrome'));
  for (const part of ['chrome', 'firefox']) {
    expect(names(part)).toContain('manifest.json');
    expect(names(part).filter((name) => !/\.(json|html|css|js|png|svg)$/.test(name))).toEqual([]);
  }
  const manifest = unzipSync(readFileSync(fileOf('sources')))['package.json'];
  expect(strFromU8(manifest ?? new Uint8Array())).toContain('build-for-amo');
});
