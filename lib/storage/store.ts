import { browser } from 'wxt/browser';
import type { InviteState } from '../invites/state';
import type { Settings } from '../settings';
import type { Writes } from './item';
import {
  connectionsItem,
  type Draft,
  draftItem,
  outboxItem,
  pollsItem,
  settingsItem,
  snapshotsItem,
  unlockedItem,
} from './items';

const stateItems = [connectionsItem, snapshotsItem, pollsItem, outboxItem];

/** All invitation state, from one call to each storage. */
export async function readState(): Promise<InviteState> {
  const [raw, session] = await Promise.all([
    browser.storage.local.get(stateItems.map(({ key }) => key)),
    browser.storage.session.get(unlockedItem.key),
  ]);
  return {
    connections: connectionsItem.parse(raw),
    snapshots: snapshotsItem.parse(raw),
    polls: pollsItem.parse(raw),
    outbox: outboxItem.parse(raw),
    unlocked: unlockedItem.parse(session),
  };
}

/** The storage form of the parts of the state in `patch`. */
export function stateWrites({ connections, snapshots, polls, outbox }: Partial<InviteState>): Writes {
  return {
    ...(connections && connectionsItem.write(connections)),
    ...(snapshots && snapshotsItem.write(snapshots)),
    ...(polls && pollsItem.write(polls)),
    ...(outbox && outboxItem.write(outbox)),
  };
}

/**
 * Changes storage.local in one step: `change` sees the state as it is and returns what to write, all or nothing.
 * Under a lock, because reading and writing back loses updates otherwise. For the worker alone.
 */
export async function updateState(change: (state: InviteState) => Writes | Promise<Writes>): Promise<void> {
  await navigator.locks.request('state', async () => {
    const writes = await change(await readState());
    if (Object.keys(writes).length > 0) await browser.storage.local.set(writes);
  });
}

export async function readSettings(): Promise<Settings> {
  return settingsItem.parse(await browser.storage.sync.get(settingsItem.key));
}

/** For the options page alone. */
export async function writeSettings(settings: Settings): Promise<void> {
  await browser.storage.sync.set(settingsItem.write(settings));
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
  const keys = [...stateItems, unlockedItem].map(({ key }) => key);
  const changed = (changes: Record<string, unknown>) => {
    if (keys.some((key) => key in changes)) listener();
  };
  const areas = [browser.storage.local, browser.storage.session];
  for (const { onChanged } of areas) onChanged.addListener(changed);
  return () => {
    for (const { onChanged } of areas) onChanged.removeListener(changed);
  };
}

/** Calls back when the settings changed, here or on another of the person's devices. */
export function onSettingsChanged(listener: () => void): () => void {
  const changed = (changes: Record<string, unknown>) => {
    if (settingsItem.key in changes) listener();
  };
  browser.storage.sync.onChanged.addListener(changed);
  return () => browser.storage.sync.onChanged.removeListener(changed);
}
