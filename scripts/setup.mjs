/**
 * Installs what the other scripts need: the npm packages and, with flags, browsers and a virtual display.
 *
 *   node scripts/setup.mjs [--chromium] [--firefox] [--display]
 *
 * Uses only Node's own modules until the packages are installed. Prints nothing if there is nothing to do.
 */
import { execSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const root = new URL('..', import.meta.url);

try {
  requireSupportedNode();
  if (!hasPackages()) installPackages();
  if (process.argv.length > 2) {
    const { tsImport } = await import('tsx/esm/api');
    await tsImport('./provide-browsers.ts', import.meta.url);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function requireSupportedNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24) return;
  throw new Error(`Node ^20.19, ^22.12 or >=24 is needed, but this is Node ${process.versions.node}.`);
}

/** Compares package-lock.json with the lockfile that npm leaves in node_modules, so `npm install` counts too. */
function hasPackages() {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  const names = Object.keys({ ...wanted, ...installed }).filter((name) => name !== '');
  return names.every((name) => {
    // npm leaves out optional packages for other platforms.
    if (!installed[name]) return wanted[name].optional;
    return ['version', 'integrity'].every((key) => installed[name][key] === wanted[name]?.[key]);
  });
}

/** @param {string} lockfile */
function readPackages(lockfile) {
  const file = new URL(lockfile, root);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

function installPackages() {
  console.log('Installing the npm packages …');
  try {
    // As one string, because on Windows only a shell can start npm.
    const command = 'npm ci --no-audit --no-fund --loglevel=error';
    execSync(command, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  } catch {
    throw new Error('`npm ci` failed: fix what npm says above, then run this again.');
  }
}
