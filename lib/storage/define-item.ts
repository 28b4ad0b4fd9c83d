import { browser } from 'wxt/browser';
import * as z from '@/lib/zod';
import { type Elements, sift } from './partial-parse';
import { packed, type StoredKey, type Writes } from './stored-key';

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
 * Declares the schema that every read of a key goes through, and the migrations to its version: the first of them reads
 * version 1, and so on.
 */
export function defineItem<T>(
  stored: StoredKey<T>,
  schema: z.ZodMiniType<T>,
  { migrations = [], elements, readsLater = false }: ItemOptions = {},
): Item<T> {
  const { area, key, version, fallback } = stored;
  if (version !== migrations.length + 1) throw new Error(`${key}: version ${version} lacks a migration`);
  const pack = (value: unknown) => packed<unknown>(stored, value);

  const read = (raw: unknown): { value?: T; odd?: unknown } => {
    const found = unpack(raw);
    if (!found || found.version < 1 || (found.version > version && !readsLater)) return { odd: raw };
    let value: unknown;
    try {
      value = migrations.slice(found.version - 1).reduce((older, migrate) => migrate(older), found.value);
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
