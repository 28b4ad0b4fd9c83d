/**
 * Brings in what the other scripts need: the npm packages and, when asked, a browser and a virtual display.
 *
 *   node scripts/setup.mjs [--chromium] [--firefox] [--display]
 *
 * It uses Node's own modules alone, since it runs before anything is installed, and it says nothing when
 * there is nothing to do. This file keeps to old syntax so that an old Node can still say it is too old.
 */
const parts = process.versions.node.split('.').map(Number);
const major = parts[0];
const minor = parts[1];
const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;

if (supported) {
  import('./lib/setup.mjs').then((module) => {
    process.exitCode = module.setup(process.argv.slice(2));
  });
} else {
  console.error(
    `This needs Node 20.19 or newer in the 20 line, 22.12 or newer in the 22 line, or Node 24 and up: this is Node ${process.versions.node}.`,
  );
  process.exitCode = 1;
}
