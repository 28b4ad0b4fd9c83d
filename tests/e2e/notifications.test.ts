import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { eventually } from '../harness/eventually';
import { press, visibleText, waitForText } from '../harness/pages';
import { readItem, seedSettings } from '../harness/seed';
import { setStage } from './stage';
import { useStage } from './use-stage';

/**
 * The shipped build with the browser's own notifications, and its switch pressed by a real click. Only one thing is
 * prepared: the profile says that the permission was given once before, so Chromium gives it without asking. Its
 * question belongs to the browser's own window and cannot be answered from a test.
 */
const stage = useStage(() => setStage({ chromium: { grantedBefore: ['notifications'] } }));

const switchNamed = (name: string) => `::-p-aria([name="${name}"][role="switch"])`;
const notify = switchNamed('Notify me about new invitations');

/** Starts over: Cloudflare has no invitations, and no notification is on screen. */
async function startOver(): Promise<void> {
  stage().sandbox.setInvites([]);
  await refresh();
  await waitForNotifications(0);
}

/** Polls, as Refresh in the popup does. */
const refresh = () => stage().send({ type: 'refresh' });

/** A page opened after notifications were allowed. Asking the worker would fail whenever it has just ended. */
let observer: Page | undefined;

async function onScreen(): Promise<string[]> {
  observer ??= await stage().extension.openPage('options.html');
  return observer.evaluate(async () => Object.keys(await chrome.notifications.getAll()));
}

const waitForNotifications = (count: number) =>
  eventually(async () => expect(await onScreen()).toHaveLength(count), 100);

const isOn = (options: Page) =>
  options.$eval(notify, (input) => input instanceof HTMLInputElement && input.checked);

/** What the browser does when a user clicks a notification, or a button on it. */
async function pressNotice(id: string, button: number | null): Promise<void> {
  const worker = await stage().extension.serviceWorker();
  await worker.evaluate(
    (pressed, index) => {
      const { onClicked, onButtonClicked } = chrome.notifications;
      const dispatch = (event: object, ...args: unknown[]) =>
        Reflect.get(event, 'dispatch').call(event, ...args);
      if (index === null) dispatch(onClicked, pressed);
      else dispatch(onButtonClicked, pressed, index);
    },
    id,
    button,
  );
}

it('notifications are off at first, and stay off with a message when the browser refuses them', async () => {
  const { sandbox, extension, connect } = stage();
  sandbox.addInvite({ organization_name: 'Acme' });
  await connect();
  const worker = await extension.serviceWorker();
  expect(await worker.evaluate(() => 'notifications' in chrome)).toBe(false);
  const options = await extension.openPage('options.html');
  // Simulates the user's refusal, because the browser's question cannot be answered from a test.
  await options.evaluate(() => {
    const { permissions } = Reflect.get(globalThis, 'browser') ?? chrome;
    const { request } = permissions;
    permissions.request = async () => {
      permissions.request = request;
      return false;
    };
  });
  await options.locator(notify).click();
  await waitForText(options, "Your browser didn't allow it, so this stays off.");
  expect(await isOn(options)).toBe(false);

  await options.locator(notify).click();
  await waitForText(options, 'Quiet hours');
  expect(await visibleText(options)).not.toContain("didn't allow");
  expect(await isOn(options)).toBe(true);
  await eventually(async () =>
    expect(await readItem(options, 'sync', 'settings')).toMatchObject({ notifications: true }),
  );
  await options.close();
});

it('a test notification can be sent, and the page says what may block it', async () => {
  const { extension } = stage();
  await startOver();
  const options = await extension.openPage('options.html');
  expect(await visibleText(options)).not.toContain('Nothing appeared?');
  await press(options, 'Send a test notification');
  await waitForNotifications(1);
  expect(await onScreen()).toEqual(['test']);
  await waitForText(options, 'Nothing appeared? Your system may block notifications from this browser.');
  await refresh();
  expect(await onScreen()).toEqual(['test']);
  const worker = await extension.serviceWorker();
  await worker.evaluate(() => chrome.notifications.clear('test'));
  await options.close();
});

it('several new invitations share one notification', async () => {
  const { sandbox } = stage();
  expect(await onScreen()).toEqual([]);
  sandbox.addInvite({ organization_name: 'Globex' });
  sandbox.addInvite({ organization_name: 'Initech' });
  await refresh();
  await waitForNotifications(1);
  expect(await onScreen()).toEqual(['fresh']);
});

it('the Accept button works in the worker that enabled notifications and in a new one', async () => {
  const { sandbox, extension } = stage();
  await startOver();
  for (const name of ['Acme', 'Globex']) {
    const { id } = sandbox.addInvite({ organization_name: name });
    await refresh();
    await waitForNotifications(1);
    const [noticeId = ''] = await onScreen();
    expect(noticeId).toContain(id);
    await pressNotice(noticeId, 0);
    await waitForNotifications(0);
    await extension.waitForBadge('');
    expect(sandbox.invite(id)?.status).toBe('accepted');
    expect(sandbox.patchesThatTookEffect(id)).toBe(1);
    await extension.killServiceWorker();
  }
});

it('a click on a notification opens the real popup', async () => {
  const { sandbox, extension } = stage();
  await startOver();
  sandbox.addInvite({ organization_name: 'Acme' });
  await refresh();
  await waitForNotifications(1);
  const [noticeId = ''] = await onScreen();
  const before = new Set(extension.browser.targets());
  await pressNotice(noticeId, null);
  const target = await extension.browser.waitForTarget(
    (one) => !before.has(one) && one.url().endsWith('/popup.html'),
    { timeout: 10_000 },
  );
  const popup = await target.asPage();
  await waitForText(popup, 'Acme');
  // The popup has its own small window; a tab would belong to the browser window.
  expect(await popup.evaluate(() => chrome.tabs.getCurrent())).toBeUndefined();
  await waitForNotifications(0);
  await popup.close();
});

it('quiet hours hold notifications back, and none is lost', async () => {
  const { sandbox, extension } = stage();
  await startOver();
  const options = await extension.openPage('options.html');
  await options.locator(switchNamed('Quiet hours')).click();
  await options.waitForSelector('input[type=time]');
  // The page shows the hours before it has stored them; its write must not overwrite the ones below.
  await eventually(async () =>
    expect(await readItem(options, 'sync', 'settings')).toMatchObject({
      quietHours: { from: expect.any(Number) },
    }),
  );
  const setHours = (from: number, to: number) =>
    seedSettings(options, { notifications: true, quietHours: { from, to } });
  // Six hours from the current hour, whatever the time is.
  const now = new Date().getHours() * 60;
  await setHours(now, (now + 360) % 1440);
  sandbox.addInvite({ organization_name: 'Acme' });
  await refresh();
  await extension.waitForBadge('1');
  expect(await onScreen()).toEqual([]);
  await setHours((now + 360) % 1440, (now + 420) % 1440);
  await waitForNotifications(1);
  await options.close();
});

it('the switch turns off when the permission is removed', async () => {
  const options = await stage().extension.openPage('options.html');
  expect(await isOn(options)).toBe(true);
  await options.evaluate(() => chrome.permissions.remove({ permissions: ['notifications'] }));
  await eventually(async () => expect(await isOn(options)).toBe(false));
});
