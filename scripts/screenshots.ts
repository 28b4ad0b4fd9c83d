import { mkdirSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { connectByToken, press, waitForText } from '../tests/harness/pages';
import { launchToolbar, type ToolbarBrowser } from '../tests/harness/toolbar';
import { believableInvites } from '../tests/sandbox/believable-invites';
import { startSandbox } from '../tests/sandbox/start';
import type { Sandbox } from '../tests/sandbox/types';

/** Takes the pictures for the README and the stores in a real browser, at 1280 by 800, so that they are always true. */
const folder = 'docs/pictures';
const backgrounds = { light: '#e9e5e1', dark: '#2b2826' };

type Scheme = keyof typeof backgrounds;

/** What a picture shows; the popup is open. */
interface Scene {
  name: string;
  schemes: Scheme[];
  play(popup: Page, sandbox: Sandbox): Promise<void>;
}

const scenes: Scene[] = [
  { name: 'toolbar', schemes: ['light', 'dark'], play: async () => undefined },
  {
    name: 'details',
    schemes: ['light'],
    async play(popup) {
      await popup.locator('::-p-aria([name="Northgate Credit Cooperative"][role="button"])').click();
      await waitForText(popup, 'Account ID');
      // Brings the row's top into view too.
      await popup.$$eval('li:has(.details)', ([row]) => row?.scrollIntoView({ block: 'start' }));
    },
  },
  {
    name: 'progress',
    schemes: ['light'],
    async play(popup, sandbox) {
      for (const name of ['Silverline Ferries', 'Tern Island Observatory', 'Hollis Print Works']) {
        sandbox.addInvite({ organization_name: name });
      }
      await press(popup, 'Refresh');
      await waitForText(popup, 'Silverline Ferries');
      sandbox.fault({ kind: 'latency', ms: 900, method: 'PATCH', times: Number.POSITIVE_INFINITY });
      await press(popup, 'Select');
      await popup.locator('::-p-aria([name="Select all"][role="checkbox"])').click();
      await press(popup, 'Accept…');
      await press(popup, 'Yes, accept');
      await waitForText(popup, '3 of', 20_000);
      await popup.$eval('main', (main) => main.scrollTo(0, 0));
    },
  },
];

mkdirSync(folder, { recursive: true });
for (const { name, schemes, play } of scenes) {
  for (const scheme of schemes) {
    await onStage(scheme, async (browser, sandbox) => {
      await browser.paintTab(backgrounds[scheme]);
      await play(await browser.openPopup(), sandbox);
      await capture(browser, `${name}-${scheme}`);
    });
  }
}
await onStage('light', async (browser) => {
  const options = await browser.openPage('options.html');
  await options.bringToFront();
  await capture(browser, 'options-light');
});

/** Runs `play` in a new browser, connected by token, with the badge drawn. */
async function onStage(
  colorScheme: Scheme,
  play: (browser: ToolbarBrowser, sandbox: Sandbox) => Promise<void>,
): Promise<void> {
  const sandbox = await startSandbox({ invites: believableInvites(Date.now()) });
  const browser = await launchToolbar({ api: sandbox, colorScheme });
  try {
    const options = await browser.openPage('options.html');
    await connectByToken(options, sandbox.credentials.token);
    await waitForText(options, 'Connected.');
    await options.close();
    await browser.waitForBadge('5');
    await play(browser, sandbox);
  } finally {
    await browser.close();
    await sandbox.close();
  }
}

async function capture(browser: ToolbarBrowser, name: string): Promise<void> {
  await browser.captureToolbar(`${folder}/${name}.png`);
  console.log(`${folder}/${name}.png`);
}
