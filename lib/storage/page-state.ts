import { browser } from 'wxt/browser';
import { latestPolls } from '../invites/poll-state';
import type { InviteState } from '../invites/state';
import {
  batchItem,
  connectionsItem,
  outboxItem,
  pollsItem,
  snapshotsItem,
  storageFailureItem,
  unlockedItem,
} from './items';

/** What the pages show, of storage.local and of storage.session. */
export const pageItems = [connectionsItem, snapshotsItem, pollsItem, outboxItem, batchItem];
export const sessionItems = [pollsItem, unlockedItem, storageFailureItem];

/** What the pages show, from one call to each area. */
export async function readState(): Promise<InviteState> {
  const [local, session] = await readAreas(pageItems, sessionItems);
  return parseState(local, session);
}

/** What storage.local holds of `localItems`, and storage.session of `sessionItems`. */
export function readAreas(localItems: { key: string }[], sessionItems: { key: string }[]) {
  const keyOf = ({ key }: { key: string }) => key;
  return Promise.all([
    browser.storage.local.get(localItems.map(keyOf)),
    browser.storage.session.get(sessionItems.map(keyOf)),
  ]);
}

/** Adds the keys of storage.local that cannot be read to `unreadable`. */
export function parseState(
  local: Record<string, unknown>,
  session: Record<string, unknown>,
  unreadable?: string[],
): InviteState {
  return {
    connections: connectionsItem.parse(local, unreadable),
    snapshots: snapshotsItem.parse(local, unreadable),
    polls: latestPolls(pollsItem.parse(local, unreadable), pollsItem.parse(session)),
    outbox: outboxItem.parse(local, unreadable),
    batch: batchItem.parse(local, unreadable),
    unlocked: unlockedItem.parse(session),
    storageFailedAtMs: storageFailureItem.parse(session),
  };
}

/** What a page shows when the browser cannot even read what is stored. */
function unreadableState(): InviteState {
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

/** The state when a page was opened, and what tells of every change since. */
export interface FollowedState {
  first: InviteState;
  /** Calls back with the state as it is now, whenever it has changed since `first` was read; before this call, too. */
  follow(listener: (state: InviteState) => void): void;
}

/** Reads the state for as long as the page is open. It listens before it reads: no change falls between the two. */
export async function followState(): Promise<FollowedState> {
  const keys = [...pageItems, ...sessionItems].map(({ key }) => key);
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
