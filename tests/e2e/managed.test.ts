import type { Page } from 'puppeteer-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connectByToken, press, visibleText, waitForText } from '../harness/pages';
import { setManagedStage } from './managed-stage';
import type { AnyExtension, Stage } from './stage';

const notify = '::-p-aria([name="Tell me of new invitations"][role="switch"])';

let stage: Stage<AnyExtension>;

afterEach(async () => {
  await stage.close();
  expect(stage.extension.problems).toEqual([]);
});

/** The options page, once the administrator's policy has arrived there. */
const managedOptions = async () => {
  const options = await stage.extension.openPage('options.html');
  await waitForText(options, 'Set by your organization');
  return options;
};

/** What the person had chosen before the administrator's turn. */
const choose = async (settings: object) => {
  const page = await stage.extension.openPage('options.html');
  await page.evaluate(
    (value) => chrome.storage.sync.set({ settings: { version: 1, value: { theme: 'system', ...value } } }),
    settings,
  );
  return page;
};

const switchIs = (options: Page) =>
  options.$eval(notify, (input) =>
    input instanceof HTMLInputElement ? { on: input.checked, disabled: input.disabled } : null,
  );

/** Has Cloudflare asked; what came of it is then told. Returns what the worker says it told, and what stands. */
const toldAfterRefresh = async () => {
  const page = await stage.extension.openPage('popup.html');
  const told = await page.evaluate(async () => {
    await chrome.runtime.sendMessage({ type: 'refresh' });
    const { log } = await chrome.storage.session.get<{ log: string }>('log');
    const { value }: { value: { text: string }[] } = JSON.parse(log);
    return {
      noted: value.map(({ text }) => text).filter((text) => text.startsWith('notified')),
      standing: Object.keys(await chrome.notifications.getAll()),
    };
  });
  await page.close();
  return told;
};

// Elsewhere policies come from the registry or from a device's management, which a test should not touch.
describe.runIf(process.platform === 'linux').each(['chromium', 'firefox'] as const)('in %s', (browser) => {
  it('lets an administrator set the interval, hide Reject and name the ways to keep credentials', async () => {
    stage = await setManagedStage(browser, {
      intervalMinutes: 30,
      hideReject: true,
      allowedKeeping: ['session', 'encrypted'],
    });
    const { sandbox, extension } = stage;
    sandbox.addInvite({ organization_name: 'Acme' });
    await (await choose({ intervalMinutes: 1 })).close();
    const options = await managedOptions();
    const interval = () =>
      options.$eval('#interval', (select) =>
        select instanceof HTMLSelectElement ? `${select.value} ${select.disabled}` : 'none',
      );
    expect(await interval()).toBe('30 true');
    const text = await visibleText(options);
    const keeping = await options.$$eval('input[name=keeping]', (inputs) =>
      inputs.map(({ value, checked }) => `${value} ${checked}`),
    );
    expect(keeping).toEqual(['session true', 'encrypted false']);
    expect(text).toContain('Invitations cannot be rejected here');

    await connectByToken(options, sandbox.credentials.token);
    await waitForText(options, 'Connected.');
    const alarm = await options.evaluate(() => chrome.alarms.get('wake'));
    expect(alarm?.periodInMinutes).toBe(30);

    const popup = await extension.openPopup();
    expect(await popup.$$('[aria-label="Reject invitation to Acme"]')).toEqual([]);
    await press(popup, 'Accept invitation to Acme');
    await waitForText(popup, 'Nothing pending');
  });

  it('keeps no credentials in a way that is not allowed, whatever a page asks', async () => {
    stage = await setManagedStage(browser, { allowedKeeping: ['session'] });
    const { sandbox } = stage;
    const options = await onlyOneKeeping(await stage.extension.openPage('options.html'));
    const reply = await options.evaluate(
      (token) =>
        chrome.runtime.sendMessage({
          type: 'connect',
          credentials: { kind: 'token', token },
          keeping: 'device',
          passphrase: null,
          replaces: null,
        }),
      sandbox.credentials.token,
    );
    expect(reply).toMatchObject({ ok: false, failure: { reason: 'keeping-forbidden' } });
    expect(sandbox.requests).toEqual([]);
    const stored = await options.evaluate(() => chrome.storage.local.get(null));
    expect(JSON.stringify(stored)).not.toContain(sandbox.credentials.token);
  });

  it('turns notifications on where the person lets the browser allow them, and says so until then', async () => {
    stage = await setManagedStage(browser, { notifications: true });
    await stage.connect();
    const options = await managedOptions();
    expect(await switchIs(options)).toEqual({ on: false, disabled: false });
    await waitForText(options, 'Your browser has not allowed it on this device yet.');
    await options.locator(notify).click();
    await waitForText(options, 'Quiet hours');
    expect(await switchIs(options)).toEqual({ on: true, disabled: true });
    expect(await visibleText(options)).not.toContain('has not allowed it');
    stage.sandbox.addInvite({ organization_name: 'Acme' });
    // Firefox without a screen shows none for long.
    expect((await toldAfterRefresh()).noted).toEqual(['notified: fresh, 1 invitations']);
  });
});

/** With the ways that are not allowed gone, the policy is there. */
async function onlyOneKeeping(options: Page): Promise<Page> {
  await vi.waitFor(async () => expect(await options.$$('input[name=keeping]')).toHaveLength(1), {
    timeout: 30_000,
    interval: 50,
  });
  return options;
}

describe.runIf(process.platform === 'linux')('in chromium', () => {
  it('forbids notifications also to a person who had them on', async () => {
    stage = await setManagedStage('chromium', { notifications: false });
    const page = await choose({ notifications: true });
    const allowed = await page.evaluate(() => chrome.permissions.request({ permissions: ['notifications'] }));
    expect(allowed).toBe(true);
    await page.close();
    await stage.connect();
    const options = await managedOptions();
    expect(await switchIs(options)).toEqual({ on: false, disabled: true });
    expect(await visibleText(options)).not.toContain('has not allowed it');
    stage.sandbox.addInvite({ organization_name: 'Acme' });
    expect(await toldAfterRefresh()).toEqual({ noted: [], standing: [] });
    await stage.extension.waitForBadge('1');
  });
});
