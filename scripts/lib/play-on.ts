import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExtensionBrowser } from '../../tests/harness/chromium';
import { connectByToken, waitForText } from '../../tests/harness/pages';
import type { Sandbox } from '../../tests/sandbox/types';

const arrivalMs = 45_000;
const names = [
  'Silverline Ferries',
  'Café Mirabel',
  'Tern Island Observatory',
  'Hollis Print Works',
  'Rosewood Clinic',
];

/** Connects as a user would and leaves the browser open; new invitations arrive until it is closed. */
export async function playOn(sandbox: Sandbox, extension: ExtensionBrowser): Promise<void> {
  const options = await extension.openPage('options.html');
  await connectByToken(options, sandbox.credentials.token);
  await waitForText(options, 'Connected.');
  await options.select('#interval', '1');
  console.log('Connected to the sandbox. Click the icon in the toolbar.');
  console.log(`To connect again, use this API token: ${sandbox.credentials.token}`);
  console.log(
    `A new invitation arrives every ${arrivalMs / 1000} seconds. Close the browser or press Ctrl+C to stop.`,
  );

  const ended = new AbortController();
  const end = () => ended.abort();
  extension.browser.once('disconnected', end);
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  const arrivals = arrive(sandbox, ended.signal);
  await once(ended.signal, 'abort');
  await arrivals;
}

async function arrive(sandbox: Sandbox, signal: AbortSignal): Promise<void> {
  for (let i = 0; !signal.aborted; i++) {
    await sleep(arrivalMs, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) sandbox.addInvite({ organization_name: `${names[i % names.length]}` });
  }
}
