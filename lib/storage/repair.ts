import { browser } from 'wxt/browser';
import { connectionsItem, noticesItem, outboxItem, pollsItem, snapshotsItem } from './items';
import { secretsItem, vaultItem } from './secret-items';

const items = [connectionsItem, snapshotsItem, pollsItem, outboxItem, noticesItem, secretsItem, vaultItem];
const asideKey = 'set-aside';

/**
 * Moves every item that cannot be read out of the way, so that it is rebuilt instead of tripping each wake, and is
 * still there for whoever wants to look. Returns the keys that were moved. For the worker alone.
 */
export async function setAsideUnreadable(): Promise<string[]> {
  return navigator.locks.request('state', async () => {
    const raw = await browser.storage.local.get([...items.map(({ key }) => key), asideKey]);
    const keys = items.filter((item) => item.isUnreadable(raw)).map(({ key }) => key);
    if (keys.length === 0) return [];
    const aside = Object.fromEntries(keys.map((key) => [key, raw[key]]));
    await browser.storage.local.set({ [asideKey]: aside });
    await browser.storage.local.remove(keys);
    return keys;
  });
}

/** Forgets what was set aside: it may hold credentials. */
export async function forgetSetAside(): Promise<void> {
  await browser.storage.local.remove(asideKey);
}
