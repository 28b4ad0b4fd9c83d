import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Browser, computeExecutablePath, install } from '@puppeteer/browsers';
import { canInstallPackages, installPackages, isDebian } from './debian';

/** Downloaded as Chrome for Testing, because branded Chrome only takes extensions from its store. */
export const CHROMIUM = {
  name: 'Chromium',
  variable: 'CHROMIUM_PATH',
  debianPackage: 'chromium',
  browser: Browser.CHROME,
  // Fixed, so that everyone gets the same build and no other server is asked for the newest. It is puppeteer-core's.
  buildId: '148.0.7778.97',
};

/** The ESR, because other Firefox builds drop unsigned extensions on restart. */
export const FIREFOX: BrowserSource = {
  name: 'Firefox ESR',
  variable: 'FIREFOX_PATH',
  debianPackage: 'firefox-esr',
  browser: Browser.FIREFOX,
  buildId: 'esr_153.7.0esr',
};

/** Where a browser comes from. */
export type BrowserSource = typeof CHROMIUM;

const CACHE_DIR = fileURLToPath(new URL('../../.cache/browsers', import.meta.url));

/** What a downloaded browser needs on Debian derivatives, and xz to unpack Firefox. */
const LIBRARIES =
  'libasound2t64 | libasound2, libgbm1, libgtk-3-0t64 | libgtk-3-0, libnss3, libx11-xcb1, xz-utils';

/** The full path of a Chromium that loads unpacked extensions. Throws if CHROMIUM_PATH is not a program. */
export const findChromium = () => findBrowser(CHROMIUM);

/** The full path of a Firefox ESR. Throws if FIREFOX_PATH is not a program. */
export const findFirefox = () => findBrowser(FIREFOX);

/** The full path of the browser: from its variable, else Debian's, else the downloaded one. */
export function findBrowser(source: BrowserSource, cacheDir = CACHE_DIR): string | undefined {
  const { name, variable, debianPackage, browser, buildId } = source;
  const isProgram = (file: string) => statSync(file, { throwIfNoEntry: false })?.isFile();
  const named = process.env[variable];
  if (named && !isProgram(named)) {
    throw new Error(
      `${variable} is ${named}, which is not a program: set it to the full path of ${name}, or unset it.`,
    );
  }
  // This alias is recorded once everything is unpacked, so a partly unpacked browser is never used.
  const downloaded = computeExecutablePath({ browser, buildId: `${buildId}-unpacked`, cacheDir });
  return named || [`/usr/bin/${debianPackage}`, downloaded].find(isProgram);
}

/**
 * Installs or downloads a browser unless there is one already.
 * @throws Error that says what to do if that fails or the browser does not start
 */
export async function provideBrowser(
  source: BrowserSource,
  { cacheDir = CACHE_DIR, ...server }: { cacheDir?: string; baseUrl?: string } = {},
): Promise<void> {
  if (findBrowser(source, cacheDir)) return;
  const { name, variable, debianPackage, browser, buildId } = source;
  if (canInstallPackages()) {
    installPackages(isDebian() ? debianPackage : LIBRARIES);
    if (isDebian()) return;
  }
  console.log(`Downloading ${name} ${buildId} …`);
  // Removes older builds and leftovers of interrupted downloads.
  const clear = () => rmSync(path.join(cacheDir, browser), { recursive: true, force: true });
  clear();
  try {
    const build = { ...server, browser, buildId, buildIdAlias: `${buildId}-unpacked`, cacheDir };
    // `install` never settles if the connection breaks during the download.
    const lost = once(process, 'beforeExit').then(() =>
      Promise.reject(new Error('The connection was lost.')),
    );
    const { executablePath } = await Promise.race([
      install({ ...build, downloadProgressCallback: 'default' }),
      lost,
    ]);
    if (process.platform === 'linux') requireStart(executablePath);
  } catch (error) {
    clear();
    throw new Error(
      `${name} could not be downloaded: ${error instanceof Error ? error.message : error}\n` +
        `Fix that and run this again, or install ${name} and set ${variable} to the full path of its program.`,
    );
  }
}

/** A library may be missing, or there may be no build for this processor. */
function requireStart(program: string): void {
  const { status, stderr, error } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`It does not start: ${error?.message ?? stderr.trim()}`);
}
