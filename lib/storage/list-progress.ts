import { browser } from 'wxt/browser';
import type { ListProgress } from '../cloudflare/list';
import { defineItem } from './item';
import { listProgressSchema } from './schemas';

/** Older pages no longer fit together with those that are fetched now. */
const longestMs = 5 * 60_000;
/** What a worker that dies may have to fetch again: writing every page would cost more than most lists take. */
const keepEveryMs = 2_000;

/** In storage.session: pages of a list that a worker began and did not end. Written under the connection's poll lock. */
const itemOf = (connectionId: string) => defineItem(`list ${connectionId}`, listProgressSchema, null);

/** How far the list of a connection has come, and since when (epoch ms): now, by `clock`, where nothing was begun lately. */
export async function readListProgress(
  connectionId: string,
  clock: () => number,
): Promise<ListProgress & { startedAtMs: number }> {
  const item = itemOf(connectionId);
  const stored = item.parse(await browser.storage.session.get(item.key));
  const nowMs = clock();
  const isRecent = stored !== null && Math.abs(nowMs - stored.startedAtMs) < longestMs;
  const { startedAtMs, pages } = isRecent ? stored : { startedAtMs: nowMs, pages: {} };
  let keptAtMs = clock();
  return {
    startedAtMs,
    pages,
    async keep(changed) {
      if (clock() - keptAtMs < keepEveryMs) return;
      keptAtMs = clock();
      await browser.storage.session.set(item.write({ startedAtMs, pages: changed }));
    },
  };
}

/** Forgets it: the list is whole, or its login gone. */
export async function forgetListProgress(connectionId: string): Promise<void> {
  await browser.storage.session.remove(itemOf(connectionId).key);
}
