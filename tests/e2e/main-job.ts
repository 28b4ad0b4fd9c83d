import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  connectByKey,
  connectByToken,
  fill,
  organizations,
  press,
  visibleText,
  waitForText,
} from '../harness/pages';
import { type AnyExtension, type BrowserName, type Stage, setStageIn } from './stage';

/** The tests of the main job, for a file that runs them in one browser: the two then run side by side. */
export function testMainJob(browser: BrowserName): void {
  let stage: Stage<AnyExtension>;

  beforeEach(async () => {
    stage = await setStageIn(browser);
  });

  afterEach(async () => {
    const { problems } = stage.extension;
    await stage.close();
    expect(problems).toEqual([]);
  });

  it('connects by token, shows the badge, accepts and rejects in the real popup', async () => {
    const { sandbox, extension } = stage;
    const acme = sandbox.addInvite({ organization_name: 'Acme' });
    const globex = sandbox.addInvite({ organization_name: 'Globex' });
    await stage.connect();
    await extension.waitForBadge('2');

    const popup = await extension.openPopup();
    await press(popup, 'Accept invitation to Acme');
    await extension.waitForBadge('1');
    expect(sandbox.invite(acme.id)?.status).toBe('accepted');
    await vi.waitFor(async () => expect(await organizations(popup)).toEqual(['Globex']), 10_000);

    await press(popup, 'Reject invitation to Globex');
    expect(sandbox.invite(globex.id)?.status).toBe('pending');
    await press(popup, 'Yes, reject invitation to Globex');
    await waitForText(popup, 'Nothing pending');
    await extension.waitForBadge('');
    expect(sandbox.invite(globex.id)?.status).toBe('rejected');
  });

  it('connects by e-mail and Global API key', async () => {
    const { sandbox, extension } = stage;
    sandbox.addInvite();
    const options = await extension.openPage('options.html');
    await connectByKey(options, ` ${sandbox.credentials.email} `, ` ${sandbox.credentials.globalKey} `);
    await waitForText(options, 'Connected. 1 invitation is waiting.');
    await extension.waitForBadge('1');
  });

  it('says what is wrong with a key, keeps what was typed, and saves nothing', async () => {
    const { sandbox, extension } = stage;
    const options = await extension.openPage('options.html');
    await connectByKey(options, sandbox.credentials.email, '0'.repeat(37));
    await waitForText(options, 'Cloudflare does not know this email and key');
    expect(await options.$eval('input[type=email]', (input) => input.value)).toBe(sandbox.credentials.email);
    const stored = await options.evaluate(() => chrome.storage.local.get(null));
    expect(stored).not.toHaveProperty('connections');
    expect(stored).not.toHaveProperty('secrets');
  });

  it('keeps a half-filled form when the tab is closed, never the secret', async () => {
    const { extension } = stage;
    const first = await extension.openPage('options.html');
    await first.locator('::-p-aria([name="Email and Global API key"][role="radio"])').click();
    await first.locator('::-p-aria([name="Email"][role="textbox"])').fill('me@example.com');
    await fill(first, 'Global API key', 'half-a-secret');
    await first.close();
    const second = await extension.openPage('options.html');
    await waitForText(second, 'Global API key');
    expect(await second.$eval('input[type=email]', (input) => input.value)).toBe('me@example.com');
    expect(await second.$eval('input[type=password]', (input) => input.value)).toBe('');
    expect(JSON.stringify(await second.evaluate(() => chrome.storage.local.get(null)))).not.toContain(
      'half-a-secret',
    );
  });

  it('saves a token that may only read, says so, and offers no buttons', async () => {
    const { sandbox, extension } = stage;
    sandbox.addInvite({ organization_name: 'Acme' });
    const options = await extension.openPage('options.html');
    await connectByToken(options, sandbox.credentials.readOnlyToken);
    await waitForText(options, 'Can read only.');
    const popup = await extension.openPopup();
    await waitForText(popup, 'This API token can only read.');
    expect(await organizations(popup)).toEqual(['Acme']);
    expect(await popup.$$('li .answer button')).toEqual([]);
  });

  it('takes an invitation away when it expires', async () => {
    const { sandbox, extension } = stage;
    sandbox.addInvite({ organization_name: 'Stays' });
    sandbox.addInvite({ organization_name: 'Ends', expires_on: new Date(Date.now() + 8_000).toISOString() });
    await stage.connect();
    await extension.waitForBadge('2');
    await extension.waitForBadge('1', 50_000);
    expect(await organizations(await extension.openPopup())).toEqual(['Stays']);
  });

  it('keeps the last good list when Cloudflare fails, says so, and recovers', async () => {
    const { sandbox, extension } = stage;
    sandbox.addInvite({ organization_name: 'Acme' });
    await stage.connect();
    sandbox.fault({ kind: 'html', status: 502, times: Infinity });
    const popup = await extension.openPopup();
    await press(popup, 'Refresh');
    await waitForText(popup, 'Cloudflare has a problem');
    expect(await organizations(popup)).toEqual(['Acme']);
    sandbox.clearFaults();
    sandbox.addInvite({ organization_name: 'Globex' });
    await press(popup, 'Refresh');
    await waitForText(popup, 'Globex');
    expect(await visibleText(popup)).not.toContain('Cloudflare has a problem');
  });

  it('locks out when the credentials are refused, and is mended in the options', async () => {
    const { sandbox, extension } = stage;
    sandbox.addInvite({ organization_name: 'Acme' });
    await stage.connect();
    sandbox.revoke(sandbox.credentials.token);
    const popup = await extension.openPopup();
    await press(popup, 'Refresh');
    await waitForText(popup, 'Cloudflare does not accept this API token');
    await extension.waitForBadge('!');
    await press(popup, 'Fix in settings');
    sandbox.restore(sandbox.credentials.token);
    const options = await extension.openPage('options.html');
    await press(options, `Replace the credentials of ${sandbox.credentials.email}`);
    await connectByToken(options, sandbox.credentials.token);
    await waitForText(options, 'Connected. 1 invitation is waiting.');
    await extension.waitForBadge('1');
  });

  it('goes on after the worker was stopped, and the popup paints without it', async () => {
    const { sandbox, extension } = stage;
    sandbox.addInvite({ organization_name: 'Acme' });
    await stage.connect();
    await extension.killServiceWorker();
    sandbox.clearRequests();
    const popup = await extension.openPage('popup.html');
    expect(await organizations(popup)).toEqual(['Acme']);
    expect(sandbox.requests).toEqual([]);
    await press(popup, 'Accept invitation to Acme');
    await waitForText(popup, 'Nothing pending');
    expect(sandbox.patchesThatTookEffect(sandbox.invites()[0]?.id ?? '')).toBe(1);
  });

  it('forgets everything on disconnect', async () => {
    const { sandbox, extension } = stage;
    sandbox.addInvite();
    const options = await extension.openPage('options.html');
    await connectByToken(options, sandbox.credentials.token);
    await waitForText(options, 'Connected.');
    await press(options, 'Disconnect');
    await options.locator('.button.danger').click();
    await waitForText(options, 'Connect a Cloudflare login');
    await extension.waitForBadge('');
    const stored = JSON.stringify(await options.evaluate(() => chrome.storage.local.get(null)));
    expect(stored).not.toContain(sandbox.credentials.token);
    expect(stored).not.toContain('organizationName');
  });
}
