import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing';
import type { Command } from '@/lib/messages/schemas';
import { defaultSettings } from '@/lib/settings';
import { readState } from '@/lib/storage/page-state';
import { vaultItem } from '@/lib/storage/secret-items';
import { readSecrets, secretWrites } from '@/lib/storage/secrets';
import { writeSettings } from '@/lib/storage/settings';
import { deriveKey, seal } from '@/lib/vault/cipher';
import { startSandbox } from '../sandbox/start';
import type { Sandbox } from '../sandbox/types';
import { badge, reach, ringAlarm, send, startWorker } from './support/worker';

const passphrase = 'correct horse battery staple';
const minuteMs = 60_000;

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox({ now: () => Date.now() });
  reach(sandbox);
  await startWorker();
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  await sandbox.close();
});

type Connect = Extract<Command, { type: 'connect' }>;

const connect = (partial: Partial<Connect> = {}) =>
  send({
    type: 'connect',
    credentials: { kind: 'token', token: sandbox.credentials.token },
    keeping: 'encrypted',
    passphrase,
    replaces: null,
    ...partial,
  });

const connectSecond = (partial: Partial<Connect> = {}) =>
  connect({ credentials: { kind: 'token', token: sandbox.users[1].credentials.token }, ...partial });

const unlock = (given = passphrase) => send({ type: 'unlock', passphrase: given });

/** What a browser does when it is closed and started again. */
const restartBrowser = async () => {
  await browser.storage.session.clear();
  await fakeBrowser.runtime.onStartup.trigger();
};

const stored = async () =>
  JSON.stringify([await browser.storage.local.get(null), await browser.storage.sync.get(null)]);

