import { joinBatch } from '@/lib/domain/batch';
import { type InviteId, isCancellable, isSameInvite, isUnderWay, withChoices } from '@/lib/domain/outbox';
import { withoutUnlisted } from '@/lib/domain/snapshot';
import { removeTakenOver } from '@/lib/storage/presses';
import { updateState } from '@/lib/storage/state';
import type { WorkerContext } from './context';

// What the person chooses, on its way into the outbox and out of it. Each is one step under the lock of the state, as
// sending is: what was taken back is not sent, and what was sent is not taken back.

/**
 * Takes what pages have stored over into the outbox. A press and its entry change in one write, so that whenever the
 * worker dies it is in one of the two and never in both.
 */
export async function takeOverPresses({ nowMs }: WorkerContext): Promise<void> {
  await updateState(({ presses, connections, outbox, batch }) => {
    const takenOver = Object.keys(presses);
    if (takenOver.length === 0) return {};
    let patch = { outbox, batch };
    for (const press of Object.values(presses)) {
      const choices = press.choices.filter(({ connectionId }) =>
        connections.some(({ id }) => id === connectionId),
      );
      patch = {
        batch: press.isBatch ? joinBatch(patch.batch, choices, patch.outbox) : patch.batch,
        outbox: withChoices(patch.outbox, choices, nowMs()),
      };
    }
    return { ...patch, takenOver };
  });
  await removeTakenOver();
}

/** Forgets a failed response, so that its row is as before, or gone when Cloudflare no longer lists the invitation. */
export async function dismissResponse(invite: InviteId): Promise<void> {
  await updateState(({ outbox, snapshots }) => {
    const dismissed = outbox.find((entry) => !isUnderWay(entry) && isSameInvite(entry, invite));
    const snapshot = snapshots[invite.connectionId];
    if (!dismissed) return {};
    return {
      outbox: outbox.filter((entry) => entry !== dismissed),
      ...(snapshot && {
        snapshots: { ...snapshots, [invite.connectionId]: withoutUnlisted(snapshot, invite.inviteId) },
      }),
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

/** Forgets a batch whose end the person has seen. What failed stays in its row. */
export async function dismissBatch(): Promise<void> {
  await updateState(() => ({ batch: null }));
}
