import * as z from '@/lib/zod';
import { type Choice, choiceSchema, isSameInvitation, type OutboxEntry, refText } from './outbox';

/** Several responses that the user gave at once, kept until they have seen how they ended. */
export const batchSchema = z.object({
  items: z.array(choiceSchema),
  /** How many were taken back before they had any effect. */
  cancelled: z.number(),
});

export type Batch = z.infer<typeof batchSchema>;

/** How far a batch has come. */
export interface BatchProgress {
  /** How many responses the user gave, including those taken back since. */
  total: number;
  done: number;
  underWay: number;
  /** How many of those under way were sent but got no clear reply: Cloudflare has not said yet what became of them. */
  unclear: number;
  failed: { item: Choice; entry: OutboxEntry }[];
  cancelled: number;
}

/** Derives the progress of `batch` from what is left of it in the outbox. */
export function progressOf({ items, cancelled }: Batch, outbox: OutboxEntry[]): BatchProgress {
  const entries = new Map(outbox.map((entry) => [refText(entry), entry]));
  const left = items.flatMap((item) => {
    const entry = entries.get(refText(item));
    return entry ? [{ item, entry }] : [];
  });
  const failed = left.filter(({ entry }) => entry.phase === 'failed');
  const unclear = left.filter(({ entry }) => entry.phase === 'sent' && entry.failure !== null);
  return {
    total: items.length + cancelled,
    done: items.length - left.length,
    underWay: left.length - failed.length,
    unclear: unclear.length,
    failed,
    cancelled,
  };
}

/** Adds `items` to an earlier batch if part of that is under way or failed; otherwise starts a new one. */
export function joinBatch(batch: Batch | null, items: Choice[], outbox: OutboxEntry[]): Batch {
  const earlier = batch?.items ?? [];
  const isUnfinished = earlier.some((item) => outbox.some((entry) => isSameInvitation(entry, item)));
  if (!isUnfinished) return { items, cancelled: 0 };
  const kept = earlier.filter((old) => !items.some((item) => isSameInvitation(item, old)));
  return { items: [...kept, ...items], cancelled: batch?.cancelled ?? 0 };
}
