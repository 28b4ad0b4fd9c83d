import { CHROMIUM, FIREFOX, provideBrowser } from './lib/browsers';
import { provideDisplay } from './lib/debian';

/** The part of setup.mjs that needs the npm packages. It takes the same flags. */
if (process.argv.includes('--chromium')) await provideBrowser(CHROMIUM);
if (process.argv.includes('--firefox')) await provideBrowser(FIREFOX);
if (process.argv.includes('--display')) provideDisplay();
