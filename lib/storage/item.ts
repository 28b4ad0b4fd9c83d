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
 * `migrations`: the first of them reads version 1, and so on. Stored as JSON text, which browsers hand over in a
 * quarter of the time that the same takes as objects. With `remembers`, for long ones that are no secret, the same text
 * read again is the same value, not to be changed.
 */
export function defineItem<T>(
  key: string,
  schema: Schema<T>,
  fallback: T,
  migrations: Migration[] = [],
  remembers = false,
): Item<T> {
  const version = migrations.length + 1;
  let last: { raw: unknown; found: { value: T } | null } | undefined;

  const read = (raw: unknown): { value: T } | null => {
    try {
      const stored = parse(storedSchema, typeof raw === 'string' ? JSON.parse(raw) : raw)?.value;
      if (!stored || stored.version < 1 || stored.version > version) return null;
      const older = migrations.slice(stored.version - 1);
      return parse(
        schema,
        older.reduce((value, migrate) => migrate(value), stored.value),
      );
    } catch {
      // No JSON, or not what a migration takes.
      return null;
    }
  };

  return {
    key,
    parse({ [key]: raw }, unreadable) {
      const found = last && last.raw === raw ? last.found : read(raw);
      if (remembers) last = { raw, found };
      if (!found && raw !== undefined) unreadable?.push(key);
      return found?.value ?? fallback;
    },
    write: (value) => ({ [key]: JSON.stringify({ version, value }) }),
  };
}
