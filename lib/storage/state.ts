import { browser } from 'wxt/browser';
import type { WorkerState } from '@/lib/domain/notifications';
import type { Press } from '@/lib/domain/press';
import type { State } from '@/lib/domain/state';
import {
  batchItem,
  connectionsItem,
  latestPollsItem,
  notificationsItem,
  outboxItem,
  pollsItem,
  sequenceItem,
  snapshotsItem,
  stateItems,
  storageFailureItem,
  unlockedItem,
} from './items';
import { localKeys, sessionKeys } from './keys';
import { asideWrites, keysOf } from './set-aside-writes';
import { readAreas, type Writes } from './stored-key';
import { readPresses, takenOverWrites } from './take-over';

/** Everything that the worker knows. Adds keys of storage.local that cannot be read to `unreadable`. */
export async function readWorkerState(unreadable?: string[]): Promise<WorkerState> {
  return parseWorkerState(await readRaw([...localKeys, notificationsItem]), unreadable);
}

/** The stored data, not yet parsed, and the presses. */
interface RawState {
  local: Record<string, unknown>;
  session: Record<string, unknown>;
  presses: Record<string, Press>;
}

async function readRaw(items: { key: string }[]): Promise<RawState> {
  const [[local, session], presses] = await Promise.all([readAreas(items, sessionKeys), readPresses()]);
  return { local, session, presses };
}

function parseWorkerState(raw: RawState, unreadable?: string[]): WorkerState {
  return {
    ...parseState(raw, unreadable),
    notifications: notificationsItem.parse(raw.local, unreadable),
  };
}

function parseState({ local, session, presses }: RawState, unreadable?: string[]): State {
  const snapshots = snapshotsItem.parse(local, unreadable);
  return {
    // Never behind the data it numbers, even if the number itself was lost.
    seq: Math.max(sequenceItem.parse(local, unreadable), latestSeq(snapshots)),
    presses,
    connections: connectionsItem.parse(local, unreadable),
    snapshots,
    polls: { ...pollsItem.parse(local, unreadable), ...latestPollsItem.parse(session) },
    outbox: outboxItem.parse(local, unreadable),
    batch: batchItem.parse(local, unreadable),
    unlocked: unlockedItem.parse(session),
    storageFailedAtMs: storageFailureItem.parse(session),
  };
}

function latestSeq(snapshots: State['snapshots']): number {
  const invitations = Object.values(snapshots).flatMap((snapshot) => snapshot.invitations);
  return invitations.reduce((latest, { settledSeq }) => Math.max(latest, settledSeq), 0);
}

/** The parts of the state to change, all or nothing. */
export type StatePatch = Partial<
  Pick<WorkerState, 'connections' | 'snapshots' | 'polls' | 'outbox' | 'batch' | 'notifications'>
> & {
  /** What else to write with it: credentials and set-aside data. */
  also?: Writes;
  /** The keys of the presses that the outbox in this patch has taken over. */
  takenOver?: string[];
};

/** The browser refused to store data: the disk or the extension's quota is full, or the profile is damaged. */
export class StorageError extends Error {
  override name = 'StorageError';
}

/**
 * Changes the state in one step: `change` gets the current state and returns what to change. It holds a lock, because
 * reading and writing back would otherwise lose updates. Only for the worker. Writes only what differs from the stored
 * data. The times of a successful poll are written only to memory, because a browser polls after starting anyway.
 * Rejects with a StorageError if the browser refuses; the state says since when, for as long as it does.
 */
export async function updateState(
  change: (state: WorkerState) => StatePatch | Promise<StatePatch>,
): Promise<void> {
  await navigator.locks.request('state', async () => {
    const raw = await readRaw([...localKeys, notificationsItem]);
    const unreadable: string[] = [];
    const state = parseWorkerState(raw, unreadable);
    const patch = await change(state);
    // In memory first, so that a pause or a rate limit is kept even if the disk is full.
    if (patch.polls && !isStored(raw.session, latestPollsItem.toWrites(patch.polls))) {
      await latestPollsItem.set(patch.polls);
    }
    // Unreadable data is moved aside in the same step, not overwritten.
    const aside =
      unreadable.length > 0
        ? asideWrites(stateItems, await browser.storage.local.get(keysOf(stateItems)))
        : {};
    const writes = { ...aside, ...patch.also, ...localWrites(pollsItem.parse(raw.local), patch) };
    if (isStored(raw.local, writes)) return;
    const changed = Object.entries(writes).filter(([key, text]) => raw.local[key] !== text);
    await writeLocal({ ...Object.fromEntries(changed), ...sequenceItem.toWrites(state.seq + 1) });
  });
}

/** Whether `writes` would change nothing. */
function isStored(raw: Record<string, unknown>, writes: Writes): boolean {
  return Object.entries(writes).every(([key, text]) => raw[key] === text);
}

/** Sets keys of storage.local. If the browser refuses, records since when and rejects with a StorageError. */
export async function writeLocal(writes: Writes): Promise<void> {
  try {
    await browser.storage.local.set(writes);
  } catch {
    if ((await storageFailureItem.get()) === null) await storageFailureItem.set(Date.now());
    throw new StorageError('The browser refused to store');
  }
}

/**
 * Checks whether a browser that refused to store data works again, by rewriting the whole state: that a small write
 * works would prove little.
 */
export async function retryStorage(): Promise<void> {
  if ((await storageFailureItem.get()) === null) return;
  await navigator.locks.request('state', async () => {
    const { local } = await readRaw([...localKeys, notificationsItem]);
    try {
      await browser.storage.local.set(local);
    } catch {
      return;
    }
    await browser.storage.session.remove(storageFailureItem.key);
  });
}

function localWrites(storedPolls: WorkerState['polls'], patch: StatePatch): Writes {
  const { connections, snapshots, polls, outbox, batch, notifications, takenOver } = patch;
  return {
    ...(connections && connectionsItem.toWrites(connections)),
    ...(snapshots && snapshotsItem.toWrites(snapshots)),
    ...(polls && !areAllGood(storedPolls, polls) && pollsItem.toWrites(polls)),
    ...(outbox && outboxItem.toWrites(outbox)),
    ...(batch !== undefined && batchItem.toWrites(batch)),
    ...(notifications && notificationsItem.toWrites(notifications)),
    ...(takenOver && takenOverWrites(takenOver)),
  };
}

/** Whether these polls differ from the stored ones at most in their times: the same logins, each without a failure. */
function areAllGood(before: WorkerState['polls'], after: WorkerState['polls']): boolean {
  const lasting = (polls: WorkerState['polls']) =>
    JSON.stringify(
      Object.entries(polls).map(([id, { failure, refusals, clockOffsetMs }]) => [
        id,
        failure,
        Object.keys(refusals),
        clockOffsetMs,
      ]),
    );
  return Object.values(after).every(({ failure }) => failure === null) && lasting(before) === lasting(after);
}

/** What pages show, checked. The keys are not read in one step. */
export async function readState(): Promise<State> {
  return parseState(await readRaw(localKeys));
}
