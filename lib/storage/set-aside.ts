import { browser } from 'wxt/browser';
import { deviceItem, onDiskItems, type StoredCredentials, sessionItem, vaultItem } from './credential-store';
import type { StoredItem } from './define-item';
import { draftItem, stateItems } from './items';
import { asideWrites, forgetAllWrites, forgetWrites, keysOf, restoreWrites } from './set-aside-writes';
import { writeLocal } from './state';
import type { Writes } from './stored-key';
import { forgetUnreadablePresses } from './take-over';

// Only for the worker.

/** Everything in storage.local that concerns a login. */
const localItems: StoredItem[] = [...stateItems, ...onDiskItems, draftItem];
const sessionItems: StoredItem[] = [sessionItem];

/**
 * Moves every value and element that cannot be read out of the way, so that the rest keeps working, and puts back what
 * an earlier version moved and this one can read. Returns the keys from which something was moved.
 */
export function setAsideUnreadable(): Promise<string[]> {
  return navigator.locks.request('state', async () => {
    const onDisk = tidied(localItems, await browser.storage.local.get(keysOf(localItems)));
    if (Object.keys(onDisk.writes).length > 0) await writeLocal(onDisk.writes);
    const inMemory = tidied(sessionItems, await browser.storage.session.get(keysOf(sessionItems)));
    if (Object.keys(inMemory.writes).length > 0) await browser.storage.session.set(inMemory.writes);
    return [...onDisk.moved, ...inMemory.moved];
  });
}

function tidied(items: StoredItem[], stored: Record<string, unknown>) {
  const aside = asideWrites(items, stored);
  const moved = items.map(({ key }) => key).filter((key) => key in aside);
  return { moved, writes: { ...aside, ...restoreWrites(items, { ...stored, ...aside }) } };
}

/** What to delete when credentials change. */
export interface Forgotten {
  /** The connections whose credentials were replaced. */
  replaced?: string[];
  /** The connections to delete entirely; `all` if none is left. */
  forgotten?: string[] | 'all';
}

/**
 * The stored form of credentials in storage.local, to be written together with the state they belong to, under its
 * lock. Deletes what was set aside for connections that are gone.
 */
export async function credentialWrites(
  { device, vault }: Pick<StoredCredentials, 'device' | 'vault'>,
  forgotten: Forgotten = {},
): Promise<Writes> {
  const stored = await browser.storage.local.get(keysOf(localItems));
  const aside = forgetting(localItems, onDiskItems, stored, forgotten);
  const presses = await forgetUnreadablePresses(forgotten.forgotten ?? []);
  return { ...aside, ...presses, ...deviceItem.toWrites(device), ...vaultItem.toWrites(vault) };
}

/** Keeps credentials for the browser session, and deletes like credentialWrites. */
export async function writeSessionCredentials(
  session: StoredCredentials['session'],
  forgotten: Forgotten = {},
): Promise<void> {
  const stored = await browser.storage.session.get(keysOf(sessionItems));
  const aside = forgetting(sessionItems, sessionItems, stored, forgotten);
  await browser.storage.session.set({ ...aside, ...sessionItem.toWrites(session) });
}

function forgetting(
  items: StoredItem[],
  secrets: StoredItem[],
  stored: Record<string, unknown>,
  { replaced = [], forgotten = [] }: Forgotten,
): Writes {
  const aside = asideWrites(items, stored);
  const withAside = { ...stored, ...aside };
  if (forgotten === 'all') return { ...aside, ...forgetAllWrites(items, withAside) };
  const forgot = forgetWrites(items, withAside, forgotten);
  return { ...aside, ...forgot, ...forgetWrites(secrets, { ...withAside, ...forgot }, replaced) };
}
