import { browser } from 'wxt/browser';
import type { WorkerState } from '../invites/notices';
import { latestPolls, type PollState } from '../invites/poll-state';
import type { Writes } from './item';
import {
  batchItem,
  connectionsItem,
  drawnBadgeItem,
  noticesItem,
  outboxItem,
  pollsItem,
  snapshotsItem,
  storageFailureItem,
} from './items';
import { pageItems, parseState, readAreas, sessionItems } from './page-state';
import { deviceSecretItems } from './secret-items';
import { type Secrets, secretWrites } from './secrets';

/** What is stored, for the worker. */
export interface Stored {
  state: WorkerState;
  /** The keys of what is stored and cannot be read. */
  unreadable: string[];
  /** What the toolbar icon shows. */
  badge: string | null;
}

/** Reads all of it, from one call to each area. */
export async function readStored(): Promise<Stored> {
  const [local, session] = await readAreas(
    [...pageItems, noticesItem, ...deviceSecretItems],
    [...sessionItems, drawnBadgeItem],
  );
  const unreadable: string[] = [];
  for (const item of deviceSecretItems) item.parse(local, unreadable);
  const notices = noticesItem.parse(local, unreadable);
  const state = { ...parseState(local, session, unreadable), notices };
  return { state, unreadable, badge: drawnBadgeItem.parse(session) };
}

/** All invitation state, for the worker. */
export async function readWorkerState(): Promise<WorkerState> {
  return (await readStored()).state;
}

/** Keeps what the toolbar icon shows; as long as the icon does, which forgets it with the browser. */
export async function writeDrawnBadge(drawn: string): Promise<void> {
  await browser.storage.session.set(drawnBadgeItem.write(drawn));
}

/** How the polling of each connection stands, without reading anything else. */
export async function readPolls(): Promise<Record<string, PollState>> {
  const [local, session] = await readAreas([pollsItem], [pollsItem]);
  return latestPolls(pollsItem.parse(local), pollsItem.parse(session));
}

/** What of the state is to change, all or nothing. */
type StatePatch = Partial<
  Pick<WorkerState, 'connections' | 'snapshots' | 'polls' | 'outbox' | 'batch' | 'notices'>
> & {
  /** What belongs to it and is no part of it. */
  secrets?: Pick<Secrets, 'device' | 'vault'>;
};

/** The browser would not store: its disk or the extension's quota is full, or the profile is damaged. */
export class StorageError extends Error {
  override name = 'StorageError';
}

/**
 * Changes the state in one step: `change` sees it as it is and returns what is to change. Under a lock, because reading
 * and writing back loses updates otherwise. For the worker alone. What goes well and brings nothing new is kept in
 * memory only: see `isOnlyTimes`. Resolves to the state as it then is.
 * Rejects with a StorageError when the browser refuses; until it no longer does, the state tells since when.
 */
export async function updateState(
  change: (state: WorkerState) => StatePatch | Promise<StatePatch>,
): Promise<WorkerState> {
  return navigator.locks.request('state', async () => {
    const state = await readWorkerState();
    const { secrets, ...patch } = await change(state);
    const writes = { ...stateWrites(patch), ...(secrets && secretWrites(secrets)) };
    const keys = Object.keys(writes);
    if (keys.length === 0) return state;
    // Written all the same where the browser refused before: how else to know that it no longer does?
    if (keys.length > 1 || !isOnlyTimes(state, patch) || state.storageFailedAtMs !== null) {
      try {
        await browser.storage.local.set(writes);
      } catch {
        await browser.storage.session.set(storageFailureItem.write(Date.now()));
        throw new StorageError('The browser refused to store');
      }
      if (state.storageFailedAtMs !== null) await browser.storage.session.remove(storageFailureItem.key);
    }
    if (patch.polls) await browser.storage.session.set(pollsItem.write(patch.polls));
    return { ...state, ...patch, storageFailedAtMs: null };
  });
}

function stateWrites({ connections, snapshots, polls, outbox, batch, notices }: StatePatch): Writes {
  return {
    ...(connections && connectionsItem.write(connections)),
    ...(snapshots && snapshotsItem.write(snapshots)),
    ...(polls && pollsItem.write(polls)),
    ...(outbox && outboxItem.write(outbox)),
    ...(batch !== undefined && batchItem.write(batch)),
    ...(notices && noticesItem.write(notices)),
  };
}

/** Whether nothing but the times of good polls changes: they need not outlive the browser, which polls when it starts. */
function isOnlyTimes(state: WorkerState, { polls }: StatePatch): boolean {
  if (!polls) return false;
  return Object.entries(polls).every(
    ([id, poll]) => state.polls[id]?.failure === null && poll.failure === null,
  );
}
