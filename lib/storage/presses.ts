import { browser } from 'wxt/browser';
import type { Press } from '@/lib/domain/press';
import { type StoredKey, storedKey, toWrites, trusted } from './stored-key';

/** Every press has its own key, so that a page can store it in the click without conflicting with other writers. */
const prefix = 'press ';

/** The stored key of a press; its value is null once the worker has taken it over. */
export function pressKey(key: string): StoredKey<Press | null> {
  return storedKey<Press | null>('local', key, null, 2);
}

export function isPressKey(key: string): boolean {
  return key.startsWith(prefix);
}

/** For pages, in the click. Resolves once the press is stored; rejects if the browser refuses. */
export function storePress(press: Press): Promise<void> {
  return browser.storage.local.set(toWrites(pressKey(prefix + crypto.randomUUID()), press));
}

/** Everything stored under the keys of presses. */
export async function storedPresses(): Promise<Record<string, unknown>> {
  const keys = (await browser.storage.local.getKeys()).filter(isPressKey);
  return keys.length > 0 ? browser.storage.local.get(keys) : {};
}

/** The presses, by key, that pages of this version stored and that the worker has not taken over. */
export async function trustedPresses(): Promise<Record<string, Press>> {
  const stored = await storedPresses();
  const presses = Object.keys(stored).map((key) => [key, trusted(pressKey(key), stored)] as const);
  return Object.fromEntries(presses.flatMap(([key, press]) => (press ? [[key, press]] : [])));
}
