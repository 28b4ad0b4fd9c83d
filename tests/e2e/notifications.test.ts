import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { press, visibleText, waitForText } from '../harness/pages';
import { type Stage, setStage } from './stage';

/**
 * The shipped build, its own switch pressed by a real click, and the browser's own notifications. Only one thing is
 * prepared: the profile says that the permission was given once before, so that Chromium gives it without its
 * question, which belongs to the browser's own window and cannot be answered from outside.
 */
let stage: Stage;

beforeEach(async () => {
  stage = await setStage({ chromium: { grantedBefore: ['notifications'] } });
});

afterEach(async () => {
  const { problems } = stage.extension;
  await stage.close();
  expect(problems).toEqual([]);
});

const switchNamed = (name: string) => `::-p-aria([name="${name}"][role="switch"])`;
const notify = switchNamed('Tell me of new invitations');

async function turnOn(): Promise<void> {
  const options = await stage.extension.openPage('options.html');
  await options.locator(notify).click();
  await options.waitForFunction(async () => {
    const { settings } = await chrome.storage.sync.get<{ settings?: string }>('settings');
    return settings !== undefined && JSON.parse(settings).value.notifications === true;
  });
  await options.close();
}

/** Has Cloudflare asked as Refresh in the popup does. */
async function refresh(): Promise<void> {
  const popup = await stage.extension.openPage('popup.html');
  await press(popup, 'Refresh');
  await popup.waitForSelector('::-p-aria([name="Refresh"][role="button"])');
  await popup.close();
}

async function standing(): Promise<string[]> {
  const worker = await stage.extension.serviceWorker();
  return worker.evaluate(async () => Object.keys(await chrome.notifications.getAll()));
}

const waitForStanding = (count: number) =>
  vi.waitFor(async () => expect(await standing()).toHaveLength(count), { timeout: 10_000, interval: 100 });

/** What the browser does when a person presses a notification, or a button on it. */
async function pressNotice(id: string, button: number | null): Promise<void> {
  const worker = await stage.extension.serviceWorker();
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

it('are off, come on by the switch, and tell of what is new, grouped', async () => {
  const { sandbox, extension } = stage;
  sandbox.addInvite({ organization_name: 'Acme' });
  await stage.connect();
  const worker = await extension.serviceWorker();
  expect(await worker.evaluate(() => 'notifications' in chrome)).toBe(false);
  await turnOn();
  expect(await standing()).toEqual([]);

  sandbox.addInvite({ organization_name: 'Globex' });
  sandbox.addInvite({ organization_name: 'Initech' });
  await refresh();
  await waitForStanding(1);
  expect(await standing()).toEqual(['fresh']);
});

it('accept by their button in a worker that allowed them and in one that was started anew', async () => {
  const { sandbox, extension } = stage;
  await stage.connect();
  await turnOn();
  for (const name of ['Acme', 'Globex']) {
    const { id } = sandbox.addInvite({ organization_name: name });
    await refresh();
    await waitForStanding(1);
    const [noticeId = ''] = await standing();
    expect(noticeId).toContain(id);
    await pressNotice(noticeId, 0);
    await waitForStanding(0);
    await extension.waitForBadge('');
    expect(sandbox.invite(id)?.status).toBe('accepted');
    expect(sandbox.patchesThatTookEffect(id)).toBe(1);
    await extension.killServiceWorker();
  }
});

it('open the real popup when they are pressed', async () => {
  const { sandbox, extension } = stage;
  await stage.connect();
  await turnOn();
  sandbox.addInvite({ organization_name: 'Acme' });
  await refresh();
  await waitForStanding(1);
  const [noticeId = ''] = await standing();
  const before = new Set(extension.browser.targets());
  await pressNotice(noticeId, null);
  const target = await extension.browser.waitForTarget(
    (one) => !before.has(one) && one.url().endsWith('/popup.html'),
    { timeout: 10_000 },
  );
  const popup = await target.asPage();
  await waitForText(popup, 'Acme');
  // The popup has its own small window; a tab would be the browser's.
  expect(await popup.evaluate(() => chrome.tabs.getCurrent())).toBeUndefined();
  await waitForStanding(0);
});

it('keep quiet when told to, and forget nothing', async () => {
  const { sandbox, extension } = stage;
  await stage.connect();
  await turnOn();
  const options = await extension.openPage('options.html');
  await options.locator(switchNamed('Quiet hours')).click();
  await options.waitForSelector('input[type=time]');
  const setHours = (from: number, to: number) =>
    options.evaluate(
      async (hours) => {
        const { settings } = await chrome.storage.sync.get<{ settings: string }>('settings');
        const { version, value } = JSON.parse(settings);
        const changed = { version, value: { ...value, quietHours: hours } };
        await chrome.storage.sync.set({ settings: JSON.stringify(changed) });
      },
      { from, to },
    );
  // Whatever the time is: from this hour on for six.
  const now = new Date().getHours() * 60;
  await setHours(now, (now + 360) % 1440);
  sandbox.addInvite({ organization_name: 'Acme' });
  await refresh();
  await extension.waitForBadge('1');
  expect(await standing()).toEqual([]);
  await setHours((now + 360) % 1440, (now + 420) % 1440);
  await waitForStanding(1);
});

it('stay off when the browser refuses, and say so; show off when the permission is taken away', async () => {
  const { extension } = stage;
  const options = await extension.openPage('options.html');
  const isOn = () => options.$eval(notify, (input) => input instanceof HTMLInputElement && input.checked);
  // The person's No stands in for by an answer of the same kind.
  await options.evaluate(() => {
    const { permissions } = Reflect.get(globalThis, 'browser') ?? chrome;
    const { request } = permissions;
    permissions.request = async () => {
      permissions.request = request;
      return false;
    };
  });
  await options.locator(notify).click();
  await waitForText(options, 'Your browser did not allow it, so it stays off.');
  expect(await isOn()).toBe(false);

  await options.locator(notify).click();
  await waitForText(options, 'Quiet hours');
  expect(await visibleText(options)).not.toContain('did not allow');
  expect(await isOn()).toBe(true);

  await options.evaluate(() => chrome.permissions.remove({ permissions: ['notifications'] }));
  await vi.waitFor(async () => expect(await isOn()).toBe(false), { timeout: 10_000 });
});
