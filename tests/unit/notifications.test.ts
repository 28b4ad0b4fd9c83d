import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing';
import { defaultSettings, type Settings } from '@/lib/settings';
import { readLog } from '@/lib/storage/log';
import { writeSettings } from '@/lib/storage/settings';
import { readWorkerState } from '@/lib/storage/store';
import { startSandbox } from '../sandbox/start';
import type { Sandbox } from '../sandbox/types';
import { allowNotifications, onScreen, revokeNotifications } from './support/permissions';
import { badge, connect, idle, reach, ringAlarm, send, startWorker } from './support/worker';

const hourMs = 3_600_000;
const noon = new Date('2026-03-02T12:00:00').getTime();

let sandbox: Sandbox;

beforeEach(async () => {
  vi.setSystemTime(noon);
  sandbox = await startSandbox({ now: () => Date.now() });
  reach(sandbox);
  await startWorker();
  await connectByToken();
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  await sandbox.close();
});

const connectByToken = () => connect({ kind: 'token', token: sandbox.credentials.token });

async function turnOn(settings: Partial<Settings> = {}): Promise<void> {
  await allowNotifications();
  await writeSettings({ ...defaultSettings, notifications: true, ...settings });
  await idle();
}

/** Lets the alarm ring at the time it is set to. Returns that time. */
async function nextWake(): Promise<number> {
  const { scheduledTime = 0 } = (await browser.alarms.get('wake')) ?? {};
  vi.setSystemTime(Math.ceil(scheduledTime));
  await ringAlarm();
  return scheduledTime;
}

async function pass(hours: number): Promise<void> {
  vi.setSystemTime(Date.now() + hours * hourMs);
  await ringAlarm();
}

const titles = async () => Object.values(await onScreen()).map(({ title }) => title);
const addNamed = (name: string, hours = 100) =>
  sandbox.addInvite({
    organization_name: name,
    expires_on: new Date(Date.now() + hours * hourMs).toISOString(),
  });
const single = async (kind: string, inviteId: string) =>
  `${kind} ${(await readWorkerState()).connections[0]?.id} ${inviteId}`;
const press = async (id: string, button: number) => {
  await fakeBrowser.notifications.onButtonClicked.trigger(id, button);
  await idle();
};

describe('off', () => {
  it('shows nothing until asked for, and does not make up for it', async () => {
    addNamed('Acme');
    await nextWake();
    await turnOn();
    expect(await onScreen()).toEqual({});
    expect((await badge()).text).toBe('1');
  });

  it('shows nothing where the browser does not allow it, whatever the settings say', async () => {
    await writeSettings({ ...defaultSettings, notifications: true });
    addNamed('Acme');
    await nextWake();
    await allowNotifications();
    await idle();
    expect(await onScreen()).toEqual({});
  });

  it('takes away what stands, and wakes for nothing', async () => {
    await turnOn();
    addNamed('Acme');
    await nextWake();
    expect(await titles()).toHaveLength(1);
    await writeSettings(defaultSettings);
    await idle();
    expect(await onScreen()).toEqual({});
  });

  it('goes on after the permission was taken away and given again', async () => {
    await turnOn();
    revokeNotifications();
    addNamed('Missed');
    await nextWake();
    await allowNotifications();
    addNamed('Told');
    await nextWake();
    expect(await titles()).toEqual(['New invitation to Told']);
  });
});

