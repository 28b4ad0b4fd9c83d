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
    expect(stage.sandbox.patchesThatTookEffect(inviteId)).toBe(1);
    expect(await onScreen()).toEqual({});
    expect((await badge()).text).toBe('');
  });

  it('on Accept that is refused is told of, because no row is seen', async () => {
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

  it('on Later takes it away and sends nothing; the reminder still comes', async () => {
    const { id } = await shownOne();
    stage.sandbox.clearRequests();
    await press(id, 1);
    expect(await onScreen()).toEqual({});
    expect(stage.sandbox.requests).toEqual([]);
    await pass(77);
    expect(await titles()).toEqual([`Invitation to ${isolated('Acme')} expires within a day`]);
  });

  it('on one allowed while this worker lives is heard', async () => {
    expect(browser.notifications).toBeUndefined();
    const { id, inviteId } = await shownOne();
    await press(id, 0);
    expect(stage.sandbox.invite(inviteId)?.status).toBe('accepted');
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
