import { type Batch, joinBatch } from '@/lib/domain/batch';
import type { Invitation } from '@/lib/domain/invitation';
import { isAnswered } from '@/lib/domain/invitation-record';
import {
  type Choice,
  type InvitationRef,
  isCancellable,
  isSameInvitation,
  isUnderWay,
  type OutboxEntry,
  withChoices,
  withoutUndo,
} from '@/lib/domain/outbox';
import { invitationBy, invitationsOf, withoutUnlisted } from '@/lib/domain/snapshot';
import { type State, snapshotOf } from '@/lib/domain/state';
import { updateState } from '@/lib/storage/state';
import { removeTakenOver } from '@/lib/storage/take-over';
import type { WorkerContext } from './context';

// The user's choices, on their way into and out of the outbox. Like sending, each function is one step under the
// state's lock, so a response that was taken back is not sent, and one that may have had an effect is not taken back.

/**
 * Moves the presses that pages have stored into the outbox. A press and its entry change in one write, so that whenever
 * the worker dies, the press is in exactly one of the two places.
 */
export async function takeOverPresses({ nowMs }: WorkerContext): Promise<void> {
  await updateState(({ presses, connections, snapshots, outbox, batch }) => {
    const takenOver = Object.keys(presses);
    if (takenOver.length === 0) return {};
    let patch = { outbox, batch };
    for (const press of Object.values(presses)) {
      const choices = press.choices.flatMap(
        (choice) => currentChoice({ connections, snapshots }, choice) ?? [],
      );
      patch = {
        batch: press.isBatch ? joinBatch(patch.batch, choices, patch.outbox) : patch.batch,
        outbox: withChoices(patch.outbox, choices, { nowMs: nowMs(), hold: press.hold }),
      };
    }
    return { ...patch, takenOver };
  });
  await removeTakenOver();
}

/**
 * The choice as it is to be carried out, or null if it is not: its login is gone, or the invitation is known to be
 * answered and the page that still shows its buttons is behind. If two rows, or two logins, have been merged meanwhile,
 * the routes tell which invitation is meant.
 */
function currentChoice(
  { connections, snapshots }: Pick<State, 'connections' | 'snapshots'>,
  choice: Choice,
): Choice | null {
  const own = connections.find(({ id }) => id === choice.connectionId);
  for (const { id } of own ? [own] : connections) {
    const snapshot = snapshotOf({ snapshots }, id);
    const isMeant = ({ key }: Invitation) => id === choice.connectionId && key === choice.key;
    const invitation = invitationsOf(snapshot).find(isMeant) ?? invitationBy(choice.routes, snapshot);
    if (!invitation) continue;
    const { key, routes, status } = invitation;
    return isAnswered(status) ? null : { ...choice, connectionId: id, key, routes };
  }
  return own ? choice : null;
}

/**
 * Removes a failed response, so that its row becomes an ordinary one again, or disappears if Cloudflare no longer lists
 * the invitation.
 */
export async function dismissResponse(ref: InvitationRef): Promise<void> {
  await updateState(({ outbox, snapshots, batch }) => {
    const dismissed = outbox.find((entry) => !isUnderWay(entry) && isSameInvitation(entry, ref));
    const snapshot = snapshots[ref.connectionId];
    if (!dismissed) return {};
    return {
      outbox: outbox.filter((entry) => entry !== dismissed),
      // Without its entry in the outbox it would count as done.
      batch: batch && { ...batch, items: batch.items.filter((item) => !isSameInvitation(item, ref)) },
      ...(snapshot && {
        snapshots: { ...snapshots, [ref.connectionId]: withoutUnlisted(snapshot, ref.key) },
      }),
    };
  });
}

/**
 * Takes back those of the meant responses that cannot have had an effect, including presses that were not taken over
 * yet. Resolves to how many it took back.
 */
export async function cancelResponses(
  context: WorkerContext,
  isMeant: (entry: OutboxEntry, batch: Batch | null) => boolean,
): Promise<number> {
  await takeOverPresses(context);
  let count = 0;
  await updateState(({ outbox, batch }) => {
    const taken = outbox.filter((entry) => isCancellable(entry) && isMeant(entry, batch));
    count = taken.length;
    const isTaken = (item: InvitationRef) => taken.some((entry) => isSameInvitation(entry, item));
    const items = batch?.items.filter((item) => !isTaken(item)) ?? [];
    const cancelled = (batch?.cancelled ?? 0) + (batch?.items.length ?? 0) - items.length;
    return {
      outbox: outbox.filter((entry) => !taken.includes(entry)),
      ...(batch && { batch: { items, cancelled } }),
    };
  });
  return count;
}

/** Ends all undo holds, because the page to undo from is closed; the next drain sends the responses. */
export async function endUndo(context: WorkerContext): Promise<void> {
  await takeOverPresses(context);
  await updateState(({ outbox }) => ({ outbox: withoutUndo(outbox, context.nowMs()) }));
}

/** Whether a response belongs to the batch that the user has not seen the end of yet. */
export function isInBatch(entry: OutboxEntry, batch: Batch | null): boolean {
  return batch?.items.some((item) => isSameInvitation(entry, item)) ?? false;
}

/** Removes a batch after the user has seen how it ended. Failed responses stay in their rows. */
export async function dismissBatch(): Promise<void> {
  await updateState(() => ({ batch: null }));
}
