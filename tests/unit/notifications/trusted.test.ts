import { beforeEach, describe, expect, it } from 'vitest';
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
import { passMs } from '../support/stage';
import { heldKeys } from '../support/trusted-stage';
import { send, startWorker } from '../support/worker';

const stage = useNotificationStage();

const minuteMs = 60_000;
const connectionId = async () => (await readState()).connections[0]?.id ?? '';
const list = async (name: 'trusted' | 'quiet', add: string[], remove: string[] = []) =>
  send({ type: 'inviters', connectionId: await connectionId(), list: name, add, remove });
/** Sends an invitation, which the next poll shows. */
async function arrive(organization_name: string, invited_by = 'ana@acme.example'): Promise<string> {
  const { id } = stage.sandbox.addInvite({ organization_name, invited_by });
  await nextWake();
  return id;
}

describe('the notification about an invitation that will be accepted', () => {
  beforeEach(async () => {
    await turnOn();
    await list('trusted', ['acme.example']);
  });

  it('says when and why, with a button that stops it', async () => {
    const id = await arrive('Acme');
    expect(await onScreen()).toMatchObject({
      [await single('trusted', id)]: {
        title: `Invitation to ${isolated('Acme')} will be accepted`,
        message: expect.stringMatching(
          /^On Mar 2, 2026, 12:10\sPM, because you trust the inviter\nInvited by \u2068ana@acme.example\u2069$/,
        ),
        buttons: [{ title: 'Stop' }],
      },
    });
    await startWorker();
    await press(await single('trusted', id), 0);
    expect(await onScreen()).toEqual({});
    await passMs(5 * minuteMs);
    await passMs(5 * minuteMs);
    expect(stage.sandbox.invite(id)?.status).toBe('pending');
    expect(await onScreen()).toEqual({});
  });

  it('is removed once the invitation is accepted', async () => {
    const id = await arrive('Acme');
    await passMs(5 * minuteMs);
    expect(stage.sandbox.invite(id)?.status).toBe('accepted');
    expect(await onScreen()).toEqual({});
  });

  it('is shared by several invitations, and its button stops them all', async () => {
    const ids = ['A', 'B'].map(
      (name) => stage.sandbox.addInvite({ organization_name: name, invited_by: 'ana@acme.example' }).id,
    );
    await nextWake();
    expect(await onScreen()).toMatchObject({
      trusted: { title: '2 invitations will be accepted', buttons: [{ title: 'Stop all' }] },
    });
    await press('trusted', 0);
    expect(await heldKeys()).toEqual([]);
    await passMs(5 * minuteMs);
    expect(ids.map((id) => stage.sandbox.invite(id)?.status)).toEqual(['pending', 'pending']);
    expect(await onScreen()).toEqual({});
  });

  it('is replaced by one about a new invitation if it is not accepted after all', async () => {
    await arrive('Acme');
    await list('trusted', [], ['acme.example']);
    expect(await titles()).toEqual([`New invitation to ${isolated('Acme')}`]);
  });

  it('is replaced by one about a failure if Cloudflare refuses', async () => {
    await arrive('Acme');
    stage.sandbox.fault({ kind: 'status', status: 400, method: 'PATCH', message: 'No.' });
    await passMs(5 * minuteMs);
    expect(await titles()).toEqual([`Couldn't accept the invitation to ${isolated('Acme')}`]);
  });

  it('waits in quiet hours, and the invitation is accepted anyway', async () => {
    await turnOn({ quietHours: { from: 11 * 60, to: 14 * 60 } });
    const id = await arrive('Acme');
    expect(await onScreen()).toEqual({});
    await passMs(5 * minuteMs);
    await passMs(180 * minuteMs);
    expect([stage.sandbox.invite(id)?.status, await onScreen()]).toEqual(['accepted', {}]);
  });
});

describe('a quiet inviter', () => {
  beforeEach(() => turnOn());

  it('causes no notifications, neither for a new invitation nor for its last day', async () => {
    await list('quiet', ['acme.example']);
    const id = await arrive('Acme');
    await arrive('Globex', 'bob@globex.example');
    expect(await titles()).toEqual([`New invitation to ${isolated('Globex')}`]);
    await passMs(80 * 60 * minuteMs);
    expect(await titles()).toEqual([`Invitation to ${isolated('Globex')} expires within a day`]);
    expect(stage.sandbox.invite(id)?.status).toBe('pending');
  });

  it('removes a notification on becoming quiet, and it does not come back later', async () => {
    await arrive('Acme');
    await list('quiet', ['ana@acme.example']);
    expect(await onScreen()).toEqual({});
    await list('quiet', [], ['ana@acme.example']);
    await nextWake();
    expect(await onScreen()).toEqual({});
    await arrive('Acme 2');
    expect(await titles()).toEqual([`New invitation to ${isolated('Acme 2')}`]);
  });

  it('causes no notifications even if it is trusted too', async () => {
    await list('trusted', ['acme.example']);
    await list('quiet', ['acme.example']);
    const id = await arrive('Acme');
    expect([await heldKeys(), await onScreen()]).toEqual([[id], {}]);
    await passMs(5 * minuteMs);
    expect(stage.sandbox.invite(id)?.status).toBe('accepted');
    expect((await readWorkerState()).notifications[await connectionId()]).toEqual([]);
  });
});
