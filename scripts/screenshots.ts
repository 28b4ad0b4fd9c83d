import { mkdirSync } from 'node:fs';
import { connectByToken, waitForText } from '../tests/harness/pages';
import { launchToolbar } from '../tests/harness/toolbar';
import { believableInvites } from '../tests/sandbox/believable-invites';
import { startSandbox } from '../tests/sandbox/start';

/** Makes the README's pictures from the real browser, so that they never lie. */
const folder = 'docs/pictures';
const backgrounds = { light: '#e9e5e1', dark: '#2b2826' };

mkdirSync(folder, { recursive: true });
for (const colorScheme of ['light', 'dark'] as const) {
  const sandbox = await startSandbox({ invites: believableInvites(Date.now()) });
  const browser = await launchToolbar({ api: sandbox, colorScheme });
  try {
    const options = await browser.openPage('options.html');
    await connectByToken(options, sandbox.credentials.token);
    await waitForText(options, 'Connected.');
    await options.close();
    await browser.waitForBadge('5');
    await browser.paintTab(backgrounds[colorScheme]);
    await browser.openPopup();
    await browser.captureToolbar(`${folder}/toolbar-${colorScheme}.png`);
    console.log(`${folder}/toolbar-${colorScheme}.png`);
  } finally {
    await browser.close();
    await sandbox.close();
  }
}
