import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { eventually } from '../harness/eventually';
import {
  chooseKeeping,
  connectByKey,
  connectByToken,
  connectEncrypted,
  press,
  pressAndSend,
  waitForText,
} from '../harness/pages';
import type { Fault } from '../sandbox/fault';
import type { Sandbox } from '../sandbox/types';
import type { AnyExtension } from './stage';

/** The secrets and pages of a run that a test needs, besides what is stored and shown. */
export interface FullSession {
  /** The credentials of three logins, by where they are stored. */
  secrets: { device: string; session: string; encrypted: string };
  options: Page;
  popup: Page;
}

/**
 * Goes through three logins, each stored in a different way, one failure of every kind, and everything a user can do.
 * Passes every page that it opens to `watch`.
 */
export async function runFullSession(
  { sandbox, extension }: { sandbox: Sandbox; extension: AnyExtension },
  passphrase: string,
  watch: (page: Page) => Promise<unknown>,
): Promise<FullSession> {
  /**
   * Polls both lists of every login, as Refresh does, with `fault` set, until all requests were made: after several 5xx
   * Chromium delays the requests of an extension for a moment, and a rate limit takes its time.
   */
  const refresh = async (page: Page, fault?: Fault) => {
    if (fault) sandbox.fault({ ...fault, times: 6 });
    const enough = sandbox.requests.length + 6;
    await eventually(async () => {
      await page.evaluate(() => chrome.runtime.sendMessage({ type: 'refresh' }));
      expect(sandbox.requests.length).toBeGreaterThanOrEqual(enough);
    });
    sandbox.clearFaults();
  };
  const [first, second] = sandbox.users;
  const secrets = {
    // Without an invitation, the extension cannot see that it belongs to the same user as the next one.
    device: second.credentials.token,
    session: second.credentials.globalKey,
    encrypted: first.credentials.token,
  };
  sandbox.addInvite({ organization_name: 'Acme' });
  sandbox.addInvite({ organization_name: 'Globex' });

  const options = await extension.openPage('options.html');
  await watch(options);
  sandbox.fault({ kind: 'echo', status: 401, times: 2 });
  await connectEncrypted(options, secrets.encrypted, passphrase);
  await waitForText(options, "Cloudflare doesn't accept this login");
  await press(options, 'Connect');
  await waitForText(options, 'Connected.');
  await press(options, 'Connect another login');
  await chooseKeeping(options, 'This browser session only');
  await connectByKey(options, second.credentials.email, secrets.session);
  await waitForText(options, 'stored for this browser session');
  await press(options, 'Connect another login');
  await chooseKeeping(options, 'On this device');
  await connectByToken(options, secrets.device);
  await waitForText(options, 'stored on this device');

  const popup = await extension.openPopup();
  await watch(popup);
  // A server that repeats the request in its reply, with every kind of refusal.
  for (const status of [400, 401, 403, 500]) await refresh(options, { kind: 'echo', status });
  for (const kind of ['html', 'drop', 'cut-off'] as const) await refresh(options, { kind });
  await refresh(options, { kind: 'status', status: 429, headers: { 'retry-after': '1' } });
  await refresh(options);
  sandbox.fault({ kind: 'echo', status: 400, method: 'PATCH' });
  await pressAndSend(popup, 'Accept invitation to Acme');
  await waitForText(popup, 'Not accepted.');
  sandbox.clearFaults();
  await refresh(options, { kind: 'echo', status: 403 });
  return { secrets, options, popup };
}