describe('kept encrypted', () => {
  it('puts neither the credentials, the passphrase nor the key into local storage', async () => {
    expect(await connect()).toMatchObject({ ok: true });
    const { key } = await readSecrets();
    expect(key).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    for (const secret of [sandbox.credentials.token, passphrase, key]) {
      expect(await stored()).not.toContain(secret);
    }
  });

  it('goes on polling after the worker has ended', async () => {
    await connect();
    sandbox.addInvite();
    await startWorker();
    await send({ type: 'refresh' });
    expect((await badge()).text).toBe('1');
  });

  it('is locked after the browser was closed: nothing is sent, and the badge says so', async () => {
    sandbox.addInvite();
    await connect();
    await restartBrowser();
    sandbox.clearRequests();
    vi.setSystemTime(Date.now() + 24 * 60 * minuteMs);
    await send({ type: 'refresh' });
    await send({ type: 'opened' });
    expect(sandbox.requests).toEqual([]);
    expect(await badge()).toEqual({ text: '🔒', title: 'Locked until you give your passphrase' });
  });

  it('opens with the passphrase and polls what is due', async () => {
    sandbox.addInvite();
    await connect();
    await restartBrowser();
    vi.setSystemTime(Date.now() + 10 * minuteMs);
    sandbox.clearRequests();
    expect(await unlock()).toEqual({ right: true });
    expect(sandbox.requests).toHaveLength(1);
    expect((await badge()).text).toBe('1');
  });

  it('finishes a response that was waiting when it locked', async () => {
    const { id } = sandbox.addInvite();
    await connect();
    await send({ type: 'lock' });
    const [connection] = (await readState()).connections;
    await send({
      type: 'respond',
      connectionId: connection?.id ?? '',
      inviteId: id ?? '',
      answer: 'accepted',
    });
    expect(sandbox.invite(id ?? '')?.status).toBe('pending');
    await unlock();
    expect(sandbox.invite(id ?? '')?.status).toBe('accepted');
  });

  it('says of a wrong passphrase only that, after the same work', async () => {
    await connect();
    await send({ type: 'lock' });
    const derive = vi.spyOn(crypto.subtle, 'deriveBits');
    const decrypt = vi.spyOn(crypto.subtle, 'decrypt');
    const work = async (given: string) => {
      const reply = await unlock(given);
      const rounds = derive.mock.calls.map(([parameters]) =>
        typeof parameters === 'object' && 'iterations' in parameters ? parameters.iterations : 0,
      );
      const done = { rounds, decrypted: decrypt.mock.calls.length };
      derive.mockClear();
      decrypt.mockClear();
      return { reply, done };
    };
    const wrong = await work('correct horse battery stapler');
    expect(wrong).toEqual({ reply: { right: false }, done: { rounds: [600_000], decrypted: 1 } });
    expect((await readSecrets()).key).toBeNull();
    const right = await work(passphrase);
    expect(right.reply).toEqual({ right: true });
    expect(right.done.rounds).toEqual(wrong.done.rounds);
  });

  it('locks at once by hand, and by itself after the time without use', async () => {
    await connect();
    await writeSettings({ ...defaultSettings, lockAfterMinutes: 15 });
    await send({ type: 'used' });
    const usedAtMs = Date.now();
    vi.setSystemTime(usedAtMs + 14 * minuteMs);
    await ringAlarm();
    expect((await readState()).unlocked).not.toBeNull();
    vi.setSystemTime(usedAtMs + 16 * minuteMs);
    await ringAlarm();
    expect((await readState()).unlocked).toBeNull();
    expect((await readSecrets()).key).toBeNull();
    await unlock();
    await send({ type: 'lock' });
    expect((await readSecrets()).key).toBeNull();
    expect((await badge()).text).toBe('🔒');
  });

  it('sets the alarm for the time at which it locks', async () => {
    await writeSettings({ ...defaultSettings, intervalMinutes: 60, lockAfterMinutes: 15 });
    await connect();
    const { unlocked } = await readState();
    expect((await browser.alarms.get('wake'))?.scheduledTime).toBe((unlocked?.usedAtMs ?? 0) + 15 * minuteMs);
  });

  it('begins the time without use anew with every command, but not with a poll', async () => {
    await connect();
    await writeSettings({ ...defaultSettings, lockAfterMinutes: 15 });
    await send({ type: 'used' });
    const begunMs = Date.now();
    vi.setSystemTime(begunMs + 10 * minuteMs);
    await send({ type: 'opened' });
    vi.setSystemTime(begunMs + 20 * minuteMs);
    await ringAlarm();
    expect((await readState()).unlocked).not.toBeNull();
    vi.setSystemTime(begunMs + 26 * minuteMs);
    await send({ type: 'opened' });
    expect((await readState()).unlocked).toBeNull();
  });

  it('has one passphrase for every login', async () => {
    await connect();
    expect(await connectSecond({ passphrase: null })).toMatchObject({ ok: true });
    await restartBrowser();
    await unlock();
    expect(Object.keys((await readSecrets()).vault?.entries ?? {})).toHaveLength(2);
    sandbox.clearRequests();
    await send({ type: 'refresh' });
    expect(sandbox.requests).toHaveLength(2);
  });

  it('wants the passphrase that is set before it takes another login while locked', async () => {
    await connect();
    await send({ type: 'lock' });
    sandbox.clearRequests();
    const outcome = async (given: string | null) => connectSecond({ passphrase: given });
    expect(await outcome('not the passphrase')).toMatchObject({ failure: { reason: 'passphrase-wrong' } });
    expect(await outcome(null)).toMatchObject({ failure: { reason: 'locked' } });
    expect(sandbox.requests).toEqual([]);
    expect(await outcome(passphrase)).toMatchObject({ ok: true });
  });

  it('refuses to set a passphrase that is too short', async () => {
    expect(await connect({ passphrase: 'short' })).toMatchObject({ ok: false });
    expect(await readSecrets()).toMatchObject({ vault: null, key: null });
  });

  it('changes the passphrase, with a new salt, for everything that is kept', async () => {
    await connect();
    await connectSecond();
    const before = (await readSecrets()).vault?.kdf.salt;
    const next = 'another passphrase entirely';
    expect(await send({ type: 'change-passphrase', current: 'a wrong one', next })).toEqual({ right: false });
    expect(await send({ type: 'change-passphrase', current: passphrase, next })).toEqual({ right: true });
    expect((await readSecrets()).vault?.kdf.salt).not.toBe(before);
    await restartBrowser();
    expect(await unlock()).toEqual({ right: false });
    expect(await unlock(next)).toEqual({ right: true });
    sandbox.clearRequests();
    await send({ type: 'refresh' });
    expect(sandbox.requests.map(({ responded }) => responded)).toEqual([200, 200]);
  });

  it('is forgotten by disconnecting while locked, with the passphrase', async () => {
    await connect();
    await restartBrowser();
    const [connection] = (await readState()).connections;
    await send({ type: 'disconnect', connectionId: connection?.id ?? '' });
    expect(await readSecrets()).toEqual({ device: {}, session: {}, vault: null, key: null });
    expect(await connect({ passphrase: 'a wholly new passphrase' })).toMatchObject({ ok: true });
  });

  it('raises the rounds of a vault that has fewer than today', async () => {
    await connect();
    const secrets = await readSecrets();
    const [id] = Object.keys(secrets.vault?.entries ?? {});
    const kdf = { name: 'PBKDF2-SHA-256', rounds: 1000, salt: btoa('an older salt') } as const;
    const text = JSON.stringify({ kind: 'token', token: sandbox.credentials.token });
    const entries = { [id ?? '']: await seal(await deriveKey(passphrase, kdf), id ?? '', text) };
    await browser.storage.local.set(secretWrites({ ...secrets, vault: { kdf, entries } }));
    await restartBrowser();
    expect(await unlock('not the passphrase')).toEqual({ right: false });
    expect(await unlock()).toEqual({ right: true });
    expect((await readSecrets()).vault?.kdf.rounds).toBe(600_000);
    await restartBrowser();
    expect(await unlock()).toEqual({ right: true });
  });

  it('tells of credentials that were damaged instead of asking for the passphrase for ever', async () => {
    await connect();
    await browser.storage.local.set(vaultItem.write(null));
    await restartBrowser();
    await vi.waitFor(async () => expect((await badge()).text).toBe('!'));
    const { polls } = await readState();
    expect(Object.values(polls)).toMatchObject([{ failure: { reason: 'credentials-gone' } }]);
  });

  it("opens no entry as another connection's", async () => {
    await connect();
    await connectSecond();
    const secrets = await readSecrets();
    const { vault } = secrets;
    const [[a, one] = [], [b, two] = []] = Object.entries(vault?.entries ?? {});
    if (!vault || !a || !b || !one || !two) throw new Error('not two entries');
    await browser.storage.local.set(
      secretWrites({ ...secrets, vault: { ...vault, entries: { [a]: two, [b]: one } } }),
    );
    sandbox.clearRequests();
    await send({ type: 'refresh' });
    expect(sandbox.requests).toEqual([]);
  });
});

