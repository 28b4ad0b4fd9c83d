import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as z from 'zod';
import { type ExtensionBrowser, launchChromium } from '../harness/chromium';
import {
  choose,
  connectByKey,
  connectByToken,
  connectEncrypted,
  fill,
  press,
  waitForText,
} from '../harness/pages';
import { type TemporaryProfile, temporaryProfile } from '../harness/profile';
import { startSandbox } from '../sandbox/start';
import type { Sandbox } from '../sandbox/types';
import { filesWith, writingsIn } from './secret-search';

const passphrase = 'juniper-anvil-locket-quartz-71';
const wrongPassphrase = 'hollow-comet-saffron-gable-38';
const halfTyped = 'halfTypedCanary7Kq2Wm9Zx4Rt6Yb1Nc8Vd3Lp5';

let sandbox: Sandbox;
let profile: TemporaryProfile;
let extension: ExtensionBrowser;
/** Everything that any page or the worker wrote on its console. */
let consoleLines: string[];

const start = async () => {
  extension = await launchChromium({ api: sandbox, userDataDir: profile.userDataDir });
  const worker = await extension.serviceWorker();
  worker.on('console', (message) => consoleLines.push(message.text()));
};

const watched = (page: Page) => page.on('console', (message) => consoleLines.push(message.text()));

beforeEach(async () => {
  consoleLines = [];
  sandbox = await startSandbox();
  profile = temporaryProfile();
  await start();
});

afterEach(async () => {
  await extension.close();
  await sandbox.close();
  await profile.remove();
});

/** All that a page holds: its markup, what is typed into it, and what it says. */
const contents = (page: Page) =>
  page.evaluate(() => {
    const typed = Array.from(document.querySelectorAll('input'), ({ value }) => value);
    return [document.documentElement.outerHTML, document.body.innerText, location.href, ...typed].join('\n');
  });

const stored = z.record(z.string(), z.object({ version: z.number(), value: z.unknown() }));

const storages = async (page: Page) => {
  const all = await page.evaluate(async () => ({
    local: await chrome.storage.local.get(null),
    session: await chrome.storage.session.get(null),
    sync: await chrome.storage.sync.get(null),
  }));
  return z.object({ local: stored, session: stored, sync: stored }).parse(all);
};

/** Has every login polled, as Refresh does, and waits until the worker has carried it out. */
const refresh = async (page: Page) => {
  await page.evaluate(() => chrome.runtime.sendMessage({ type: 'refresh' }));
  sandbox.clearFaults();
};

/** More than the 4 MB that LevelDB keeps in its log. */
const fillStorage = (page: Page) =>
  page.evaluate(async () => {
    for (let i = 0; i < 3; i++) await chrome.storage.local.set({ filler: String(i).repeat(3_000_000) });
    await chrome.storage.local.remove('filler');
  });

/** Three logins, each kept in another way, with one failure of every kind and everything a person can do. */
const liveThrough = async () => {
  const [first, second] = sandbox.users;
  const secrets = {
    device: first.credentials.readOnlyToken,
    session: second.credentials.globalKey,
    encrypted: first.credentials.token,
  };
  sandbox.addInvite({ organization_name: 'Acme' });
  sandbox.addInvite({ organization_name: 'Globex' });

  const options = await extension.openPage('options.html');
  watched(options);
  sandbox.fault({ kind: 'echo', status: 401 });
  await connectEncrypted(options, secrets.encrypted, passphrase);
  await waitForText(options, 'Cloudflare refuses this login');
  await press(options, 'Connect');
  await waitForText(options, 'Connected.');
  await press(options, 'Connect another login');
  await choose(options, 'This browser session only');
  await connectByKey(options, second.credentials.email, secrets.session);
  await waitForText(options, 'kept for this browser session');
  await press(options, 'Connect another login');
  await choose(options, 'On this device');
  await connectByToken(options, secrets.device);
  await waitForText(options, 'kept on this device');

  const popup = await extension.openPopup();
  watched(popup);
  // Once for each login: a server that repeats what it was sent, in every kind of refusal.
  for (const status of [400, 401, 403, 500]) {
    sandbox.fault({ kind: 'echo', status, times: 3 });
    await refresh(options);
  }
  for (const kind of ['html', 'drop', 'cut-off', 'throttled'] as const) {
    sandbox.fault({ kind, times: 3 });
    await refresh(options);
  }
  await refresh(options);
  sandbox.fault({ kind: 'echo', status: 400, method: 'PATCH' });
  await press(popup, 'Accept invitation to Acme');
  await waitForText(popup, 'Not accepted.');
  sandbox.fault({ kind: 'echo', status: 403, times: 3 });
  await refresh(options);
  await popup.close();
  return { secrets, options };
};

