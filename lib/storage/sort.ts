import { browser } from 'wxt/browser';
import { type Sort, sorts } from '@/lib/domain/search';
import { packed, storedKey, toWrites } from './stored-key';

/**
 * The order of the popup's list, on this device. The one key that is the popup's own: the worker neither reads nor
 * checks it.
 */
export const sortKey = storedKey<Sort>('local', 'sort', sorts[0]);

/** The order in `raw` (an answer of `storage.get`); the first one when it holds none that this version knows. */
export function storedSort(raw: Record<string, unknown>): Sort {
  return sorts.find((sort) => raw[sortKey.key] === packed(sortKey, sort)) ?? sorts[0];
}

/** Where the browser refuses, the list begins in its usual order next time. */
export async function storeSort(sort: Sort): Promise<void> {
  await browser.storage.local.set(toWrites(sortKey, sort)).catch(() => undefined);
}
