import { execFileSync } from 'node:child_process';
import { launchChromium } from '../tests/harness/chromium';
import { believableInvites } from '../tests/sandbox/believable-invites';
import { believableMemberships } from '../tests/sandbox/believable-memberships';
import { startSandbox } from '../tests/sandbox/start';
import { playOn } from './lib/play-on';
import { walkThrough } from './lib/walk-through';

/**
 * Runs the extension on the built-in sandbox. With a display it leaves a browser open to try it in. Without one it
 * walks through the main tasks once, and fails if a step does not work.
 */
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

console.log('Building the extension …');
execFileSync(process.execPath, ['node_modules/wxt/bin/wxt.mjs', 'build'], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
const now = Date.now();
const sandbox = await startSandbox({
  invites: believableInvites(now),
  memberships: believableMemberships(now),
});
const extension = await launchChromium({ api: sandbox, headless: !hasDisplay, pinned: true });
try {
  await (hasDisplay ? playOn : walkThrough)(sandbox, extension);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await extension.close();
  await sandbox.close();
}
