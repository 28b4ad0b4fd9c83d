import * as z from '@/lib/zod';
import { answers } from './invitation';
import { inviteKey, type OutboxEntry } from './outbox';

/** One of several responses that the person gave in one go. */
export const batchItemSchema = z.object({
  connectionId: z.string(),
  inviteId: z.string(),
  answer: z.enum(answers),
  /** The organization, for the summary: its row may be gone by then. */
  name: z.string(),
});

/** Several responses that the person gave in one go, kept until they have seen what became of them. */
export const batchSchema = z.object({
  items: z.array(batchItemSchema),
  /** How many were taken back before they were sent. */
  cancelled: z.number(),
});

export type BatchItem = z.infer<typeof batchItemSchema>;
export type Batch = z.infer<typeof batchSchema>;

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