describe('new invitations', () => {
  it('are told, one with its particulars, not those of the first list', async () => {
    await turnOn();
    const { id } = sandbox.addInvite({
      organization_name: 'Acme',
      invited_by: 'ann@acme.example',
      expires_on: new Date('2026-03-06T12:00:00').toISOString(),
    });
    await nextWake();
    const [[shownId, shown] = []] = Object.entries(await onScreen());
    expect(shownId).toBe(await single('fresh', id));
    expect(shown).toMatchObject({
      type: 'basic',
      title: 'New invitation to Acme',
      message: expect.stringMatching(/^Expires Mar 6, 2026, 12:00\sPM\nInvited by ann@acme.example$/),
      iconUrl: expect.stringMatching(/\.png$/),
      buttons: [{ title: 'Accept' }, { title: 'Later' }],
    });
  });

  it('are told once, however often the worker is started again', async () => {
    await turnOn();
    addNamed('Acme');
    await nextWake();
    const create = vi.spyOn(browser.notifications, 'create');
    for (let times = 0; times < 3; times++) {
      await startWorker();
      await nextWake();
    }
    expect(create).not.toHaveBeenCalled();
  });

  it('are one notification when they are several, also when they come one after the other', async () => {
    await turnOn();
    for (const name of ['A', 'B', 'C', 'D', 'E']) addNamed(name);
    await nextWake();
    expect(Object.entries(await onScreen())).toMatchObject([
      ['fresh', { title: '5 new invitations', message: 'A, B, C, and 2 more' }],
    ]);
    addNamed('F');
    await nextWake();
    expect(await titles()).toEqual(['6 new invitations']);
  });

  it('are not told again when the login is connected or replaced again', async () => {
    await turnOn();
    addNamed('Acme');
    await nextWake();
    await browser.notifications.clear(await single('fresh', sandbox.invites()[0]?.id ?? ''));
    const { globalKey, email } = sandbox.credentials;
    const replaces = (await readWorkerState()).connections[0]?.id ?? '';
    addNamed('Seen as the login is connected again');
    await connectByToken();
    await send({
      type: 'connect',
      credentials: { kind: 'key', email, key: globalKey },
      keeping: 'device',
      passphrase: null,
      replaces,
    });
    await nextWake();
    expect(await onScreen()).toEqual({});
  });

  it('are taken away when answered, when gone, and with the login', async () => {
    await turnOn();
    const { id } = addNamed('Acme');
    await nextWake();
    const connectionId = (await readWorkerState()).connections[0]?.id ?? '';
    await send({ type: 'respond', connectionId, inviteId: id, answer: 'rejected' });
    expect(await onScreen()).toEqual({});

    addNamed('Globex');
    await nextWake();
    expect(await titles()).toEqual(['New invitation to Globex']);
    sandbox.setInvites([]);
    await nextWake();
    expect(await onScreen()).toEqual({});
    expect((await readWorkerState()).notices).toEqual({ [connectionId]: [] });

    addNamed('Initech');
    await nextWake();
    await send({ type: 'disconnect', connectionId });
    expect(await onScreen()).toEqual({});
    expect((await readWorkerState()).notices).toEqual({});
  });

  it('that a hostile name would dress up are shown clean and cannot be accepted unseen', async () => {
    await turnOn();
    const { id } = addNamed('\u202eCloud\u200bflare\nSecurity');
    await nextWake();
    const shown = (await onScreen())[await single('fresh', id)];
    expect(shown?.title).toBe('New invitation to Cloudflare Security');
    expect(shown?.buttons).toBeUndefined();
    await press(await single('fresh', id), 0);
    expect(sandbox.invite(id)?.status).toBe('pending');
  });
});

describe('the reminder', () => {
  it('wakes the worker a day before, comes once, and survives it', async () => {
    await turnOn({ intervalMinutes: 60 });
    addNamed('Acme', 25.4);
    await nextWake();
    await startWorker();
    vi.setSystemTime(noon + 1.2 * hourMs);
    await ringAlarm();
    expect(await titles()).toEqual(['New invitation to Acme']);
    expect(await nextWake()).toBe(noon + 1.4 * hourMs);
    expect(await titles()).toEqual(['Invitation to Acme expires within a day']);
    await browser.notifications.clear(Object.keys(await onScreen())[0] ?? '');
    await startWorker();
    await pass(2);
    expect(await onScreen()).toEqual({});
  });

  it('is late rather than lost when the computer slept, and none when the time has passed', async () => {
    await turnOn();
    addNamed('Late', 30);
    addNamed('Gone', 26);
    await nextWake();
    await pass(28);
    expect(await titles()).toEqual(['Invitation to Late expires within a day']);
  });

  it('is set beside the polls of a login that is refused', async () => {
    await turnOn();
    addNamed('Acme', 30);
    await nextWake();
    sandbox.revoke(sandbox.credentials.token);
    vi.setSystemTime(Date.now() + 1);
    await send({ type: 'refresh' });
    expect((await browser.alarms.get('wake'))?.scheduledTime).toBe(noon + 6 * hourMs);
    await nextWake();
    const [shown] = Object.values(await onScreen());
    expect(shown).toMatchObject({ title: 'Invitation to Acme expires within a day' });
    expect(shown?.buttons).toBeUndefined();
  });
});

describe('quiet hours', () => {
  const quietHours = { from: 11 * 60, to: 14 * 60 + 2 };

  it('keep back what comes, and show it in one when they end', async () => {
    await turnOn({ quietHours });
    addNamed('Acme');
    await nextWake();
    addNamed('Globex');
    await nextWake();
    expect(await onScreen()).toEqual({});
    await startWorker();
    await pass(1.8);
    expect(await nextWake()).toBe(new Date('2026-03-02T14:02:00').getTime());
    expect(await titles()).toEqual(['2 new invitations']);
  });

  it('forget what was answered in them', async () => {
    await turnOn({ quietHours });
    addNamed('Acme');
    await nextWake();
    sandbox.setInvites([]);
    await nextWake();
    await pass(3);
    expect(await onScreen()).toEqual({});
  });
});

