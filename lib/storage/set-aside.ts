import { browser } from 'wxt/browser';
import { onDiskItems } from './credential-store';
import { readWorkerState } from './state';

const asideKey = 'set-aside';

/**
 * Moves every item that cannot be read out of the way, so that it is rebuilt instead of tripping each wake, and is
 * still there for whoever wants to look. Returns the keys that were moved. For the worker alone.
 */
export async function setAsideUnreadable(): Promise<string[]> {
  return navigator.locks.request('state', async () => {
    const unreadable: string[] = [];
    await readWorkerState(unreadable);
    const credentials = await browser.storage.local.get(onDiskItems.map(({ key }) => key));
    for (const item of onDiskItems) item.parse(credentials, unreadable);
    if (unreadable.length === 0) return [];
    const aside = await browser.storage.local.get(unreadable);
    // Damaged secrets open nothing and are not copied anywhere: the login then says that its credentials are gone.
    for (const { key } of onDiskItems) delete aside[key];
    if (Object.keys(aside).length > 0) await browser.storage.local.set({ [asideKey]: aside });
    await browser.storage.local.remove(unreadable);
    return unreadable;
  });
}

/** Forgets what was set aside: it may tell of a login that is no longer connected. */
export async function forgetSetAside(): Promise<void> {
  await browser.storage.local.remove(asideKey);
}
