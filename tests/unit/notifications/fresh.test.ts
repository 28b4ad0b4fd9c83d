import { describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { readState, readWorkerState } from '@/lib/storage/state';
import {
  isolated,
  nextWake,
  press,
  single,
  titles,
  turnOn,
  useNotificationStage,
} from '../support/notification-stage';
import { onScreen } from '../support/permissions';
import { answer, send, startWorker } from '../support/worker';

const stage = useNotificationStage();
const { addNamed, connectByToken } = stage;

describe('new invitations', () => {
  it('are shown with their details, except for those of the first list', async () => {
    await turnOn();
    const { id } = stage.sandbox.addInvite({
      organization_name: 'Acme',
      invited_by: 'ann@acme.example',
      expires_on: new Date('2026-03-06T12:00:00').toISOString(),
    });
    await nextWake();
    const [[shownId, shown] = []] = Object.entries(await onScreen());
    expect(shownId).toBe(await single('fresh', id));
    expect(shown).toMatchObject({
      type: 'basic',
      title: `New invitation to ${isolated('Acme')}`,
      message: expect.stringMatching(
        /^Expires Mar 6, 2026, 12:00\sPM\nInvited by \u2068ann@acme.example\u2069$/,
      ),
      iconUrl: expect.stringMatching(/\.png$/),
      buttons: [{ title: 'Accept' }, { title: 'Later' }],
    });
  });

  it('are shown once, however often the worker starts', async () => {
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

  it('share one notification, even if they arrive one after the other', async () => {
    await turnOn();
    for (const name of ['A', 'B', 'C', 'D', 'E']) addNamed(name);
    await nextWake();
    expect(Object.entries(await onScreen())).toMatchObject([
      [
        'fresh',
        {
          title: '5 new invitations',
          message: `${isolated('A')}, ${isolated('B')}, ${isolated('C')}, and 2 more`,
        },
      ],
    ]);
    addNamed('F');
    await nextWake();
    expect(await titles()).toEqual(['6 new invitations']);
  });

  it('are not shown again when the login is reconnected or its credentials are replaced', async () => {
    await turnOn();
    addNamed('Acme');
    await nextWake();
    await browser.notifications.clear(await single('fresh', stage.sandbox.invites()[0]?.id ?? ''));
    const { globalKey, email } = stage.sandbox.credentials;
    const replaces = (await readState()).connections[0]?.id ?? '';
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

  it('lose their notification when they are answered or gone, or with their login', async () => {
    await turnOn();
    const { id } = addNamed('Acme');
    await nextWake();
    const connectionId = (await readState()).connections[0]?.id ?? '';
    await answer(id, 'rejected');
    expect(await onScreen()).toEqual({});

    addNamed('Globex');
    await nextWake();
    expect(await titles()).toEqual([`New invitation to ${isolated('Globex')}`]);
    stage.sandbox.setInvites([]);
    await nextWake();
    expect(await onScreen()).toEqual({});
    expect((await readWorkerState()).notifications).toEqual({ [connectionId]: [] });

    addNamed('Initech');
    await nextWake();
    await send({ type: 'disconnect', connectionId });
    expect(await onScreen()).toEqual({});
    expect((await readWorkerState()).notifications).toEqual({});
  });

  it('with hostile names are shown clean and cannot be accepted from the notification', async () => {
    await turnOn();
    const { id } = addNamed('\u202eCloud\u200bflare\u2069\nSecurity\u2067');
    await nextWake();
    const shown = (await onScreen())[await single('fresh', id)];
    expect(shown?.title).toBe(`New invitation to ${isolated('Cloudflare Security')}`);
    expect(shown?.buttons).toBeUndefined();
    await press(await single('fresh', id), 0);
    expect(stage.sandbox.invite(id)?.status).toBe('pending');
  });
});