describe('kept for the browser session', () => {
  it('never reaches local storage, works until the browser is closed, then says what is missing', async () => {
    sandbox.addInvite();
    await connect({ keeping: 'session', passphrase: null });
    expect(await stored()).not.toContain(sandbox.credentials.token);
    await startWorker();
    sandbox.clearRequests();
    await send({ type: 'refresh' });
    expect(sandbox.requests).toHaveLength(1);

    await restartBrowser();
    sandbox.clearRequests();
    await send({ type: 'refresh' });
    expect(sandbox.requests).toEqual([]);
    expect((await badge()).text).toBe('!');
    const { polls } = await readState();
    expect(Object.values(polls)).toMatchObject([{ failure: { reason: 'credentials-gone' } }]);

    const [connection] = (await readState()).connections;
    await connect({ keeping: 'session', passphrase: null, replaces: connection?.id ?? '' });
    expect((await badge()).text).toBe('1');
    expect((await readState()).connections).toHaveLength(1);
  });
});

describe('changing how a login is kept', () => {
  it.each([
    ['device', 'encrypted'],
    ['device', 'session'],
    ['session', 'device'],
    ['session', 'encrypted'],
    ['encrypted', 'device'],
    ['encrypted', 'session'],
  ] as const)('leaves nothing behind: %s to %s', async (from, to) => {
    await connect({ keeping: from });
    await connect({ keeping: to });
    const { device, session, vault, key } = await readSecrets();
    const places = {
      device: Object.keys(device),
      session: Object.keys(session),
      encrypted: Object.keys(vault?.entries ?? {}),
    };
    const [connection] = (await readState()).connections;
    expect(connection?.keeping).toBe(to);
    expect(places).toEqual({ device: [], session: [], encrypted: [], [to]: [connection?.id] });
    expect(key === null).toBe(to !== 'encrypted');
    if (to !== 'device') expect(await stored()).not.toContain(sandbox.credentials.token);
  });
});
