import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FirefoxBrowser, launchFirefox } from '../harness/firefox';
import { choose, connectByToken, connectEncrypted, fill, press, waitForText } from '../harness/pages';
import { type TemporaryProfile, temporaryProfile } from '../harness/profile';
import { filesWith, writingsIn } from './secret-search';
import { type Stage, stageWith } from './stage';

const passphrase = 'juniper-anvil-locket-quartz-71';

let profile: TemporaryProfile;
let stage: Stage<FirefoxBrowser>;

beforeEach(async () => {
  profile = temporaryProfile();
  stage = await stageWith((api) => launchFirefox({ api, userDataDir: profile.userDataDir }));
});

afterEach(() => profile.remove());

it('leaves in the profile and in what pages read nothing of what is encrypted or for the session', async () => {
  const { extension, sandbox } = stage;
  const [first, second] = sandbox.users;
  const secrets = {
    device: first.credentials.readOnlyToken,
    session: second.credentials.token,
    encrypted: first.credentials.token,
    passphrase,
  };
  sandbox.addInvite({ organization_name: 'Acme' });
  const options = await extension.openPage('options.html');
  await connectEncrypted(options, secrets.encrypted, passphrase);
  await waitForText(options, 'Connected.');
  await press(options, 'Connect another login');
  await choose(options, 'This browser session only');
  await connectByToken(options, secrets.session);
  await waitForText(options, 'kept for this browser session');
  await press(options, 'Connect another login');
  await choose(options, 'On this device');
  await connectByToken(options, secrets.device);
  await waitForText(options, 'kept on this device');

  // Locked and unlocked again: what opens the vault comes and goes.
  const popup = await extension.openPopup();
  await press(popup, 'Lock now');
  await fill(popup, 'Passphrase', passphrase);
  await press(popup, 'Unlock');
  await popup.waitForSelector('::-p-aria(Lock now)');

  const local = await options.evaluate(async () => JSON.stringify(await chrome.storage.local.get(null)));
  const shown = await Promise.all(
    [options, popup].map((page) => page.evaluate(() => document.documentElement.outerHTML)),
  );
  const found = (text: string) =>
    Object.entries(secrets).flatMap(([name, secret]) => (writingsIn(text, secret).length > 0 ? name : []));
  expect(found(local)).toEqual(['device']);
  expect(found(shown.join('\n'))).toEqual([]);

  await stage.close();
  expect(extension.problems).toEqual([]);
  // Firefox's own code, compiled: half of the profile.
  rmSync(path.join(profile.userDataDir, 'startupCache'), { recursive: true, force: true });
  const { device, ...others } = secrets;
  for (const secret of Object.values(others)) expect(filesWith(profile.userDataDir, secret)).toEqual([]);
  // And the one that may be there is, so that the search would have found the others.
  expect(filesWith(profile.userDataDir, device).join()).toContain('storage');
});
