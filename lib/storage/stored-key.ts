import { browser } from 'wxt/browser';

type Area = 'local' | 'session' | 'sync';

/** Stored values by key. Merge those of one area and set them in one call, which is all or nothing. */
export type Writes = Record<string, string>;

/** A key of extension storage: its area, the form of its value, and the fallback for a missing value. */
export interface StoredKey<T> {
  area: Area;
  key: string;
  /** The version of the form that is written now; raised with each migration. */
  version: number;
  fallback: T;
}

export function storedKey<T>(area: Area, key: string, fallback: T, version = 1): StoredKey<T> {
  return { area, key, version, fallback };
}

/** A value in its stored form: JSON text, so that a new value can be compared with the stored one. */
export function packed<T>({ version }: StoredKey<T>, value: T): string {
  return JSON.stringify({ version, value });
}

/** What to pass to `storage.set`. */
export function toWrites<T>(stored: StoredKey<T>, value: T): Writes {
  return { [stored.key]: packed(stored, value) };
}

/**
 * The value in `raw` (a result of `storage.get`) as it was written, trusting only its version number; the fallback if
 * it is missing or of another version. Throws if it is not JSON. For pages, and only for data that the worker of this
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
