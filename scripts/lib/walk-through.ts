import { mkdirSync } from 'node:fs';
import type { ExtensionBrowser } from '../../tests/harness/chromium';
import { connectByToken, organizations, press, waitForText } from '../../tests/harness/pages';
import type { Sandbox } from '../../tests/sandbox/types';

const folder = 'screenshots';

/**
 * Does the main tasks once, as a user would, and prints what it saw at each step. Throws if a step does not work.
 */
export async function walkThrough(sandbox: Sandbox, extension: ExtensionBrowser): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const pending = pendingAccounts(sandbox).size;

  const options = await extension.openPage('options.html');
  await options.screenshot({ path: `${folder}/1-not-connected.png` });
  await connectByToken(options, sandbox.credentials.token);
  await waitForText(options, 'Connected.');
  await options.screenshot({ path: `${folder}/2-connected.png` });
  console.log('1. Connected with an API token on the options page.');

  await extension.waitForBadge(String(pending));
  console.log(`2. The badge shows ${pending}, the number of pending invitations in the sandbox.`);

  const popup = await extension.openPopup();
  const names = await organizations(popup);
  if (names.length !== pending)
    throw new Error(`The popup lists ${names.length} invitations instead of ${pending}.`);
  await popup.screenshot({ path: `${folder}/3-popup.png` });
  console.log(`3. The popup lists ${names.join('; ')}.`);

  const [first, second] = names;
  if (!first || !second) throw new Error('The sandbox has too few invitations to walk through.');
  await press(popup, `Accept invitation to ${first}`);
  await extension.waitForBadge(String(pending - 1));
  expectStatus(sandbox, first, 'accepted');
  console.log(`4. Accepted ${first}: the sandbox confirms it, and the badge shows ${pending - 1}.`);

  await press(popup, `Reject invitation to ${second}`);
  await popup.screenshot({ path: `${folder}/4-reject-asks-once.png` });
  await press(popup, `Yes, reject invitation to ${second}`);
  await extension.waitForBadge(String(pending - 2));
  expectStatus(sandbox, second, 'rejected');
  await popup.screenshot({ path: `${folder}/5-answered.png` });
  console.log(`5. Rejected ${second}: the sandbox confirms it, and the badge shows ${pending - 2}.`);
  console.log(`Done. The pictures are in ${folder}/.`);
}

/** The accounts with a pending invitation in either list. */
function pendingAccounts(sandbox: Sandbox): Set<string | undefined> {
  const isPending = ({ status }: { status?: string }) => status === 'pending';
  return new Set([
    ...sandbox
      .invites()
      .filter(isPending)
      .map(({ organization_id }) => organization_id),
    ...sandbox
      .memberships()
      .filter(isPending)
      .map(({ account }) => account?.id),
  ]);
}

function expectStatus(sandbox: Sandbox, name: string, status: string): void {
  const invites = sandbox.invites().filter(({ organization_name }) => organization_name === name);
  const memberships = sandbox.memberships().filter(({ account }) => account?.name === name);
  const found = [...invites, ...memberships].map((one) => one.status);
  if (found.length === 0 || found.some((one) => one !== status)) {
    const actual = found.join(' and ') || 'missing';
    throw new Error(`In the sandbox the invitation to ${name} is ${actual}, not ${status}.`);
  }
}
