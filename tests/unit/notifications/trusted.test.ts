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
/** An invitation comes, and the next poll shows it. */
async function arrive(organization_name: string, invited_by = 'ana@acme.example'): Promise<string> {
  const { id } = stage.sandbox.addInvite({ organization_name, invited_by });
  await nextWake();
  return id;
}

describe('of an invitation that will be accepted', () => {
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

  it('goes when it was accepted', async () => {
    const id = await arrive('Acme');
    await passMs(5 * minuteMs);
    expect(stage.sandbox.invite(id)?.status).toBe('accepted');
    expect(await onScreen()).toEqual({});
  });

  it('is one about several, whose button stops them all', async () => {
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

  it('becomes that of a new one when it is not accepted after all', async () => {
    await arrive('Acme');
    await list('trusted', [], ['acme.example']);
    expect(await titles()).toEqual([`New invitation to ${isolated('Acme')}`]);
  });

  it('becomes that of a failure when Cloudflare refuses', async () => {
    await arrive('Acme');
    stage.sandbox.fault({ kind: 'status', status: 400, method: 'PATCH', message: 'No.' });
    await passMs(5 * minuteMs);
    expect(await titles()).toEqual([`Couldn't accept the invitation to ${isolated('Acme')}`]);
  });

  it('waits in quiet hours, and the invitation is accepted all the same', async () => {
    await turnOn({ quietHours: { from: 11 * 60, to: 14 * 60 } });
    const id = await arrive('Acme');
    expect(await onScreen()).toEqual({});
    await passMs(5 * minuteMs);
    await passMs(180 * minuteMs);
    expect([stage.sandbox.invite(id)?.status, await onScreen()]).toEqual(['accepted', {}]);
  });
});

describe('of a quiet inviter', () => {
  beforeEach(() => turnOn());

  it('there is none, neither at first nor on the last day', async () => {
    await list('quiet', ['acme.example']);
    const id = await arrive('Acme');
    await arrive('Globex', 'bob@globex.example');
    expect(await titles()).toEqual([`New invitation to ${isolated('Globex')}`]);
    await passMs(80 * 60 * minuteMs);
    expect(await titles()).toEqual([`Invitation to ${isolated('Globex')} expires within a day`]);
    expect(stage.sandbox.invite(id)?.status).toBe('pending');
  });

  it('what stands goes when it becomes quiet, and does not come back later', async () => {
    await arrive('Acme');
    await list('quiet', ['ana@acme.example']);
    expect(await onScreen()).toEqual({});
    await list('quiet', [], ['ana@acme.example']);
    await nextWake();
    expect(await onScreen()).toEqual({});
    await arrive('Acme 2');
    expect(await titles()).toEqual([`New invitation to ${isolated('Acme 2')}`]);
  });

  it('who is trusted too, there is none either', async () => {
    await list('trusted', ['acme.example']);
    await list('quiet', ['acme.example']);
    const id = await arrive('Acme');
    expect([await heldKeys(), await onScreen()]).toEqual([[id], {}]);
    await passMs(5 * minuteMs);
    expect(stage.sandbox.invite(id)?.status).toBe('accepted');
    expect((await readWorkerState()).notifications[await connectionId()]).toEqual([]);
  });
});
