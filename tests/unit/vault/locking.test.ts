import { describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { defaultSettings } from '@/lib/domain/settings';
import { readCredentials } from '@/lib/storage/credential-store';
import { settingsItem } from '@/lib/storage/items';
import { readState } from '@/lib/storage/state';
import { minuteMs, useVaultStage } from '../support/vault-stage';
import { answer, badge, ringAlarm, send, toInvites } from '../support/worker';

const stage = useVaultStage();
const { connect, unlock, restartBrowser } = stage;

describe('the vault', () => {
  it('is locked after the browser was closed: nothing is sent, and the badge shows it', async () => {
    stage.sandbox.addInvite();
    await connect();
    await restartBrowser();
    stage.sandbox.clearRequests();
    vi.setSystemTime(Date.now() + 24 * 60 * minuteMs);
    await send({ type: 'refresh' });
    await send({ type: 'opened' });
    expect(stage.sandbox.requests).toEqual([]);
    expect(await badge()).toEqual({ text: '•••', title: 'Locked. Enter your passphrase to unlock' });
  });

  it('opens with the passphrase, and then due polls run', async () => {
    stage.sandbox.addInvite();
    await connect();
    await restartBrowser();
    vi.setSystemTime(Date.now() + 10 * minuteMs);
    stage.sandbox.clearRequests();
    expect(await unlock()).toEqual({ failure: null });
    expect(toInvites(stage.sandbox)).toHaveLength(1);
    expect((await badge()).text).toBe('1');
  });

  it('finishes waiting responses when it is unlocked', async () => {
    const { id } = stage.sandbox.addInvite();
    await connect();
    await send({ type: 'lock' });
    const [connection] = (await readState()).connections;
    await answer(id, 'accepted', connection?.id);
    expect(stage.sandbox.invite(id ?? '')?.status).toBe('pending');
    await unlock();
    expect(stage.sandbox.invite(id ?? '')?.status).toBe('accepted');
  });

  it('locks at once by hand, and by itself after the set time without use', async () => {
    await connect();
    await settingsItem.set({ ...defaultSettings, lockAfterMinutes: 15 });
    await send({ type: 'used' });
    const usedAtMs = Date.now();
    vi.setSystemTime(usedAtMs + 14 * minuteMs);
    await ringAlarm();
    expect((await readState()).unlocked).not.toBeNull();
    vi.setSystemTime(usedAtMs + 16 * minuteMs);
    await ringAlarm();
    expect((await readState()).unlocked).toBeNull();
    expect((await readCredentials()).key).toBeNull();
    await unlock();
    await send({ type: 'lock' });
    expect((await readCredentials()).key).toBeNull();
    expect((await badge()).text).toBe('•••');
  });

  it('sets the alarm for the time when it locks', async () => {
    await settingsItem.set({ ...defaultSettings, intervalMinutes: 60, lockAfterMinutes: 15 });
    await connect();
    const { unlocked } = await readState();
    expect((await browser.alarms.get('wake'))?.scheduledTime).toBe((unlocked?.usedAtMs ?? 0) + 15 * minuteMs);
  });

  it('counts every command as use, but not a poll', async () => {
    await connect();
    await settingsItem.set({ ...defaultSettings, lockAfterMinutes: 15 });
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
});
