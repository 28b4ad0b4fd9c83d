import { findChromium, findFirefox } from './browsers.mjs';
import { canInstall, install, isInstalled, isUbuntu } from './debian.mjs';
import { findProgram } from './programs.mjs';

/** Programs that make a picture of a whole screen, and the Debian packages that bring them. */
const DISPLAY_PROGRAMS = Object.freeze({ Xvfb: 'xvfb', import: 'imagemagick' });

/**
 * Without these a name in Chinese, Japanese, Korean, Arabic or with an emoji is a row of boxes. Together
 * 24 MB to fetch, where fonts-noto-cjk alone would be 56.
 */
const FONT_PACKAGES = ['fonts-noto-core', 'fonts-wqy-microhei', 'fonts-noto-color-emoji'];

/** Makes sure that there is a Chromium. */
export function provideChromium() {
  provideBrowser({ label: 'Chromium', find: findChromium, debian: 'chromium', variable: 'CHROMIUM_PATH' });
}

/** Makes sure that there is a Firefox. */
export function provideFirefox() {
  provideBrowser({ label: 'Firefox', find: findFirefox, debian: 'firefox-esr', variable: 'FIREFOX_PATH' });
}

/** Makes sure that pictures of a whole screen can be made. */
export function provideDisplay() {
  const programs = missingDisplayPackages();
  const fonts = canInstall() ? FONT_PACKAGES.filter((name) => !isInstalled(name)) : [];
  if (programs.length === 0 && fonts.length === 0) return;
  if (canInstall()) install('what pictures of the toolbar need', [...programs, ...fonts]);
  const missing = missingDisplayPackages();
  if (missing.length === 0) return;
  throw new Error(
    process.platform === 'linux'
      ? `A virtual display is missing: install ${missing.join(' and ')} with your package manager.`
      : 'Pictures of the toolbar need a virtual display, which only Linux has: run this there.',
  );
}

/**
 * @param {{ label: string, find: () => string | undefined, debian: string, variable: string }} browser
 */
function provideBrowser({ label, find, debian, variable }) {
  if (find()) return;
  // Ubuntu's packages of both browsers only fetch a snap, whose confinement keeps tests out.
  if (canInstall() && !isUbuntu()) install(label, [debian]);
  if (find()) return;
  throw new Error(`${label} is missing: install it, or set ${variable} to the full path of its program.`);
}

function missingDisplayPackages() {
  return Object.entries(DISPLAY_PROGRAMS)
    .filter(([program]) => !findProgram(program))
    .map(([, name]) => name);
}
