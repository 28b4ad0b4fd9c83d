import { browser } from 'wxt/browser';
import * as z from '@/lib/zod';
import { type Elements, sift } from './partial-parse';

/** What one or more items become in storage; merge several of one area and set them in one call, which is all or nothing. */
export type Writes = Record<string, string>;

type Area = 'local' | 'session' | 'sync';

/** Turns a value of one version into the next version's. */
type Migration = (value: unknown) => unknown;

/** One key of extension storage. */
export interface Item<T> extends StoredItem {
  /**
   * The value in `raw` (an answer of `storage.get`), without the elements that cannot be read; the fallback when it is
   * absent or nothing of it can be read. What cannot be read adds the key to `unreadable`.
   */
  parse(raw: Record<string, unknown>, unreadable?: string[]): T;
  /** What to hand to `storage.set`. */
  toWrites(value: T): Writes;
  get(): Promise<T>;
  set(value: T): Promise<void>;
}

/** An item as put-back.ts sees it: by what is stored, whatever the value. */
export interface StoredItem {
  key: string;
  elements: Elements | undefined;
  fallback: unknown;
  /** `value` is undefined when nothing can be read, `odd` when everything can. */
  read(raw: unknown): { value?: unknown; odd?: unknown };
  /** Undefined when that is no value of this item. */
  check(value: unknown): unknown;
  /** A value as it is stored. */
  pack(value: unknown): string;
}

/** How every item is stored, so that a later version can tell what it reads. */
const storedSchema = z.object({ version: z.number(), value: z.optional(z.unknown()) });

/** What is stored under a key and the version that stored it; null when it has not that form. */
export function unpack(raw: unknown): z.infer<typeof storedSchema> | null {
  try {
    return storedSchema.parse(typeof raw === 'string' ? JSON.parse(raw) : raw);
  } catch {
    return null;
  }
}

interface ItemOptions {
  migrations?: Migration[];
  /** Where its elements are, when one that cannot be read must not cost the others. */
  elements?: Elements;
  /** Read whatever a later version stored, for a schema in which every field falls back by itself. */
  readsLater?: boolean;
}

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
  { migrations = [], elements, readsLater = false }: ItemOptions = {},
): Item<T> {
  const version = migrations.length + 1;
  const pack = (value: unknown) => JSON.stringify({ version, value });

  const read = (raw: unknown): { value?: T; odd?: unknown } => {
    const stored = unpack(raw);
    if (!stored || stored.version < 1 || (stored.version > version && !readsLater)) return { odd: raw };
    let value: unknown;
    try {
      value = migrations.slice(stored.version - 1).reduce((older, migrate) => migrate(older), stored.value);
    } catch {
      return { odd: raw };
    }
    const whole = schema.safeParse(value);
    if (whole.success) return { value: whole.data };
    const { good, odd } = sift(value, schema, elements);
    const rest = schema.safeParse(good);
    return good !== undefined && rest.success ? { value: rest.data, odd: pack(odd) } : { odd: raw };
  };

  const item: Item<T> = {
    key,
    elements,
    fallback,
    read,
    check: (value) => schema.safeParse(value).data,
    pack,
    parse({ [key]: raw }, unreadable) {
      if (raw === undefined) return fallback;
      const { value, odd } = read(raw);
      if (odd !== undefined) unreadable?.push(key);
      return value === undefined ? fallback : value;
    },
    toWrites: (value) => ({ [key]: pack(value) }),
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
