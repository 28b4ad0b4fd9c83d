import { vi } from 'vitest';
import { browser } from 'wxt/browser';
import { isUnderWay } from '@/lib/domain/outbox';
import { readState } from '@/lib/storage/state';
import { ringAlarm } from './worker';

const mostWakes = 30;

/** Lets the alarm ring whenever it is set to, until no response is under way. The clock has to be a fake one. */
export async function settle(): Promise<void> {
  for (let wakes = 0; (await readState()).outbox.some(isUnderWay); wakes++) {
    if (wakes === mostWakes) throw new Error('A response does not come to an end.');
    const { scheduledTime = 0 } = (await browser.alarms.get('wake')) ?? {};
    vi.setSystemTime(Math.max(Math.ceil(scheduledTime), Date.now()));
    await ringAlarm();
  }
}
