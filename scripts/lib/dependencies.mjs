import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { excerpt } from './text.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where npm starts to explain its command line, which is of no help here. */
const NPM_HELP = 'npm error Clean install a project';

/** Runs `npm ci` unless node_modules already holds what package-lock.json asks for. */
export function installDependencies() {
  if (isInstalled()) return;
  console.log('Installing the npm packages …');
  const result = npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (result.status === 0) return;
  const [said = ''] = `${result.stdout ?? ''}${result.stderr ?? ''}`.split(NPM_HELP);
  throw new Error(
    `${excerpt(said)}\nThe npm packages could not be installed: mend what npm says above, then run this again.`,
  );
}

/**
 * npm leaves a lockfile of its own inside node_modules, telling what is really there. It is compared
 * rather than a stamp of ours, so that a plain `npm install` counts too.
 */
function isInstalled() {
  const installed = readPackages(path.join(ROOT, 'node_modules', '.package-lock.json'));
  const wanted = readPackages(path.join(ROOT, 'package-lock.json'));
  if (!wanted) throw new Error('There is no readable package-lock.json: check the repository out anew.');
  if (!installed) return false;
  return Object.entries(wanted).every(([place, entry]) => {
    if (place === '') return true;
    const present = installed[place];
    // Packages for other systems stay out.
    if (!present) return Boolean(entry.optional || entry.devOptional || entry.peer);
    return present.version === entry.version && present.integrity === entry.integrity;
  });
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} LockedPackage
 * @param {string} file
 * @returns {Readonly<Record<string, LockedPackage>> | undefined}
 */
function readPackages(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** @param {readonly string[]} args */
function npm(args) {
  const options = { cwd: ROOT, encoding: /** @type {const} */ ('utf8'), maxBuffer: 64 * 1024 * 1024 };
  const script = npmScript();
  // On Windows npm is a .cmd file, which only a shell can start.
  return script
    ? spawnSync(process.execPath, [script, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

/** npm's own program: the one that runs us, or the one that came with this Node. */
function npmScript() {
  const beside = path.dirname(process.execPath);
  const places = [
    process.env.npm_execpath ?? '',
    path.join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  return places.find((place) => path.basename(place) === 'npm-cli.js' && existsSync(place));
}
