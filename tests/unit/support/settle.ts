import { vi } from 'vitest';
import { browser } from 'wxt/browser';
import { isUnderWay } from '@/lib/domain/outbox';
import { readState } from '@/lib/storage/state';
import { ringAlarm } from './worker';

const mostWakes = 30;

/** Fires the alarm each time it is due, until no response is in progress. Needs a fake clock. */
export async function settle(): Promise<void> {
  for (let wakes = 0; (await readState()).outbox.some(isUnderWay); wakes++) {
    if (wakes === mostWakes) throw new Error('A response never finishes.');
    const { scheduledTime = 0 } = (await browser.alarms.get('wake')) ?? {};
    vi.setSystemTime(Math.max(Math.ceil(scheduledTime), Date.now()));
    await ringAlarm();
  }
}
