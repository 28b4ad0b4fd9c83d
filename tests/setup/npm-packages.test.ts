import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const INSTALLING = 'Installing the npm packages';
const locked = {
  '': { name: 'project' },
  'node_modules/one': { version: '1.0.0', integrity: 'sha512-one' },
  'node_modules/elsewhere': { version: '1.0.0', integrity: 'sha512-elsewhere', optional: true },
};
const { '': _project, 'node_modules/elsewhere': _elsewhere, ...installed } = locked;

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'setup-'));
  cpSync('scripts/setup.mjs', path.join(root, 'scripts/setup.mjs'));
  mkdirSync(path.join(root, 'node_modules'));
  writeNpm('exit 0');
});

afterEach(() => rmSync(root, { recursive: true }));

/** Writes a fake npm, for a shell and for Windows. */
function writeNpm(command: string): void {
  writeFileSync(path.join(root, 'npm'), `#!/bin/sh\n${command}\n`, { mode: 0o755 });
  writeFileSync(path.join(root, 'npm.cmd'), `@${command}\n`);
}

function setup(wanted: object, present: object | undefined, nodeArgs: readonly string[] = []) {
  writeFileSync(path.join(root, 'package-lock.json'), JSON.stringify({ packages: wanted }));
  if (present) {
    const file = path.join(root, 'node_modules/.package-lock.json');
    writeFileSync(file, JSON.stringify({ packages: present }));
  }
  return spawnSync(process.execPath, [...nodeArgs, path.join(root, 'scripts/setup.mjs')], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${root}${path.delimiter}${process.env['PATH']}` },
  });
}

it('does nothing when all packages except those for other platforms are installed', () => {
  expect(setup(locked, installed)).toMatchObject({ status: 0, stdout: '', stderr: '' });
});

it.each([
  ['nothing is installed', locked, undefined],
  ['a package is new', { ...locked, 'node_modules/two': { version: '1.0.0' } }, installed],
  ['a package is gone', { '': locked[''] }, installed],
  [
    'a package has another version',
    { ...locked, 'node_modules/one': { version: '1.0.1', integrity: 'sha512-one' } },
    installed,
  ],
  [
    'a package has other contents',
    { ...locked, 'node_modules/one': { version: '1.0.0', integrity: 'sha512-other' } },
    installed,
  ],
])('installs the packages when %s', (_name, wanted, present) => {
  const { status, stdout } = setup(wanted, present);
  expect(stdout).toContain(INSTALLING);
  expect(status).toBe(0);
});

it('prints the output of npm and what to do when it fails', () => {
  writeNpm('echo ENOTFOUND>&2 && exit 7');
  const { status, stderr } = setup(locked, undefined);
  expect(status).toBe(1);
  expect(stderr).toMatch(/ENOTFOUND\s+`npm ci` failed: fix what npm says above/);
});

it('says which version of Node it needs when Node is too old', () => {
  const old = "Object.defineProperty(process, 'versions', { value: { node: '20.18.0' } });";
  const { status, stdout, stderr } = setup(locked, undefined, ['--import', `data:text/javascript,${old}`]);
  expect(status).toBe(1);
  expect(stderr).toContain('Node ^20.19, ^22.12 or >=24 is needed');
  expect(stdout).not.toContain(INSTALLING);
});
