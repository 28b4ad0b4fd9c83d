import * as z from '@/lib/zod';
import { type Choice, choiceSchema, isSameInvitation, type OutboxEntry, refText } from './outbox';

/** Several responses that the person gave in one go, kept until they have seen what became of them. */
export const batchSchema = z.object({
  items: z.array(choiceSchema),
  /** How many were taken back before they had any effect. */
  cancelled: z.number(),
});

export type Batch = z.infer<typeof batchSchema>;

/** How far a batch has come. */
export interface BatchProgress {
  /** How many the person gave, with those taken back since. */
  total: number;
  done: number;
  underWay: number;
  /** How many of those under way were sent and got no clear answer: Cloudflare has yet to say what became of them. */
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

/** The batch with `items` added to an earlier one of which some are left or have failed, else in its place. */
export function joinBatch(batch: Batch | null, items: Choice[], outbox: OutboxEntry[]): Batch {
  const earlier = batch?.items ?? [];
  const isUnfinished = earlier.some((item) => outbox.some((entry) => isSameInvitation(entry, item)));
  if (!isUnfinished) return { items, cancelled: 0 };
  const kept = earlier.filter((old) => !items.some((item) => isSameInvitation(item, old)));
  return { items: [...kept, ...items], cancelled: batch?.cancelled ?? 0 };
}
