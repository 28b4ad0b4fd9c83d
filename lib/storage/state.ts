import { browser } from 'wxt/browser';
import type { WorkerState } from '@/lib/domain/notifications';
import type { State } from '@/lib/domain/state';
import { asideWrites, keysOf } from './aside';
import { readAreas, type Writes } from './item';
import {
  batchItem,
  connectionsItem,
  latestPollsItem,
  notificationsItem,
  outboxItem,
  pollsItem,
  snapshotsItem,
  stateItems,
  storageFailureItem,
  unlockedItem,
} from './items';

type Raw = Record<string, unknown>;

const localItems = [connectionsItem, snapshotsItem, pollsItem, outboxItem, batchItem];
const sessionItems = [latestPollsItem, unlockedItem, storageFailureItem];

/** All that the worker knows. Keys of storage.local that cannot be read are added to `unreadable`. */
export async function readWorkerState(unreadable?: string[]): Promise<WorkerState> {
  const [local, session] = await readAreas([...localItems, notificationsItem], sessionItems);
  return parseWorkerState(local, session, unreadable);
}

function parseWorkerState(local: Raw, session: Raw, unreadable?: string[]): WorkerState {
  return {
    ...parseState(local, session, unreadable),
    notifications: notificationsItem.parse(local, unreadable),
  };
}

function parseState(local: Raw, session: Raw, unreadable?: string[]): State {
  return {
    connections: connectionsItem.parse(local, unreadable),
    snapshots: snapshotsItem.parse(local, unreadable),
    polls: { ...pollsItem.parse(local, unreadable), ...latestPollsItem.parse(session) },
    outbox: outboxItem.parse(local, unreadable),
    batch: batchItem.parse(local, unreadable),
    unlocked: unlockedItem.parse(session),
    storageFailedAtMs: storageFailureItem.parse(session),
  };
}

/** What of the state is to change, all or nothing. */
export type StatePatch = Partial<
  Pick<WorkerState, 'connections' | 'snapshots' | 'polls' | 'outbox' | 'batch' | 'notifications'>
> & {
  /** What else is to be written with it: credentials, and what was set aside. */
  also?: Writes;
};

/** The browser would not store: its disk or the extension's quota is full, or the profile is damaged. */
export class StorageError extends Error {
  override name = 'StorageError';
}

/**
 * Changes the state in one step: `change` sees it as it is and returns what is to change. Under a lock, because reading
 * and writing back loses updates otherwise. For the worker alone. Only what differs from what is stored is written, and
 * the times of a good poll to memory alone: a browser that starts polls anyway.
 * Rejects with a StorageError when the browser refuses; until it no longer does, the state tells since when.
 */
export async function updateState(
  change: (state: WorkerState) => StatePatch | Promise<StatePatch>,
): Promise<void> {
  await navigator.locks.request('state', async () => {
    const [local, session] = await readAreas([...localItems, notificationsItem], sessionItems);
    const unreadable: string[] = [];
    const state = parseWorkerState(local, session, unreadable);
    const patch = await change(state);
    // In memory first, so that a pause or a rate limit holds even when the disk is full.
    if (patch.polls) await latestPollsItem.set(patch.polls);
    // What cannot be read is moved in the same step, not written over.
    const aside =
      unreadable.length > 0
        ? asideWrites(stateItems, await browser.storage.local.get(keysOf(stateItems)))
        : {};
    const changed = { ...aside, ...patch.also, ...localWrites(state, patch) };
    const writes = Object.entries(changed).filter(([key, text]) => local[key] !== text);
    // Written all the same where the browser refused before: how else to know that it no longer does?
    if (writes.length === 0 && state.storageFailedAtMs === null) return;
    await writeLocal(
      writes.length > 0 ? Object.fromEntries(writes) : connectionsItem.toWrites(state.connections),
      state.storageFailedAtMs !== null,
    );
  });
}

/** Sets keys of storage.local, or keeps in mind since when the browser refuses; `refusedBefore` when it is known to. */
export async function writeLocal(writes: Writes, refusedBefore: boolean): Promise<void> {
  try {
    await browser.storage.local.set(writes);
  } catch {
    await storageFailureItem.set(Date.now());
    throw new StorageError('The browser refused to store');
  }
  if (refusedBefore) await browser.storage.session.remove(storageFailureItem.key);
}

function localWrites(state: WorkerState, patch: StatePatch): Writes {
  const { connections, snapshots, polls, outbox, batch, notifications } = patch;
  return {
    ...(connections && connectionsItem.toWrites(connections)),
    ...(snapshots && snapshotsItem.toWrites(snapshots)),
    ...(polls && !areAllGood(state.polls, polls) && pollsItem.toWrites(polls)),
    ...(outbox && outboxItem.toWrites(outbox)),
    ...(batch !== undefined && batchItem.toWrites(batch)),
    ...(notifications && notificationsItem.toWrites(notifications)),
  };
}

/** Whether these polls differ in their times at most: the same ones, each good before and good now. */
function areAllGood(before: WorkerState['polls'], after: WorkerState['polls']): boolean {
  if (!Object.keys(before).every((id) => id in after)) return false;
  return Object.entries(after).every(([id, { failure }]) => failure === null && before[id]?.failure === null);
}

/** The state when a page was opened, and what tells of every change since. */
export interface FollowedState {
  first: State;
  /** Calls back with the state as it is now, whenever it has changed since `first` was read; before this call, too. */
  follow(listener: (state: State) => void): void;
}

/** Reads the state for as long as the page is open. It listens before it reads: no change falls between the two. */
export async function followState(): Promise<FollowedState> {
  const keys = [...localItems, ...sessionItems].map(({ key }) => key);
  let isStale = false;
  let tell = () => {
    isStale = true;
  };
  browser.storage.onChanged.addListener((changes) => {
    if (keys.some((key) => key in changes)) tell();
  });
  return {
    first: await readState().catch(unreadableState),
    follow(listener) {
      tell = () => readState().then(listener);
      if (isStale) tell();
    },
  };
}

/** What pages show, from one call to each area. */
export async function readState(): Promise<State> {
  const [local, session] = await readAreas(localItems, sessionItems);
  return parseState(local, session);
}

/** What a page shows when the browser cannot even read what is stored. */
function unreadableState(): State {
  return {
    connections: [],
    snapshots: {},
    polls: {},
    outbox: [],
    batch: null,
    unlocked: null,
    storageFailedAtMs: Date.now(),
  };
}
