import type { OutboxEntry } from '@/lib/domain/outbox';

let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Calls `send` when the next answer is held no longer. An alarm would ring half a minute after a press at the soonest; the
 * worker lives longer than this timer takes, and where it dies before, the alarm is set too.
 */
export function armHoldTimer(outbox: OutboxEntry[], nowMs: number, send: () => void): void {
  clearTimeout(timer);
  const ends = outbox.flatMap(({ hold }) => hold?.untilMs ?? []).filter((atMs) => atMs > nowMs);
  if (ends.length > 0) timer = setTimeout(send, Math.min(...ends) - nowMs);
}
