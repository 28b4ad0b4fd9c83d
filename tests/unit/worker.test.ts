import { describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { historyRows } from '@/lib/domain/history';
import { readState } from '@/lib/storage/state';
import { useStage } from './support/stage';
import {
  answer as answerInvite,
  badge,
  connect,
  deliver,
  ringAlarm,
  send,
  toInvites,
} from './support/worker';

const stage = useStage();

const { connectByToken } = stage;

const onlyConnection = async () => {
  const [connection] = (await readState()).connections;
  if (!connection) throw new Error('not connected');
  return connection;
};

const respond = async (inviteId: string | undefined, answer: 'accepted' | 'rejected') =>
  answerInvite(inviteId, answer);

describe('without a login, the worker', () => {
  it('sends nothing and sets no alarm', async () => {
    await send({ type: 'opened' });
    await send({ type: 'refresh' });
    expect(stage.sandbox.requests).toEqual([]);
    expect(await browser.alarms.getAll()).toEqual([]);
    expect(await badge()).toEqual({ text: '', title: 'Invites for Cloudflare: not connected yet' });
  });
});

describe('connecting', () => {
  it('saves a working token and shows the pending invitations', async () => {
    stage.sandbox.addInvite();
    stage.sandbox.addInvite();
    expect(await connectByToken()).toMatchObject({ ok: true, pending: 2, canRespond: true });
    expect(await badge()).toEqual({ text: '2', title: '2 pending invitations' });
    expect((await browser.alarms.get('wake'))?.periodInMinutes).toBe(5);
  });

  it('saves nothing if the credentials do not work, and says why', async () => {
    expect(await connectByToken('nonsense-token-that-nobody-has-ever-made')).toMatchObject({
      ok: false,
      failure: { reason: 'token-invalid' },
    });
    expect(await browser.storage.local.get(null)).toEqual({});
  });

  it('saves a read-only token, and knows that it cannot respond', async () => {
    expect(await connectByToken(stage.sandbox.credentials.readOnlyToken)).toMatchObject({
      ok: true,
      canRespond: false,
    });
    expect(await onlyConnection()).toMatchObject({ canRespond: false });
  });

  it('saves the email address together with the Global API key', async () => {
    const { email, globalKey } = stage.sandbox.credentials;
    await connect({ kind: 'key', email, key: globalKey });
    expect(await onlyConnection()).toMatchObject({ kind: 'key', email, name: '' });
  });

  it('replaces the credentials of the same login', async () => {
    await connectByToken();
    await connectByToken();
    expect((await readState()).connections).toHaveLength(1);
  });

  it('leaves nothing behind after a disconnect', async () => {
    stage.sandbox.addInvite();
    await connectByToken();
    await send({ type: 'disconnect', connectionId: (await onlyConnection()).id });
    expect(JSON.stringify(await browser.storage.local.get(null))).not.toContain(
      stage.sandbox.credentials.token,
    );
    expect(await readState()).toMatchObject({ connections: [], snapshots: {}, polls: {}, outbox: [] });
    expect(await badge()).toMatchObject({ text: '' });
    expect(await browser.alarms.getAll()).toEqual([]);
  });
});

describe('polling', () => {
  it('finds new invitations when the alarm rings', async () => {
    await connectByToken();
    expect((await badge()).text).toBe('');
    stage.sandbox.addInvite();
    vi.setSystemTime(Date.now() + 5 * 60_000);
    await ringAlarm();
    expect((await badge()).text).toBe('1');
  });

  it('does not count expired invitations, and shows 99+ above 99', async () => {
    stage.sandbox.addInvite({ expires_on: new Date(Date.now() - 1000).toISOString() });
    for (let i = 0; i < 120; i++) stage.sandbox.addInvite();
    await connectByToken();
    expect(await badge()).toEqual({ text: '99+', title: '120 pending invitations' });
  });

  it('keeps the last good list when Cloudflare fails, and recovers', async () => {
    stage.sandbox.addInvite();
    await connectByToken();
    stage.sandbox.fault({ kind: 'status', status: 503 });
    await send({ type: 'refresh' });
    const { id } = await onlyConnection();
    expect((await readState()).polls[id]).toMatchObject({ failures: 1, failure: { reason: 'server-error' } });
    expect((await badge()).text).toBe('1');
    await send({ type: 'refresh' });
    expect((await readState()).polls[id]).toMatchObject({ failures: 0, failure: null });
  });

  it('stops when the credentials are refused, until the user refreshes', async () => {
    stage.sandbox.addInvite();
    await connectByToken();
    stage.sandbox.revoke(stage.sandbox.credentials.token);
    stage.sandbox.clearRequests();
    await send({ type: 'refresh' });
    for (let polls = 0; polls < 5; polls++) {
      expect((await badge()).text).toBe(polls < 2 ? '1' : '!');
      vi.setSystemTime(Date.now() + 5 * 60_000);
      await ringAlarm();
    }
    expect(toInvites(stage.sandbox)).toHaveLength(3);
    stage.sandbox.clearRequests();
    vi.setSystemTime(Date.now() + 24 * 3600_000);
    await send({ type: 'opened' });
    expect(stage.sandbox.requests).toHaveLength(0);
    stage.sandbox.restore(stage.sandbox.credentials.token);
    await send({ type: 'refresh' });
    expect((await badge()).text).toBe('1');
  });

  it('makes one request for two triggers at once', async () => {
    await connectByToken();
    stage.sandbox.clearRequests();
    await Promise.all([send({ type: 'refresh' }), send({ type: 'refresh' })]);
    expect(toInvites(stage.sandbox)).toHaveLength(1);
  });

  it('does not poll again if the popup opens within a minute', async () => {
    await connectByToken();
    stage.sandbox.clearRequests();
    await send({ type: 'opened' });
    expect(stage.sandbox.requests).toHaveLength(0);
    vi.setSystemTime(Date.now() + 61_000);
    await send({ type: 'opened' });
    expect(toInvites(stage.sandbox)).toHaveLength(1);
  });

  it('sends nothing while rate-limited, not even on Refresh', async () => {
    await connectByToken();
    stage.sandbox.fault({ kind: 'status', status: 429, headers: { 'retry-after': '120' } });
    await send({ type: 'refresh' });
    stage.sandbox.clearRequests();
    await send({ type: 'refresh' });
    expect(stage.sandbox.requests).toHaveLength(0);
    vi.setSystemTime(Date.now() + 121_000);
    await send({ type: 'refresh' });
    expect(toInvites(stage.sandbox)).toHaveLength(1);
  });
});

describe('responding', () => {
  it.each(['accepted', 'rejected'] as const)(
    'sets the invitation to %s at Cloudflare, and updates the badge',
    async (answer) => {
      const { id } = stage.sandbox.addInvite();
      stage.sandbox.addInvite();
      await connectByToken();
      await respond(id, answer);
      expect(stage.sandbox.invite(id ?? '')?.status).toBe(answer);
      expect((await badge()).text).toBe('1');
      expect((await readState()).outbox).toEqual([]);
    },
  );

  it('moves the invitation to the past ones, with the current time', async () => {
    const { id } = stage.sandbox.addInvite();
    await connectByToken();
    vi.setSystemTime(Date.now() + 3_600_000);
    await respond(id, 'accepted');
    const past = historyRows(await readState(), Date.now()).map(({ invitation }) => invitation);
    expect(past).toMatchObject([{ key: id, status: 'accepted', settledAtMs: Date.now() }]);
  });

  it('checks the status if the reply is lost, and sends the answer once', async () => {
    const { id } = stage.sandbox.addInvite();
    await connectByToken();
    stage.sandbox.clearRequests();
    stage.sandbox.fault({ kind: 'lost-answer' });
    await respond(id, 'accepted');
    expect(stage.sandbox.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
    expect(stage.sandbox.patchesThatTookEffect(id ?? '')).toBe(1);
    expect((await badge()).text).toBe('');
  });

  it('brings the row back with the reason if the response is refused', async () => {
    const { id } = stage.sandbox.addInvite();
    await connectByToken();
    stage.sandbox.fault({
      kind: 'status',
      status: 400,
      method: 'PATCH',
      message: 'Two-factor authentication is required.',
    });
    await respond(id, 'accepted');
    expect((await readState()).outbox).toMatchObject([
      {
        phase: 'failed',
        failure: { reason: 'response-refused', message: expect.stringContaining('Two-factor') },
      },
    ]);
    expect((await badge()).text).toBe('1');
    await respond(id, 'accepted');
    expect(stage.sandbox.invite(id ?? '')?.status).toBe('accepted');
  });

  it('reports that an invitation was answered elsewhere', async () => {
    const invite = stage.sandbox.addInvite();
    await connectByToken();
    invite.status = 'rejected';
    stage.sandbox.setInvites([invite]);
    await respond(invite.id, 'accepted');
    expect((await readState()).outbox).toMatchObject([
      { phase: 'failed', failure: { reason: 'answered-elsewhere' } },
    ]);
    await send({ type: 'dismiss', connectionId: (await onlyConnection()).id, key: invite.id ?? '' });
    expect((await readState()).outbox).toEqual([]);
  });
});

describe('messages', () => {
  it("are taken from the extension's own pages only", async () => {
    const command = { type: 'refresh' } as const;
    await connectByToken();
    stage.sandbox.clearRequests();
    await deliver(command, {
      id: 'another-extension',
      url: 'chrome-extension://another-extension/popup.html',
    });
    await deliver(command, { id: browser.runtime.id, url: 'https://dash.cloudflare.com/' });
    await deliver(command, { id: browser.runtime.id });
    expect(stage.sandbox.requests).toEqual([]);
  });
});
