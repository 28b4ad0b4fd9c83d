import { installDependencies } from './dependencies.mjs';
import { provideChromium, provideDisplay, provideFirefox } from './provide.mjs';

/** @type {Readonly<Record<string, () => void>>} */
const STEPS = { '--chromium': provideChromium, '--firefox': provideFirefox, '--display': provideDisplay };

/**
 * Runs the steps the flags name, after the npm packages.
 * @param {readonly string[]} flags
 * @returns {number} the exit code
 */
export function setup(flags) {
  const unknown = flags.find((flag) => !Object.hasOwn(STEPS, flag));
  if (unknown !== undefined) {
    console.error(`Unknown option ${unknown}: the options are ${Object.keys(STEPS).join(', ')}.`);
    return 1;
  }
  try {
    installDependencies();
    for (const [flag, step] of Object.entries(STEPS)) if (flags.includes(flag)) step();
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}
