import { browser } from 'wxt/browser';
import { type Press, pressSchema } from '@/lib/domain/press';
import * as z from '@/lib/zod';
import { defineItem } from './define-item';
import { withKeysIn } from './migrations';
import { isPressKey, pressKey, storedPresses } from './presses';
import type { Writes } from './stored-key';

// What the worker does with the presses that pages have stored.

const itemOf = (key: string) =>
  defineItem(pressKey(key), z.nullable(pressSchema), { migrations: [withKeysIn('choices')] });

/** Calls back when a page has stored a press, because the page may be gone before it can send a message. */
export function onPressStored(listener: () => void): void {
  browser.storage.onChanged.addListener((changes) => {
    const isNew = ([key, { oldValue }]: [string, { oldValue?: unknown }]) => isPressKey(key) && !oldValue;
    if (Object.entries(changes).some(isNew)) listener();
  });
}

/** The presses that the worker has not taken over, by key. */
export async function readPresses(): Promise<Record<string, Press>> {
  const stored = await storedPresses();
  const presses = Object.keys(stored).map((key) => [key, itemOf(key).parse(stored)] as const);
  return Object.fromEntries(presses.flatMap(([key, press]) => (press ? [[key, press]] : [])));
}

/** Marks presses as taken over. Must be written in one step with the outbox that contains them. */
export function takenOverWrites(keys: string[]): Writes {
  return Object.assign({}, ...keys.map((key) => itemOf(key).toWrites(null)));
}

/**
 * Removes the presses that were taken over, by this worker or by one that died before removing them. If the browser
 * refuses, the next wake tries again. Unreadable presses wait for the version that stored them.
 */
export async function removeTakenOver(): Promise<void> {
  const stored = await storedPresses();
  const keys = Object.keys(stored).filter((key) => stored[key] === itemOf(key).toWrites(null)[key]);
  if (keys.length > 0) await browser.storage.local.remove(keys).catch(() => {});
}

/** Deletes the unreadable presses that mention one of these connections, or all unreadable ones. */
export async function forgetUnreadablePresses(ids: string[] | 'all'): Promise<Writes> {
  const stored = await storedPresses();
  const keys = Object.keys(stored).filter((key) => {
    const unreadable: string[] = [];
    itemOf(key).parse(stored, unreadable);
    const text = JSON.stringify(stored[key]);
    return unreadable.length > 0 && (ids === 'all' || ids.some((id) => text.includes(id)));
  });
  return takenOverWrites(keys);
}
