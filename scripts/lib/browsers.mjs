import { readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findProgram, isProgram, isSnap } from './programs.mjs';

/**
 * @typedef {object} Kind
 * @property {string} label
 * @property {string} variable the environment variable that names the program outright
 * @property {readonly string[]} commands names on the PATH, best first
 * @property {readonly string[]} mac below /Applications
 * @property {readonly string[]} windows below the program folders
 */

/** @type {Kind} */
const CHROMIUM = {
  label: 'Chromium',
  variable: 'CHROMIUM_PATH',
  commands: [
    'chromium',
    'chromium-browser',
    'google-chrome-for-testing',
    'google-chrome',
    'google-chrome-stable',
    'microsoft-edge',
  ],
  mac: [
    'Chromium.app/Contents/MacOS/Chromium',
    'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'Google Chrome.app/Contents/MacOS/Google Chrome',
    'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  windows: [
    'Chromium\\Application\\chrome.exe',
    'Google\\Chrome for Testing\\chrome.exe',
    'Google\\Chrome\\Application\\chrome.exe',
    'Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** @type {Kind} */
const FIREFOX = {
  label: 'Firefox',
  variable: 'FIREFOX_PATH',
  commands: ['firefox-esr', 'firefox'],
  mac: ['Firefox.app/Contents/MacOS/firefox', 'Firefox Developer Edition.app/Contents/MacOS/firefox'],
  windows: ['Mozilla Firefox\\firefox.exe', 'Firefox Developer Edition\\firefox.exe'],
};

/** Where Playwright keeps the full Chromium; the names changed over the years. */
const PLAYWRIGHT_PROGRAMS = [
  'chrome-linux64/chrome',
  'chrome-linux/chrome',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-win64/chrome.exe',
  'chrome-win/chrome.exe',
];

/**
 * A Chromium that can load an unpacked extension.
 * @returns {string | undefined} its path
 * @throws {Error} when CHROMIUM_PATH names no program
 */
export function findChromium() {
  const found = candidates(CHROMIUM);
  return found.find((file) => !isBranded(file)) ?? playwrightChromium() ?? found[0];
}

/**
 * @returns {string | undefined} the path of a Firefox
 * @throws {Error} when FIREFOX_PATH names no program
 */
export function findFirefox() {
  return candidates(FIREFOX)[0];
}

/** @param {Kind} kind */
function candidates(kind) {
  const named = process.env[kind.variable];
  if (named) {
    if (isProgram(named)) return [named];
    throw new Error(
      `${kind.variable} is ${named}, which is no program: set it to the full path of ${kind.label}, or unset it.`,
    );
  }
  const onPath = kind.commands.map(findProgram).filter((file) => file !== undefined);
  return [...onPath, ...installPlaces(kind).filter(isProgram)].filter((file) => !isSnap(file));
}

/** @param {Kind} kind */
function installPlaces(kind) {
  if (process.platform === 'darwin') {
    const folders = ['/Applications', path.join(os.homedir(), 'Applications')];
    return kind.mac.flatMap((place) => folders.map((folder) => path.join(folder, place)));
  }
  if (process.platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .map((name) => process.env[name])
      .filter((folder) => folder !== undefined);
    return kind.windows.flatMap((place) => folders.map((folder) => path.join(folder, place)));
  }
  return [];
}

/**
 * Branded ones come last: they are somebody's everyday browser, with policies and updates of its own.
 * @param {string} file
 */
function isBranded(file) {
  return /google[-\s\\]chrome(?![-\s]for[-\s]testing)|microsoft[-\s]edge|msedge/i.test(file);
}

function playwrightChromium() {
  const cache = playwrightCache();
  // chromium_headless_shell-* is left out: it loads no extensions.
  const versions = list(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((one, other) => Number(other.slice(9)) - Number(one.slice(9)));
  return versions
    .flatMap((version) => PLAYWRIGHT_PROGRAMS.map((program) => path.join(cache, version, program)))
    .find(isProgram);
}

function playwrightCache() {
  const set = process.env.PLAYWRIGHT_BROWSERS_PATH;
  if (set && set !== '0') return set;
  const home = os.homedir();
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Caches', 'ms-playwright');
  if (process.platform === 'win32') {
    return path.join(process.env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'ms-playwright');
  }
  return path.join(process.env.XDG_CACHE_HOME ?? path.join(home, '.cache'), 'ms-playwright');
}

/** @param {string} folder */
function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
