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
export function unreadableState(): InviteState {
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

/** Calls back when invitation state changed; returns what stops it. */
export function onStateChanged(listener: () => void): () => void {
  const keys = [...pageItems, ...sessionItems].map(({ key }) => key);
  const changed = (changes: Record<string, unknown>) => {
    if (keys.some((key) => key in changes)) listener();
  };
  browser.storage.onChanged.addListener(changed);
  return () => browser.storage.onChanged.removeListener(changed);
}
