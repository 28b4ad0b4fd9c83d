import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { eventually } from '../../harness/eventually';
import {
  choose,
  connectByKey,
  connectByToken,
  fill,
  organizations,
  press,
  pressAndSend,
  updateByToken,
  visibleText,
  waitForText,
} from '../../harness/pages';
import { readArea, seedRefusals } from '../../harness/seed';
import type { AnyExtension, Stage } from '../stage';

const everythingStored = async (page: Page) => JSON.stringify(await readArea(page, 'local'));

/**
 * First run and connecting: each way in, each way it fails, and disconnecting. Every step starts where the last ended.
 */
export function testFirstRun(stage: () => Stage<AnyExtension>): void {
  it('a half-filled form is kept when the tab is closed, but not the secret', async () => {
    const { extension } = stage();
    const first = await extension.openPage('options.html');
    await choose(first, 'Email and Global API key');
    await first.locator('::-p-aria([name="Email"][role="textbox"])').fill('me@example.com');
    await fill(first, 'Global API key', 'half-a-secret');
    await first.close();
    const second = await extension.openPage('options.html');
    await waitForText(second, 'Global API key');
    expect(await second.$eval('input[type=email]', (input) => input.value)).toBe('me@example.com');
    expect(await second.$eval('.field input.masked', (input) => input.value)).toBe('');
    expect(await everythingStored(second)).not.toContain('half-a-secret');
    await second.close();
  });

  it('a wrong key is explained, the typed address stays, and nothing is saved', async () => {
    const { sandbox, extension } = stage();
    const options = await extension.openPage('options.html');
    await connectByKey(options, sandbox.credentials.email, '0'.repeat(37));
    await waitForText(options, "Cloudflare doesn't recognize this email and key");
    expect(await options.$eval('input[type=email]', (input) => input.value)).toBe(sandbox.credentials.email);
    const stored = await readArea(options, 'local');
    expect(stored).not.toHaveProperty('connections');
    expect(stored).not.toHaveProperty('secrets');
    await options.close();
  });

  it('the Global API key connects together with the email address', async () => {
    const { sandbox, extension } = stage();
    sandbox.addInvite({ organization_name: 'Acme' });
    const options = await extension.openPage('options.html');
    await connectByKey(options, ` ${sandbox.credentials.email} `, ` ${sandbox.credentials.globalKey} `);
    await waitForText(options, 'Connected. 1 invitation is waiting.');
    await extension.waitForBadge('1');
    await options.close();
  });

  it('disconnecting deletes everything', async () => {
    const { sandbox, extension } = stage();
    const options = await extension.openPage('options.html');
    const before = await everythingStored(options);
    expect(before).toContain(sandbox.credentials.globalKey);
    expect(before).toContain('organizationName');
    await press(options, `Disconnect ${sandbox.credentials.email}`);
    await options.locator('.button.danger').click();
    await waitForText(options, 'Connect a Cloudflare login');
    await extension.waitForBadge('');
    const stored = await everythingStored(options);
    expect(stored).not.toContain(sandbox.credentials.globalKey);
    expect(stored).not.toContain('organizationName');
    await options.close();
  });

  it('a read-only token is saved, with a message and without buttons to answer', async () => {
    const { sandbox, extension } = stage();
    const options = await extension.openPage('options.html');
    await connectByToken(options, sandbox.credentials.readOnlyToken);
    await waitForText(options, 'Connected, but can only read.');
    const popup = await extension.openPopup();
    await waitForText(popup, 'This API token is read-only.');
    expect(await organizations(popup)).toEqual(['Acme']);
    expect(await popup.$$('li .answer button')).toEqual([]);
    await popup.close();
    await options.close();
  });

  it('a token that can respond replaces the read-only one, and the buttons appear', async () => {
    const { sandbox, extension } = stage();
    const options = await extension.openPage('options.html');
    await press(options, `Update credentials for ${sandbox.credentials.email}`);
    await updateByToken(options, sandbox.credentials.token);
    await waitForText(options, 'Saved: ');
    const popup = await extension.openPopup();
    await waitForText(popup, 'Acme');
    expect(await popup.$$('li .answer button')).toHaveLength(2);
    await popup.close();
    await options.close();
  });

  it('refused credentials pause the login, and can be replaced on the options page', async () => {
    const { sandbox, extension } = stage();
    sandbox.revoke(sandbox.credentials.token);
    const options = await extension.openPage('options.html');
    const popup = await extension.openPopup();
    await press(popup, 'Refresh');
    await waitForText(popup, 'Cloudflare refused once, trying again');
    expect((await extension.badge()).text).toBe('1');
    await seedRefusals(options);
    await press(popup, 'Refresh');
    await waitForText(popup, "Cloudflare doesn't accept this API token");
    await extension.waitForBadge('!');
    await press(popup, 'Fix in settings');
    sandbox.restore(sandbox.credentials.token);
    // The open page shows the form, and is not opened twice.
    await options.waitForSelector('.connection .field input:focus');
    await updateByToken(options, sandbox.credentials.token);
    await waitForText(options, 'Saved: ');
    await extension.waitForBadge('1');
    await options.close();
  });

  it('two logins have their own names and invitations, and one that fails does not hide the other', async () => {
    const { sandbox, extension } = stage();
    const [first, second] = sandbox.users;
    second.addInvite({ organization_name: 'Globex' });
    const options = await extension.openPage('options.html');
    await press(options, 'Connect another login');
    await connectByToken(options, second.credentials.token);
    await waitForText(options, 'Connected.');
    await extension.waitForBadge('2');
    await press(options, `Rename ${second.credentials.email}`);
    await options.locator('.name-form input').fill('Agency');
    await press(options, 'Save');
    await eventually(async () => expect(await visibleText(options)).toContain('Agency'));

    sandbox.revoke(first.credentials.token);
    const popup = await extension.openPopup();
    await press(popup, 'Refresh');
    await waitForText(popup, 'Cloudflare refused once, trying again');
    // The list of the other login may still be on its way, and would replace what is stored next.
    await popup.waitForSelector('[aria-disabled=false]');
    await seedRefusals(options);
    await press(popup, 'Refresh');
    await waitForText(popup, `${first.credentials.email}: Cloudflare doesn't accept this API token`);
    await waitForText(popup, 'For Agency');
    await pressAndSend(popup, 'Accept invitation to Globex');
    await eventually(() => expect(second.invites()[0]?.status).toBe('accepted'));
    expect(first.invites()[0]?.status).toBe('pending');
  });
}
