import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../harness/eventually';
import {
  chooseKeeping,
  connectByToken,
  connectEncrypted,
  fill,
  organizations,
  press,
  pressAndSend,
  updateByToken,
  visibleText,
  waitForText,
} from '../harness/pages';
import { type TemporaryProfile, temporaryProfile } from '../harness/profile';
import { startSandbox } from '../sandbox/start';
import type { Sandbox } from '../sandbox/types';
import { type AnyExtension, type BrowserName, launchAny } from './stage';

const firstPassphrase = 'correct horse battery staple';
const passphrase = 'another passphrase entirely';

/** Tests the passphrase and restarts in one browser, with one profile. */
export function testVault(browser: BrowserName): void {
  let sandbox: Sandbox;
  let profile: TemporaryProfile;
  let extension: AnyExtension;

  const start = async () => {
    extension = await launchAny(browser, { api: sandbox, userDataDir: profile.userDataDir });
  };

  const close = async () => {
    await extension.close();
    expect(extension.problems).toEqual([]);
  };

  /** A message may be lost with the worker that was just stopped, so this presses Refresh again. */
  const refreshUntil = (popup: Page, badge: string) =>
    eventually(async () => {
      await press(popup, 'Refresh');
      await extension.waitForBadge(badge, 3_000);
    });

  beforeAll(async () => {
    sandbox = await startSandbox();
    sandbox.addInvite({ organization_name: 'Acme' });
    profile = temporaryProfile();
    await start();
  });

  afterAll(async () => {
    await close().finally(() => Promise.all([sandbox.close(), profile.remove()]));
  });

  it('the first passphrase must be long enough and typed the same twice', async () => {
    const options = await extension.openPage('options.html');
    await connectEncrypted(options, sandbox.credentials.token, 'too short');
    await waitForText(options, 'Use at least 12 characters.');
    await fill(options, 'New passphrase', firstPassphrase);
    await press(options, 'Connect');
    await waitForText(options, "The passphrases don't match.");
    expect(sandbox.requests).toEqual([]);
    await fill(options, 'Repeat new passphrase', firstPassphrase);
    await press(options, 'Connect');
    await waitForText(options, 'Connected. 1 invitation is waiting.');
    expect(await visibleText(options)).toContain('API token · stored encrypted');
    await options.close();
  });

  it('the passphrase can be changed on the options page', async () => {
    const options = await extension.openPage('options.html');
    await press(options, 'Change passphrase');
    await fill(options, 'Current passphrase', 'not the passphrase');
    await fill(options, 'New passphrase', passphrase);
    await fill(options, 'Repeat new passphrase', passphrase);
    await press(options, 'Change');
    await waitForText(options, 'Wrong passphrase');
    await fill(options, 'Current passphrase', firstPassphrase);
    await press(options, 'Change');
    await waitForText(options, 'Passphrase changed.');
    await press(options, 'Lock now');
    await fill(options, 'Passphrase', passphrase);
    await press(options, 'Unlock');
    await waitForText(options, 'Unlocked.');
    await options.close();
  });

  it('the vault stays open when the worker ends, locks with the browser, and unlocks in the popup', async () => {
    await extension.killServiceWorker();
    sandbox.addInvite({ organization_name: 'Globex' });
    const before = await extension.openPopup();
    await refreshUntil(before, '2');

    await close();
    await start();
    sandbox.clearRequests();
    await extension.waitForBadge('•••');
    // The title is set right after the text.
    await eventually(async () =>
      expect((await extension.badge()).title).toBe('Locked. Enter your passphrase to unlock'),
    );
    const popup = await extension.openPopup();
    expect(await organizations(popup)).toEqual(['Acme', 'Globex']);
    expect(await popup.$$('li .answer button')).toEqual([]);
    await press(popup, 'Refresh');
    await fill(popup, 'Passphrase', 'not the passphrase');
    await press(popup, 'Unlock');
    await waitForText(popup, 'Wrong passphrase');
    expect(sandbox.requests).toEqual([]);

    await fill(popup, 'Passphrase', passphrase);
    await press(popup, 'Unlock');
    await extension.waitForBadge('2');
    await pressAndSend(popup, 'Accept invitation to Acme');
    await extension.waitForBadge('1');
    await press(popup, 'Lock now');
    await extension.waitForBadge('•••');
    await waitForText(popup, 'Unlock to check encrypted logins and answer their invitations.');
    await popup.close();
  });

  it('a login kept for the browser session asks for its credentials after a restart', async () => {
    const first = await extension.openPage('options.html');
    await press(first, `Disconnect ${sandbox.credentials.email}`);
    await first.locator('.button.danger').click();
    await waitForText(first, 'Connect a Cloudflare login');
    await chooseKeeping(first, 'This browser session only');
    await connectByToken(first, sandbox.credentials.token);
    await waitForText(first, 'stored for this browser session');
    await extension.killServiceWorker();
    const before = await extension.openPopup();
    await refreshUntil(before, '1');

    await close();
    await start();
    await extension.waitForBadge('!');
    const popup = await extension.openPopup();
    await waitForText(popup, 'This login needs its credentials again');
    const options = await extension.openPage('options.html');
    await press(options, `Update credentials for ${sandbox.credentials.email}`);
    await updateByToken(options, sandbox.credentials.token);
    await waitForText(options, 'Saved: ');
    await extension.waitForBadge('1');
  });
}
