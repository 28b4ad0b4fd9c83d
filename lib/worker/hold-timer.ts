import type { OutboxEntry } from '@/lib/domain/outbox';

let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Calls `send` when the next hold ends; replaces the previous timer. An alarm could fire half a minute after a press at
 * the earliest. The worker usually outlives this timer, and if it does not, the alarm is set as well.
 */
export function armHoldTimer(outbox: OutboxEntry[], nowMs: number, send: () => void): void {
  clearTimeout(timer);
  const ends = outbox.flatMap(({ hold }) => hold?.untilMs ?? []).filter((atMs) => atMs > nowMs);
  if (ends.length > 0) timer = setTimeout(send, Math.min(...ends) - nowMs);
}
