import { inviteKey, type OutboxEntry } from './outbox';
import type { Batch, BatchItem } from './schemas';

export type { Batch, BatchItem };

/** How far a batch has come. */
export interface BatchProgress {
  total: number;
  done: number;
  underWay: number;
  failed: { item: BatchItem; entry: OutboxEntry }[];
  cancelled: number;
}

/** Derives the progress of `batch` from what is left of it in the outbox. */
export function progressOf({ items, cancelled }: Batch, outbox: OutboxEntry[]): BatchProgress {
  const entries = new Map(outbox.map((entry) => [inviteKey(entry), entry]));
  const left = items.flatMap((item) => {
    const entry = entries.get(inviteKey(item));
    return entry ? [{ item, entry }] : [];
  });
  const failed = left.filter(({ entry }) => entry.phase === 'failed');
  return {
    total: items.length,
    done: items.length - left.length,
    underWay: left.length - failed.length,
    failed,
    cancelled,
  };
}

/** Whether a response may still be taken back: nothing of it was ever sent. */
export function isCancellable({ phase, attempts }: OutboxEntry): boolean {
  return phase === 'queued' && attempts === 0;
}
