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

// What the person chooses, on its way into the outbox and out of it. Each is one step under the lock of the state, as
// sending is: what was taken back is not sent, and what was sent and may have worked is not taken back.

/**
 * Takes what pages have stored over into the outbox. A press and its entry change in one write, so that whenever the
 * worker dies it is in one of the two and never in both.
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
 * The choice as it is to be carried out, or null when it is not: its login is gone, or it is known that the invitation was
 * answered, and the page that shows its buttons is behind. Two rows, or two logins, may have become one meanwhile: then
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

/** Forgets a failed response, so that its row is as before, or gone when Cloudflare no longer lists the invitation. */
export async function dismissResponse(ref: InvitationRef): Promise<void> {
  await updateState(({ outbox, snapshots, batch }) => {
    const dismissed = outbox.find((entry) => !isUnderWay(entry) && isSameInvitation(entry, ref));
    const snapshot = snapshots[ref.connectionId];
    if (!dismissed) return {};
    return {
      outbox: outbox.filter((entry) => entry !== dismissed),
      // Gone from the outbox it would count as done.
      batch: batch && { ...batch, items: batch.items.filter((item) => !isSameInvitation(item, ref)) },
      ...(snapshot && {
        snapshots: { ...snapshots, [ref.connectionId]: withoutUnlisted(snapshot, ref.key) },
      }),
    };
  });
}

/** Takes back whatever of these can have had no effect, and what was pressed and not even taken over. Resolves to how many. */
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

/** Sends what waits to be undone: nobody is there any more to undo it. */
export async function endUndo(context: WorkerContext): Promise<void> {
  await takeOverPresses(context);
  await updateState(({ outbox }) => ({ outbox: withoutUndo(outbox, context.nowMs()) }));
}

/** Whether a response was given in one go with others whose end the person has yet to see. */
export function isInBatch(entry: OutboxEntry, batch: Batch | null): boolean {
  return batch?.items.some((item) => isSameInvitation(entry, item)) ?? false;
}

/** Forgets a batch whose end the person has seen. What failed stays in its row. */
export async function dismissBatch(): Promise<void> {
  await updateState(() => ({ batch: null }));
}