describe('a press', () => {
  const shownOne = async () => {
    await turnOn();
    const { id } = addNamed('Acme');
    await nextWake();
    return { inviteId: id, id: await single('fresh', id) };
  };

  it('on Accept accepts, also in a worker that was started for it', async () => {
    const { id, inviteId } = await shownOne();
    await startWorker();
    await press(id, 0);
    expect(sandbox.patchesThatTookEffect(inviteId)).toBe(1);
    expect(await onScreen()).toEqual({});
    expect((await badge()).text).toBe('');
  });

  it('on Accept that is refused is told of, because no row is seen', async () => {
    const { id } = await shownOne();
    sandbox.fault({ kind: 'status', status: 400, method: 'PATCH', message: 'No.' });
    await press(id, 0);
    expect(Object.values(await onScreen())).toMatchObject([
      { title: 'Invitation to Acme was not accepted', message: 'Press to see why.' },
    ]);
    const [entry] = (await readWorkerState()).outbox;
    await send({ type: 'dismiss', connectionId: entry?.connectionId ?? '', inviteId: entry?.inviteId ?? '' });
    expect(await onScreen()).toEqual({});
  });

  it('on Later takes it away and sends nothing; the reminder still comes', async () => {
    const { id } = await shownOne();
    sandbox.clearRequests();
    await press(id, 1);
    expect(await onScreen()).toEqual({});
    expect(sandbox.requests).toEqual([]);
    await pass(77);
    expect(await titles()).toEqual(['Invitation to Acme expires within a day']);
  });

  it('on one allowed while this worker lives is heard', async () => {
    expect(browser.notifications).toBeUndefined();
    const { id, inviteId } = await shownOne();
    await press(id, 0);
    expect(sandbox.invite(inviteId)?.status).toBe('accepted');
  });

  it('on the notification opens the popup at its icon', async () => {
    const openPopup = vi.fn(async () => undefined);
    // The fake takes the one before the focused one for the last that had the focus.
    for (let window = 0; window < 2; window++) await browser.windows.create({ focused: true });
    Object.assign(fakeBrowser.action, { openPopup });
    const { id } = await shownOne();
    await fakeBrowser.notifications.onClicked.trigger(id);
    expect(openPopup).toHaveBeenCalledOnce();
    expect(await onScreen()).toEqual({});
  });

  it('opens the same page in a tab where the browser cannot', async () => {
    Object.assign(fakeBrowser.action, { openPopup: undefined });
    const { id } = await shownOne();
    await fakeBrowser.notifications.onClicked.trigger(id);
    expect((await browser.tabs.query({})).map(({ url }) => url)).toContain(
      browser.runtime.getURL('/popup.html'),
    );
  });
});

describe('a browser', () => {
  it('that knows no buttons, as Firefox, gets none', async () => {
    await turnOn();
    const { create } = browser.notifications;
    vi.spyOn(browser.notifications, 'create').mockImplementation((...args) => {
      if (args.some((arg) => typeof arg === 'object' && 'buttons' in arg)) throw new Error('buttons');
      return Reflect.apply(create, browser.notifications, args);
    });
    addNamed('Acme');
    await nextWake();
    expect(await titles()).toEqual(['New invitation to Acme']);
  });

  it('that fails to show one is asked again at the next wake, and the rest of the wake goes on', async () => {
    await turnOn();
    const refused = vi.spyOn(browser.notifications, 'create').mockRejectedValue(new Error('refused'));
    addNamed('Acme');
    await nextWake();
    expect((await badge()).text).toBe('1');
    expect((await readLog()).map(({ text }) => text)).toContain('not notified: Error');
    refused.mockRestore();
    await nextWake();
    expect(await titles()).toEqual(['New invitation to Acme']);
  });

  it('that refuses to store repeats none', async () => {
    await turnOn();
    addNamed('Acme');
    const set = browser.storage.local.set.bind(browser.storage.local);
    const full = vi.spyOn(browser.storage.local, 'set').mockImplementation(async (items) => {
      const noticesOnly = 'notices' in items && !('polls' in items);
      if (noticesOnly) throw new Error('QUOTA_BYTES quota exceeded');
      return set(items);
    });
    const create = vi.spyOn(browser.notifications, 'create');
    await nextWake();
    await startWorker();
    expect(create).toHaveBeenCalledOnce();
    full.mockRestore();
  });
});
