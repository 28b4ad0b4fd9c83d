import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { findProgram } from './programs.mjs';
import { excerpt } from './text.mjs';

/** @returns {boolean} whether packages can be installed here without asking anyone for a password */
export function canInstall() {
  if (process.platform !== 'linux' || !findProgram('apt-get')) return false;
  return isRoot() || (findProgram('sudo') !== undefined && run('sudo', ['-n', 'true']).status === 0);
}

/** @returns {boolean} whether browser packages here only point to a snap */
export function isUbuntu() {
  try {
    return /^ID="?ubuntu"?$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/**
 * @param {string} name of a Debian package
 * @returns {boolean}
 */
export function isInstalled(name) {
  return /^Status: .* installed$/m.test(run('dpkg-query', ['-s', name]).stdout);
}

/**
 * Installs Debian packages; apt's own words appear only when it fails.
 * @param {string} label what they bring
 * @param {readonly string[]} names
 */
export function install(label, names) {
  console.log(
    `Installing ${label} (Debian ${names.length > 1 ? 'packages' : 'package'} ${names.join(', ')}) …`,
  );
  // Another apt may be at work, as on a machine that has just started.
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  aptGet(['update', ...wait]);
  aptGet(['install', '-y', '--no-install-recommends', ...wait, ...names]);
}

/** @param {readonly string[]} args */
function aptGet(args) {
  const command = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
  const [program, ...rest] = isRoot() ? command : ['sudo', '-n', ...command];
  const result = run(program ?? 'env', rest);
  if (result.status === 0) return;
  throw new Error(
    `${excerpt(`${result.stdout}${result.stderr}`)}\napt-get ${args[0]} failed: mend what it says above, then run this again.`,
  );
}

function isRoot() {
  return process.getuid?.() === 0;
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
function run(program, args) {
  return spawnSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
}
