import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { connectByToken, press, pressAndSend, visibleText, waitForText } from '../../harness/pages';
import { readArea, readItem, seedSettings } from '../../harness/seed';
import type { AnyExtension, BrowserName, Stage } from '../stage';
import { useStage } from '../use-stage';
import { setManagedStage } from './managed-stage';

const notify = '::-p-aria([name="Notify me about new invitations"][role="switch"])';

/** Opens the options page, and waits until it shows the administrator's policy. */
async function managedOptions({ extension }: Stage<AnyExtension>): Promise<Page> {
  const options = await extension.openPage('options.html');
  await waitForText(options, 'Set by your organization');
  return options;
}

const switchIs = (options: Page) =>
  options.$eval(notify, (input) =>
    input instanceof HTMLInputElement ? { on: input.checked, disabled: input.disabled } : null,
  );

/** Polls. Returns what the worker's log says about notifications, and which are on screen. */
async function notificationsAfterRefresh({ extension, send }: Stage<AnyExtension>) {
  await send({ type: 'refresh' });
  const page = await extension.openPage('options.html');
  const log = await readItem(page, 'session', 'log');
  const onScreen = await page.evaluate(async () => Object.keys(await chrome.notifications.getAll()));
  await page.close();
  const texts: unknown[] = Array.isArray(log) ? log.map(({ text }) => text) : [];
  return { logged: texts.filter((text) => String(text).startsWith('notified')), onScreen };
}

/** A policy that sets everything, from the first look at the options to a notification. */
export function testOrganization(browser: BrowserName): void {
  const stage = useStage(() =>
    setManagedStage(browser, {
      intervalMinutes: 30,
      hideReject: true,
      allowedKeeping: ['session', 'encrypted'],
      notifications: true,
    }),
  );

  it('only the allowed ways to store credentials are offered', async () => {
    const options = await managedOptions(stage());
    await press(options, 'Change where to store your credentials');
    const keeping = await options.$$eval('input[name=keeping]', (inputs) =>
      inputs.map(({ value, checked }) => `${value} ${checked}`),
    );
    expect(keeping).toEqual(['session true', 'encrypted false']);
    expect(await visibleText(options)).toContain("Invitations can't be rejected here");
    await options.close();
  });

  it('credentials are not stored in a forbidden way, whatever a page asks for', async () => {
    const { sandbox, extension, send } = stage();
    const reply = await send({
      type: 'connect',
      credentials: { kind: 'token', token: sandbox.credentials.token },
      keeping: 'device',
      passphrase: null,
      replaces: null,
    });
    expect(reply).toMatchObject({ ok: false, failure: { reason: 'keeping-forbidden' } });
    expect(sandbox.requests).toEqual([]);
    const options = await extension.openPage('options.html');
    expect(JSON.stringify(await readArea(options, 'local'))).not.toContain(sandbox.credentials.token);
    await options.close();
  });

  it('the interval is that of the policy, whatever the user chose, and the popup has no Reject', async () => {
    const { sandbox, extension } = stage();
    sandbox.addInvite({ organization_name: 'Acme' });
    const options = await managedOptions(stage());
    await seedSettings(options, { intervalMinutes: 1 });
    await connectByToken(options, sandbox.credentials.token);
    await waitForText(options, 'Connected.');
    const interval = await options.$eval('#interval', (select) =>
      select instanceof HTMLSelectElement ? `${select.value} ${select.disabled}` : 'none',
    );
    expect(interval).toBe('30 true');
    const alarm = await options.evaluate(() => chrome.alarms.get('wake'));
    expect(alarm?.periodInMinutes).toBe(30);

    const popup = await extension.openPopup();
    expect(await popup.$$('[aria-label="Reject invitation to Acme"]')).toEqual([]);
    await pressAndSend(popup, 'Accept invitation to Acme');
    await waitForText(popup, 'Nothing pending');
    await popup.close();
    await options.close();
  });

  it('notifications turn on once the user lets the browser allow them, and the page says so until then', async () => {
    const options = await managedOptions(stage());
    expect(await switchIs(options)).toEqual({ on: false, disabled: false });
    await waitForText(options, "Your browser hasn't allowed this on this device yet.");
    await options.locator(notify).click();
    await waitForText(options, 'Quiet hours');
    expect(await switchIs(options)).toEqual({ on: true, disabled: true });
    expect(await visibleText(options)).not.toContain("hasn't allowed this");
    stage().sandbox.addInvite({ organization_name: 'Globex' });
    // Without a screen, Firefox does not show notifications for long.
    expect((await notificationsAfterRefresh(stage())).logged).toEqual(['notified: fresh, 1 invitations']);
  });
}

/** A policy that forbids notifications, for a user who had them on. */
export function testNotificationsForbidden(): void {
  const stage = useStage(() => setManagedStage('chromium', { notifications: false }));

  it('notifications are forbidden even to a user who had them on', async () => {
    const { sandbox, extension, connect } = stage();
    const page = await extension.openPage('options.html');
    await seedSettings(page, { notifications: true });
    const allowed = await page.evaluate(() => chrome.permissions.request({ permissions: ['notifications'] }));
    expect(allowed).toBe(true);
    await page.close();
    await connect();
    const options = await managedOptions(stage());
    expect(await switchIs(options)).toEqual({ on: false, disabled: true });
    expect(await visibleText(options)).not.toContain("hasn't allowed this");
    sandbox.addInvite({ organization_name: 'Acme' });
    expect(await notificationsAfterRefresh(stage())).toEqual({ logged: [], onScreen: [] });
    await extension.waitForBadge('1');
  });
}
