import { browser } from 'wxt/browser';
import * as z from '@/lib/zod';
import { type Elements, sift } from './partial-parse';
import { packed, type StoredKey, type Writes } from './stored-key';

/** Converts a value from one version to the next. */
type Migration = (value: unknown) => unknown;

/** One key of extension storage. */
export interface Item<T> extends StoredItem {
  /**
   * The value in `raw` (a result of `storage.get`), without unreadable elements; the fallback if it is missing or
   * entirely unreadable. If anything is unreadable, adds the key to `unreadable`.
   */
  parse(raw: Record<string, unknown>, unreadable?: string[]): T;
  /** What to pass to `storage.set`. */
  toWrites(value: T): Writes;
  get(): Promise<T>;
  set(value: T): Promise<void>;
}

/** An item as put-back.ts sees it, without the type of its value. */
export interface StoredItem {
  key: string;
  elements: Elements | undefined;
  fallback: unknown;
  /** `value` is undefined if nothing can be read, `odd` if everything can. */
  read(raw: unknown): { value?: unknown; odd?: unknown };
  /** Undefined if `value` is not valid for this item. */
  check(value: unknown): unknown;
  /** A value in its stored form. */
  pack(value: unknown): string;
}

/** The stored form of every item. The version tells later versions what they are reading. */
const storedSchema = z.object({ version: z.number(), value: z.optional(z.unknown()) });

/** The stored value and the version that stored it; null if `raw` does not have that form. */
export function unpack(raw: unknown): z.infer<typeof storedSchema> | null {
  try {
    return storedSchema.parse(typeof raw === 'string' ? JSON.parse(raw) : raw);
  } catch {
    return null;
  }
}

interface ItemOptions {
  migrations?: Migration[];
  /** Where its elements are, if one that cannot be read must not affect the others. */
  elements?: Elements;
  /** Whether to read values from later versions too, for a schema in which every field has its own fallback. */
  readsLater?: boolean;
}

/**
 * Declares the schema that checks every read of a key, and the migrations to its version: the first one reads version
 * 1, and so on.
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
