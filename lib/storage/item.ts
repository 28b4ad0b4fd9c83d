import { browser } from 'wxt/browser';
import * as z from '@/lib/zod';

/** What one or more items become in storage; merge several of one area and set them in one call, which is all or nothing. */
export type Writes = Record<string, string>;

type Area = 'local' | 'session' | 'sync';

/** Turns a value of one version into the next version's. */
export type Migration = (value: unknown) => unknown;

/** One key of extension storage. */
export interface Item<T> {
  key: string;
  /**
   * The value in `raw` (an answer of `storage.get`); the fallback when it is absent or cannot be read. In the latter
   * case the key is added to `unreadable`.
   */
  parse(raw: Record<string, unknown>, unreadable?: string[]): T;
  /** What to hand to `storage.set`. */
  toWrites(value: T): Writes;
  get(): Promise<T>;
  set(value: T): Promise<void>;
}

/** How every item is stored, so that a later version can tell what it reads. */
const storedSchema = z.object({ version: z.number(), value: z.optional(z.unknown()) });

/**
 * Declares a key and the schema that every read goes through. Its version is one more than the number of
 * `migrations`: the first of them reads version 1, and so on. Stored as JSON text, so that what would be written can be
 * compared with what is stored.
 */
export function defineItem<T>(
  area: Area,
  key: string,
  schema: z.ZodMiniType<T>,
  fallback: T,
  migrations: Migration[] = [],
): Item<T> {
  const version = migrations.length + 1;

  const read = (raw: unknown): { value: T } | null => {
    try {
      const stored = storedSchema.parse(typeof raw === 'string' ? JSON.parse(raw) : raw);
      if (stored.version < 1 || stored.version > version) return null;
      const older = migrations.slice(stored.version - 1);
      return { value: schema.parse(older.reduce((value, migrate) => migrate(value), stored.value)) };
    } catch {
      // No JSON, or not what a migration or the schema takes.
      return null;
    }
  };

  const item: Item<T> = {
    key,
    parse({ [key]: raw }, unreadable) {
      if (raw === undefined) return fallback;
      const found = read(raw);
      if (!found) unreadable?.push(key);
      return found ? found.value : fallback;
    },
    toWrites: (value) => ({ [key]: JSON.stringify({ version, value }) }),
    get: async () => item.parse(await browser.storage[area].get(key)),
    set: (value) => browser.storage[area].set(item.toWrites(value)),
  };
  return item;
}

/** Reads several keys of storage.local and of storage.session, each area in one call. */
export function readAreas(local: { key: string }[], session: { key: string }[]) {
  const keyOf = ({ key }: { key: string }) => key;
  return Promise.all([
    browser.storage.local.get(local.map(keyOf)),
    browser.storage.session.get(session.map(keyOf)),
  ]);
}
