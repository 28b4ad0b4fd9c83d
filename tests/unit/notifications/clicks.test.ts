import { describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readState } from '@/lib/storage/state';
import {
  isolated,
  nextWake,
  pass,
  press,
  single,
  titles,
  turnOn,
  useNotificationStage,
} from '../support/notification-stage';
import { onScreen } from '../support/permissions';
import { badge, send, startWorker } from '../support/worker';

const stage = useNotificationStage();
const { addNamed } = stage;

describe('a click', () => {
  const shownOne = async () => {
    await turnOn();
    const { id } = addNamed('Acme');
    await nextWake();
    return { inviteId: id, id: await single('fresh', id) };
  };

  it('on Accept accepts the invitation, even in a worker that was started for it', async () => {
    const { id, inviteId } = await shownOne();
    await startWorker();
    await press(id, 0);
    expect(stage.sandbox.patchesThatTookEffect(inviteId)).toBe(1);
    expect(await onScreen()).toEqual({});
    expect((await badge()).text).toBe('');
  });

  it('on Accept that Cloudflare refuses leads to another notification, because no row is visible', async () => {
    const { id } = await shownOne();
    stage.sandbox.fault({ kind: 'status', status: 400, method: 'PATCH', message: 'No.' });
    await press(id, 0);
    expect(Object.values(await onScreen())).toMatchObject([
      { title: `Couldn't accept the invitation to ${isolated('Acme')}`, message: 'Click to see why.' },
    ]);
    const [entry] = (await readState()).outbox;
    await send({ type: 'dismiss', connectionId: entry?.connectionId ?? '', key: entry?.key ?? '' });
    expect(await onScreen()).toEqual({});
  });

  it('on Later removes the notification and sends nothing, and the reminder still comes', async () => {
    const { id } = await shownOne();
    stage.sandbox.clearRequests();
    await press(id, 1);
    expect(await onScreen()).toEqual({});
    expect(stage.sandbox.requests).toEqual([]);
    await pass(77);
    expect(await titles()).toEqual([`Invitation to ${isolated('Acme')} expires within a day`]);
  });

  it('is handled by a worker that was running before notifications were allowed', async () => {
    expect(browser.notifications).toBeUndefined();
    const { id, inviteId } = await shownOne();
    await press(id, 0);
    expect(stage.sandbox.invite(inviteId)?.status).toBe('accepted');
  });

  it('on the notification opens the popup at its icon', async () => {
    const openPopup = vi.fn(async () => undefined);
    // The fake takes the window before the focused one for the last focused one.
    for (let window = 0; window < 2; window++) await browser.windows.create({ focused: true });
    Object.assign(fakeBrowser.action, { openPopup });
    const { id } = await shownOne();
    await fakeBrowser.notifications.onClicked.trigger(id);
    expect(openPopup).toHaveBeenCalledOnce();
    expect(await onScreen()).toEqual({});
  });

  it('opens the same page in a tab if the browser cannot open the popup', async () => {
    Object.assign(fakeBrowser.action, { openPopup: undefined });
    const { id } = await shownOne();
    await fakeBrowser.notifications.onClicked.trigger(id);
    expect((await browser.tabs.query({})).map(({ url }) => url)).toContain(
      browser.runtime.getURL('/popup.html'),
    );
  });
});
