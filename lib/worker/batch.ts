import type { BatchItem } from '@/lib/domain/batch';
import { isCancellable, isSameInvite } from '@/lib/domain/outbox';
import { updateState } from '@/lib/storage/state';
import type { WorkerContext } from './context';
import { enqueued } from './respond';

/** Stores several responses given in one go. They join an earlier batch of which some are left or have failed. */
export async function enqueueBatch(context: WorkerContext, items: BatchItem[]): Promise<void> {
  await updateState((state) => {
    const earlier = state.batch?.items ?? [];
    const unfinished = earlier.some((item) => state.outbox.some((entry) => isSameInvite(entry, item)));
    const kept = earlier.filter((old) => unfinished && !items.some((item) => isSameInvite(item, old)));
    return {
      outbox: enqueued(state, items, context.nowMs()),
      batch: { items: [...kept, ...items], cancelled: unfinished ? (state.batch?.cancelled ?? 0) : 0 },
    };
  });
}

/** Takes back whatever of the batch was not sent yet. */
export async function cancelBatch(): Promise<void> {
  await updateState(({ outbox, batch }) => {
    if (!batch) return {};
    const taken = outbox.filter(
      (entry) => isCancellable(entry) && batch.items.some((item) => isSameInvite(entry, item)),
    );
    const items = batch.items.filter((item) => !taken.some((entry) => isSameInvite(entry, item)));
    return {
      outbox: outbox.filter((entry) => !taken.includes(entry)),
      batch: { items, cancelled: batch.cancelled + taken.length },
    };
  });
}

/** Forgets a batch whose end the person has seen. What failed stays told in its row. */
export async function dismissBatch(): Promise<void> {
  await updateState(() => ({ batch: null }));
}
