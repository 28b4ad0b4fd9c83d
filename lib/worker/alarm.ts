import { browser } from 'wxt/browser';
import { lockAtMs } from '@/lib/domain/lock';
import { nextWakeAtMs } from '@/lib/domain/next-wake';
import { nextNotificationAtMs } from '@/lib/domain/notification-plan';
import type { WorkerState } from '@/lib/domain/notifications';
import type { Settings } from '@/lib/domain/settings';
import type { WorkerContext } from './context';

const alarmName = 'wake';
/** Browsers reject or delay alarms that are sooner than this. */
const soonestMs = 30_000;
/** A difference too small to set the alarm again. */
const sameMs = 1_000;

/**
 * Sets the only alarm to the next time when there is something to do, or removes it if there will be nothing. It
 * repeats at the polling interval, so that a worker that was stopped before it could set the alarm again is still
 * woken.
 */
export async function armAlarm(
  context: WorkerContext,
  state: WorkerState,
  settings: Settings,
): Promise<void> {
  const alarm = await browser.alarms.get(alarmName);
  const nowMs = context.nowMs();
  const times = [
    nextWakeAtMs(state, nowMs),
    settings.notifications ? nextNotificationAtMs(state, settings.quietHours, nowMs) : null,
    lockAtMs(state.unlocked, settings.lockAfterMinutes),
  ].filter((atMs) => atMs !== null);
  if (times.length === 0) {
    if (alarm) await browser.alarms.clear(alarmName);
    return;
  }
  const when = Math.max(Math.min(...times), nowMs + soonestMs);
  const periodInMinutes = settings.intervalMinutes;
  if (alarm?.periodInMinutes === periodInMinutes && Math.abs(alarm.scheduledTime - when) < sameMs) return;
  await browser.alarms.create(alarmName, { when, periodInMinutes });
}
