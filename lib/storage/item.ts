import { parse, type Schema } from '../parse';
import { storedSchema } from './schemas';

/** What one or more items become in storage; merge several and set them in one call, which is all or nothing. */
export type Writes = Record<string, unknown>;

/** Turns a value of one version into the next version's. */
export type Migration = (value: unknown) => unknown;

/** One key of extension storage. */
export interface Item<T> {
  key: string;
  /**
   * The value in `raw` (an answer of `storage.get`); the fallback when it is absent or cannot be read. In the latter case
   * the key is added to `unreadable`.
   */
  parse(raw: Record<string, unknown>, unreadable?: string[]): T;
  write(value: T): Writes;
}

/**
 * Declares a key and the schema that every read goes through. Its version is one more than the number of
 * `migrations`: the first of them reads version 1, and so on.
 */
export function defineItem<T>(
  key: string,
  schema: Schema<T>,
  fallback: T,
  migrations: Migration[] = [],
): Item<T> {
  const version = migrations.length + 1;

  const read = (raw: Record<string, unknown>): { value: T } | null => {
    const stored = parse(storedSchema, raw[key])?.value;
    if (!stored || stored.version < 1 || stored.version > version) return null;
    return parse(schema, migrated(stored.value, migrations.slice(stored.version - 1)));
  };

  return {
    key,
    parse(raw, unreadable) {
      const found = read(raw);
      if (!found && raw[key] !== undefined) unreadable?.push(key);
      return found?.value ?? fallback;
    },
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
