import { z } from '../zod';

/** How every item is stored, so that a later version can tell what it reads. */
const storedSchema = z.object({ version: z.number(), value: z.unknown() });

/** What one or more items become in storage; merge several and set them in one call, which is all or nothing. */
export type Writes = Record<string, { version: number; value: unknown }>;

/** One key of extension storage. */
export interface Item<T> {
  key: string;
  /** The value in `raw` (an answer of `storage.get`); the fallback when it is absent or cannot be read. */
  parse(raw: Record<string, unknown>): T;
  write(value: T): Writes;
}

/** Declares a key, its version and the schema that every read goes through. */
export function defineItem<T>(key: string, version: number, schema: z.ZodMiniType<T>, fallback: T): Item<T> {
  return {
    key,
    parse(raw) {
      const stored = z.safeParse(storedSchema, raw[key]);
      if (!stored.success || stored.data.version !== version) return fallback;
      const value = z.safeParse(schema, stored.data.value);
      return value.success ? value.data : fallback;
    },
    write: (value) => ({ [key]: { version, value } }),
  };
}
