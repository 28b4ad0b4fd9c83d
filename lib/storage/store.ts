import { browser } from 'wxt/browser';
import type { WorkerState } from '../invites/notices';
import { latestPolls, type PollState } from '../invites/poll-state';
import type { Writes } from './item';
import {
  batchItem,
  connectionsItem,
  noticesItem,
  outboxItem,
  pollsItem,
  snapshotsItem,
  storageFailureItem,
} from './items';
import { parseState, readAreas } from './page-state';

/** All invitation state, for the worker; from one call to each area too. */
export async function readWorkerState(): Promise<WorkerState> {
  const [local, session] = await readAreas([noticesItem]);
  return { ...parseState(local, session), notices: noticesItem.parse(local) };
}

/** How the polling of each connection stands, without reading anything else. */
export async function readPolls(): Promise<Record<string, PollState>> {
  const [local, session] = await Promise.all([
    browser.storage.local.get(pollsItem.key),
    browser.storage.session.get(pollsItem.key),
  ]);
  return latestPolls(pollsItem.parse(local), pollsItem.parse(session));
}

/** The storage form of the parts of the state in `patch`. */
export function stateWrites({
  connections,
  snapshots,
  polls,
  outbox,
  batch,
  notices,
}: Partial<WorkerState>): Writes {
  return {
    ...(connections && connectionsItem.write(connections)),
    ...(snapshots && snapshotsItem.write(snapshots)),
    ...(polls && pollsItem.write(polls)),
    ...(outbox && outboxItem.write(outbox)),
    ...(batch !== undefined && batchItem.write(batch)),
    ...(notices && noticesItem.write(notices)),
  };
}

/** The browser would not store: its disk or the extension's quota is full, or the profile is damaged. */
export class StorageError extends Error {
  override name = 'StorageError';
}

/**
 * Changes the state in one step: `change` sees it as it is and returns what to write, all or nothing. Under a lock,
 * because reading and writing back loses updates otherwise. For the worker alone. What goes well and brings nothing new
 * is kept in memory only: see `isOnlyTimes`.
 * Rejects with a StorageError when the browser refuses; until it no longer does, the state tells since when.
 */
export async function updateState(change: (state: WorkerState) => Writes | Promise<Writes>): Promise<void> {
  await navigator.locks.request('state', async () => {
    const state = await readWorkerState();
    const writes = await change(state);
    if (Object.keys(writes).length === 0) return;
    if (!isOnlyTimes(state, writes)) {
      try {
        await browser.storage.local.set(writes);
      } catch {
        await browser.storage.session.set(storageFailureItem.write(Date.now()));
        throw new StorageError('The browser refused to store');
      }
      if (state.storageFailedAtMs !== null) await browser.storage.session.remove(storageFailureItem.key);
    }
    const polls = writes[pollsItem.key];
    if (polls !== undefined) await browser.storage.session.set({ [pollsItem.key]: polls });
  });
}

/** Whether nothing but the times of good polls changed: they need not outlive the browser, which polls when it starts. */
function isOnlyTimes({ polls, storageFailedAtMs }: WorkerState, writes: Writes): boolean {
  // Written all the same where the browser refused before: how else to know that it no longer does?
  if (storageFailedAtMs !== null || Object.keys(writes).some((key) => key !== pollsItem.key)) return false;
  const ids = Object.entries(pollsItem.parse(writes));
  return ids.every(([id, poll]) => polls[id] && polls[id].failure === null && poll.failure === null);
}
