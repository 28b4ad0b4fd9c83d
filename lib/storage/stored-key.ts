import { browser } from 'wxt/browser';

type Area = 'local' | 'session' | 'sync';

/** What one or more keys become in storage; merge several of one area and set them in one call, which is all or nothing. */
export type Writes = Record<string, string>;

/** A key of extension storage: where it is, which form its value has, and what stands in for a value that is not there. */
export interface StoredKey<T> {
  area: Area;
  key: string;
  /** Of the form that this version of the extension writes; raised with each migration. */
  version: number;
  fallback: T;
}

export function storedKey<T>(area: Area, key: string, fallback: T, version = 1): StoredKey<T> {
  return { area, key, version, fallback };
}

/** A value as it is stored: JSON text, so that what would be written can be compared with what is stored. */
export function packed<T>({ version }: StoredKey<T>, value: T): string {
  return JSON.stringify({ version, value });
}

/** What to hand to `storage.set`. */
export function toWrites<T>(stored: StoredKey<T>, value: T): Writes {
  return { [stored.key]: packed(stored, value) };
}

/**
 * The value in `raw` (an answer of `storage.get`) as it was written, its form told by its version alone; the fallback
 * when it is absent or of another version. Throws on what is no JSON. For pages, and only for what the worker of this
 * version of the extension wrote or checked.
 */
export function trusted<T>({ key, version, fallback }: StoredKey<T>, raw: Record<string, unknown>): T {
  const text = raw[key];
  if (typeof text !== 'string') return fallback;
  const stored: { version: number; value: T } = JSON.parse(text);
  return stored.version === version ? stored.value : fallback;
}

/** Reads several keys of storage.local and of storage.session, each area in one call. */
export function readAreas(local: { key: string }[], session: { key: string }[]) {
  const keyOf = ({ key }: { key: string }) => key;
  return Promise.all([
    browser.storage.local.get(local.map(keyOf)),
    browser.storage.session.get(session.map(keyOf)),
  ]);
}
