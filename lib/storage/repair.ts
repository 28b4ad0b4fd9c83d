import { browser } from 'wxt/browser';
import { batchItem, connectionsItem, noticesItem, outboxItem, pollsItem, snapshotsItem } from './items';
import { secretsItem, vaultItem } from './secret-items';

const items = [connectionsItem, snapshotsItem, pollsItem, outboxItem, batchItem, noticesItem];
/** Damaged secrets open nothing and are not copied anywhere: the login then says that its credentials are gone. */
const secretItems = [secretsItem, vaultItem];
const asideKey = 'set-aside';

/**
 * Moves every item that cannot be read out of the way, so that it is rebuilt instead of tripping each wake, and is
 * still there for whoever wants to look. Returns the keys that were moved. For the worker alone.
 */
export async function setAsideUnreadable(): Promise<string[]> {
  return navigator.locks.request('state', async () => {
    const raw = await browser.storage.local.get([...items, ...secretItems].map(({ key }) => key));
    const unreadable = items.filter((item) => item.isUnreadable(raw));
    const damaged = secretItems.filter((item) => item.isUnreadable(raw));
    const keys = [...unreadable, ...damaged].map(({ key }) => key);
    if (keys.length === 0) return [];
    if (unreadable.length > 0) {
      await browser.storage.local.set({
        [asideKey]: Object.fromEntries(unreadable.map(({ key }) => [key, raw[key]])),
      });
    }
    await browser.storage.local.remove(keys);
    return keys;
  });
}

/** Forgets what was set aside: it may tell of a login that is no longer connected. */
export async function forgetSetAside(): Promise<void> {
  await browser.storage.local.remove(asideKey);
}