it('finds every secret only where it belongs', async () => {
  const { secrets, options } = await liveThrough();

  // What a page may ask, and everything that it is told.
  const replies = await options.evaluate(
    async (right, wrong, token) => {
      const about = { connectionId: 'none', inviteId: 'none' };
      const commands = [
        { type: 'opened' },
        { type: 'refresh' },
        { type: 'used' },
        { type: 'respond', ...about, answer: 'accepted' },
        { type: 'dismiss', ...about },
        { type: 'unlock', passphrase: wrong },
        { type: 'unlock', passphrase: right },
        { type: 'change-passphrase', current: wrong, next: right },
        { type: 'change-passphrase', current: right, next: right },
        {
          type: 'connect',
          credentials: { kind: 'token', token },
          keeping: 'encrypted',
          passphrase: right,
          replaces: null,
        },
        { type: 'lock' },
        { type: 'secrets' },
      ];
      const told = [];
      for (const command of commands) told.push(await chrome.runtime.sendMessage(command).catch(String));
      return JSON.stringify(told);
    },
    passphrase,
    wrongPassphrase,
    secrets.encrypted,
  );
  const popup = await extension.openPopup();
  watched(popup);
  await fill(popup, 'Passphrase', wrongPassphrase);
  await press(popup, 'Unlock');
  await waitForText(popup, 'Wrong passphrase');
  await fill(popup, 'Passphrase', passphrase);
  await press(popup, 'Unlock');
  await popup.waitForSelector('::-p-aria(Lock now)');

  const { local, session, sync } = await storages(options);
  const key = String(session['vaultKey']?.value);
  const { secrets: device, ...otherLocal } = local;
  const { sessionSecrets, vaultKey, ...otherSession } = session;
  const places = {
    'storage.local, but for the secrets': JSON.stringify(otherLocal),
    'storage.session, but for the secrets': JSON.stringify(otherSession),
    'storage.sync': JSON.stringify(sync),
    'the options page': await contents(options),
    'the popup': await contents(popup),
    'the consoles': consoleLines.join('\n'),
    'the problems': extension.problems.join('\n'),
    replies,
    'the requests, but for the headers that authenticate': JSON.stringify(
      sandbox.requests.map(({ headers, ...request }) => {
        const { authorization, 'x-auth-key': sentKey, ...others } = headers;
        return { ...request, others };
      }),
    ),
    'the shipped files': readdirSync('.output/chrome-mv3', { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFileSync(path.join(parentPath, name), 'latin1'))
      .join('\n'),
  };
  const canaries = { ...secrets, passphrase, wrongPassphrase, key };
  for (const [place, text] of Object.entries(places)) {
    for (const [name, secret] of Object.entries(canaries)) {
      expect({ place, name, found: writingsIn(text, secret) }).toEqual({ place, name, found: [] });
    }
  }
  // And it is where it belongs, so that the search would have found it.
  const holds = (value: unknown, secret: string) => writingsIn(JSON.stringify(value), secret).length > 0;
  expect(Object.values(canaries).filter((secret) => holds(device, secret))).toEqual([secrets.device]);
  expect(Object.values(canaries).filter((secret) => holds(sessionSecrets, secret))).toEqual([
    secrets.session,
  ]);
  expect(Object.values(canaries).filter((secret) => holds(vaultKey, secret))).toEqual([key]);
});

it('leaves nothing in the profile of what is kept encrypted or for the session', async () => {
  const { secrets, options } = await liveThrough();
  const { session } = await storages(options);
  const key = Buffer.from(String(session['vaultKey']?.value), 'base64');
  // A form left half filled, in a tab that the browser may want to restore.
  await press(options, 'Connect another login');
  await choose(options, 'Encrypted with a passphrase');
  await fill(options, 'API token', halfTyped);
  const scan = () => ({
    encrypted: filesWith(profile.userDataDir, secrets.encrypted),
    session: filesWith(profile.userDataDir, secrets.session),
    passphrase: filesWith(profile.userDataDir, passphrase),
    halfTyped: filesWith(profile.userDataDir, halfTyped),
    key: filesWith(profile.userDataDir, key.toString('base64')),
    keyBytes: filesWith(profile.userDataDir, key.toString('latin1')),
  });
  const nothing = { encrypted: [], session: [], passphrase: [], halfTyped: [], key: [], keyBytes: [] };

  await extension.close();
  expect(scan()).toEqual(nothing);
  expect(filesWith(profile.userDataDir, secrets.device).join()).toContain('Local Extension Settings');

  // Filled up, the database moves what it has from its log into compressed tables: there too it must be found.
  await start();
  await fillStorage(await extension.openPage('options.html'));
  await extension.close();
  expect(scan()).toEqual(nothing);
  const tables = filesWith(profile.userDataDir, secrets.device).filter((file) => file.includes('.ldb'));
  expect(tables.join()).toContain('Local Extension Settings');
});
