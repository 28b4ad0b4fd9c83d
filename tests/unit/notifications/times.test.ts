import { describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import {
  hourMs,
  isolated,
  nextWake,
  noon,
  pass,
  titles,
  turnOn,
  useNotificationStage,
} from '../support/notification-stage';
import { onScreen } from '../support/permissions';
import { ringAlarm, send, startWorker } from '../support/worker';

const stage = useNotificationStage();
const { addNamed } = stage;

describe('the reminder', () => {
  it('wakes the worker a day before, comes once, and does not come again after a restart', async () => {
    await turnOn({ intervalMinutes: 60 });
    addNamed('Acme', 25.4);
    await nextWake();
    await startWorker();
    vi.setSystemTime(noon + 1.2 * hourMs);
    await ringAlarm();
    expect(await titles()).toEqual([`New invitation to ${isolated('Acme')}`]);
    expect(await nextWake()).toBe(noon + 1.4 * hourMs);
    expect(await titles()).toEqual([`Invitation to ${isolated('Acme')} expires within a day`]);
    await browser.notifications.clear(Object.keys(await onScreen())[0] ?? '');
    await startWorker();
    await pass(2);
    expect(await onScreen()).toEqual({});
  });

  it('is late but not lost if the computer slept, and does not come after the invitation expired', async () => {
    await turnOn();
    addNamed('Late', 30);
    addNamed('Gone', 26);
    await nextWake();
    await pass(28);
    expect(await titles()).toEqual([`Invitation to ${isolated('Late')} expires within a day`]);
  });

  it('is scheduled even if the login is refused', async () => {
    await turnOn();
    addNamed('Acme', 30);
    await nextWake();
    stage.sandbox.revoke(stage.sandbox.credentials.token);
    await send({ type: 'refresh' });
    for (let refusals = 0; refusals < 2; refusals++) {
      vi.setSystemTime(Date.now() + 5 * 60_000);
      await send({ type: 'refresh' });
    }
    expect((await browser.alarms.get('wake'))?.scheduledTime).toBe(noon + 6 * hourMs);
    await nextWake();
    const [shown] = Object.values(await onScreen());
    expect(shown).toMatchObject({ title: `Invitation to ${isolated('Acme')} expires within a day` });
    expect(shown?.buttons).toBeUndefined();
  });
});

describe('quiet hours', () => {
  const quietHours = { from: 11 * 60, to: 14 * 60 + 2 };

  it('hold notifications back, and end with a single one', async () => {
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

  it('hold back no invitation that was answered during them', async () => {
    await turnOn({ quietHours });
    addNamed('Acme');
    await nextWake();
    stage.sandbox.setInvites([]);
    await nextWake();
    await pass(3);
    expect(await onScreen()).toEqual({});
  });
});
