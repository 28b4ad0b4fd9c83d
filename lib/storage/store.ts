import { browser } from 'wxt/browser';
import type { InviteState } from '../invites/state';
import { withPolicy } from '../policy';
import type { Settings } from '../settings';
import type { Writes } from './item';
import {
  batchItem,
  connectionsItem,
  type Draft,
  draftItem,
  logItem,
  noticesItem,
  outboxItem,
  pollsItem,
  settingsItem,
  snapshotsItem,
  storageFailureItem,
  unlockedItem,
} from './items';
import { readPolicy } from './policy';

const stateItems = [connectionsItem, snapshotsItem, pollsItem, outboxItem, batchItem, noticesItem];

/** All invitation state, from one call to each area. */
export async function readState(): Promise<InviteState> {
  const [local, session] = await Promise.all([
    browser.storage.local.get(stateItems.map(({ key }) => key)),
    browser.storage.session.get([unlockedItem.key, storageFailureItem.key]),
  ]);
  return {
    connections: connectionsItem.parse(local),
    snapshots: snapshotsItem.parse(local),
    polls: pollsItem.parse(local),
    outbox: outboxItem.parse(local),
    batch: batchItem.parse(local),
    notices: noticesItem.parse(local),
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
    notices: {},
    unlocked: null,
    storageFailedAtMs: Date.now(),
  };
}

/** The storage form of the parts of the state in `patch`. */
export function stateWrites({
  connections,
  snapshots,
  polls,
  outbox,
  batch,
  notices,
}: Partial<InviteState>): Writes {
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
 * Changes storage.local in one step: `change` sees the state as it is and returns what to write, all or nothing.
 * Under a lock, because reading and writing back loses updates otherwise. For the worker alone.
 * Rejects with a StorageError when the browser refuses; until it no longer does, the state tells since when.
 */
export async function updateState(change: (state: InviteState) => Writes | Promise<Writes>): Promise<void> {
  await navigator.locks.request('state', async () => {
    const state = await readState();
    const writes = await change(state);
    if (Object.keys(writes).length === 0) return;
    try {
      await browser.storage.local.set(writes);
    } catch {
      await browser.storage.session.set(storageFailureItem.write(Date.now()));
      throw new StorageError('The browser refused to store');
    }
    if (state.storageFailedAtMs !== null) await browser.storage.session.remove(storageFailureItem.key);
  });
}

/** The settings as they take effect: what the person chose, where the administrator set nothing. */
export async function readSettings(): Promise<Settings> {
  const [chosen, policy] = await Promise.all([readChosenSettings(), readPolicy()]);
  return withPolicy(chosen, policy);
}

/** What the person chose, whatever the administrator set. */
export async function readChosenSettings(): Promise<Settings> {
  return settingsItem.parse(await browser.storage.sync.get(settingsItem.key));
}

/** For the options page alone. */
export async function writeSettings(settings: Settings): Promise<void> {
  await browser.storage.sync.set(settingsItem.write(settings));
}

/** What the worker did last, oldest first. */
export async function readLog(): Promise<{ atMs: number; text: string }[]> {
  return logItem.parse(await browser.storage.session.get(logItem.key));
}

/** The form that was left half filled. */
export async function readDraft(): Promise<Draft> {
  return draftItem.parse(await browser.storage.local.get(draftItem.key));
}

/** For the options page alone. */
export async function writeDraft(draft: Draft): Promise<void> {
  await browser.storage.local.set(draftItem.write(draft));
}

/** Calls back when invitation state changed; returns what stops it. */
export function onStateChanged(listener: () => void): () => void {
  const keys = [...stateItems, unlockedItem, storageFailureItem].map(({ key }) => key);
  const changed = (changes: Record<string, unknown>) => {
    if (keys.some((key) => key in changes)) listener();
  };
  browser.storage.onChanged.addListener(changed);
  return () => browser.storage.onChanged.removeListener(changed);
}

/** Calls back when the settings changed, here or on another of the person's devices. */
export function onSettingsChanged(listener: () => void): () => void {
  const changed = (changes: Record<string, unknown>) => {
    if (settingsItem.key in changes) listener();
  };
  browser.storage.sync.onChanged.addListener(changed);
  return () => browser.storage.sync.onChanged.removeListener(changed);
}
