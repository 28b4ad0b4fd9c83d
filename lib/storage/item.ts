import { z } from '../zod';

/** How every item is stored, so that a later version can tell what it reads. */
const storedSchema = z.object({ version: z.number(), value: z.unknown() });

/** What one or more items become in storage; merge several and set them in one call, which is all or nothing. */
export type Writes = Record<string, unknown>;

/** Turns a value of one version into the next version's. */
export type Migration = (value: unknown) => unknown;

/** One key of extension storage. */
export interface Item<T> {
  key: string;
  /** The value in `raw` (an answer of `storage.get`); the fallback when it is absent or cannot be read. */
  parse(raw: Record<string, unknown>): T;
  /** Whether `raw` holds something under the key that cannot be read. */
  isUnreadable(raw: Record<string, unknown>): boolean;
  write(value: T): Writes;
}

/**
 * Declares a key and the schema that every read goes through. Its version is one more than the number of
 * `migrations`: the first of them reads version 1, and so on.
 */
export function defineItem<T>(
  key: string,
  schema: z.ZodMiniType<T>,
  fallback: T,
  migrations: Migration[] = [],
): Item<T> {
  const version = migrations.length + 1;

  const read = (raw: Record<string, unknown>): { value: T } | null => {
    const stored = z.safeParse(storedSchema, raw[key]);
    if (!stored.success || stored.data.version < 1 || stored.data.version > version) return null;
    const value = migrated(stored.data.value, migrations.slice(stored.data.version - 1));
    const parsed = z.safeParse(schema, value);
    return parsed.success ? { value: parsed.data } : null;
  };

  return {
    key,
    parse: (raw) => read(raw)?.value ?? fallback,
    isUnreadable: (raw) => raw[key] !== undefined && read(raw) === null,
    write: (value) => ({ [key]: { version, value } }),
  };
}

function migrated(value: unknown, migrations: Migration[]): unknown {
  try {
    return migrations.reduce((older, migrate) => migrate(older), value);
  } catch {
    return undefined;
  }
}
