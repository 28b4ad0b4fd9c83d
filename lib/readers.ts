/**
 * What the build writes schemas as: a reader takes any JSON value and returns what the schema makes of it, or
 * `misfit`. Each does what zod's schema of that kind does, in a fraction of its size and time; a test holds them to it.
 */
export type Reader<T = unknown> = (value: unknown) => T | typeof misfit;

/** What a reader returns for a value that does not fit. */
export const misfit = Symbol();

/** The schema, as `parse` takes it, that reads with what `make` makes when it is first needed. */
export function schema<T>(make: () => Reader<T>) {
  let read: Reader<T> | undefined;
  return {
    '~standard': {
      validate(input: unknown) {
        read ??= make();
        const value = read(input);
        return value === misfit ? { issues: [] } : { value };
      },
    },
  };
}

export const unknown: Reader = (value) => value;
export const string: Reader = (value) => (typeof value === 'string' ? value : misfit);
export const number: Reader = (value) => (Number.isFinite(value) ? value : misfit);
export const boolean: Reader = (value) => (typeof value === 'boolean' ? value : misfit);

export function oneOf(...values: unknown[]): Reader {
  return (value) => (values.includes(value) ? value : misfit);
}

export function nullable(read: Reader): Reader {
  return (value) => (value === null ? null : read(value));
}

export function optional(read: Reader): Reader {
  return (value) => (value === undefined ? undefined : read(value));
}

/** Both at once: most fields of Cloudflare's answers are that. */
export function nullish(read: Reader): Reader {
  return (value) => (value === undefined || value === null ? value : read(value));
}

export function defaulted(read: Reader, missing: unknown): Reader {
  return (value) => (value === undefined ? missing : read(value));
}

export function caught(read: Reader, instead: unknown): Reader {
  return (value) => {
    const result = read(value);
    return result === misfit ? instead : result;
  };
}

/** A string or a list of at least `length`; a character that takes two code units counts as one. */
export function atLeast(read: Reader, length: number): Reader {
  return (value) => {
    const result = read(value);
    const size = typeof result === 'string' || Array.isArray(result) ? [...result].length : 0;
    return size < length ? misfit : result;
  };
}

/** A number for which `test` holds. */
export function passing(read: Reader, test: (value: number) => boolean): Reader {
  return (value) => {
    const result = read(value);
    return typeof result === 'number' && test(result) ? result : misfit;
  };
}

export function array(read: Reader): Reader {
  return (value) => {
    if (!Array.isArray(value)) return misfit;
    if (value.every((element) => read(element) === element)) return value;
    const items = value.map(read);
    return items.includes(misfit) ? misfit : items;
  };
}

export function record(read: Reader): Reader {
  return (value) => {
    if (!isObject(value)) return misfit;
    const result: Record<string, unknown> = {};
    for (const [key, entry] of Object.entries(value)) {
      // Set like any other, it would be the result's prototype.
      if (key === '__proto__') continue;
      const item = read(entry);
      if (item === misfit) return misfit;
      result[key] = item;
    }
    return result;
  };
}

/** What is as it is read is not copied: 2,000 invitations in storage are. */
export function object(shape: Record<string, Reader>): Reader {
  const fields = Object.entries(shape);
  return (value) => {
    if (!isObject(value)) return misfit;
    let isAsRead = Object.keys(value).length === fields.length;
    // Not taken apart in the loop's head: that goes through an iterator for each field.
    for (const field of fields) {
      const part = value[field[0]];
      const read = field[1](part);
      if (read === misfit) return misfit;
      isAsRead &&= read === part && (part !== undefined || field[0] in value);
    }
    return isAsRead ? value : Object.fromEntries(fields.map(([key, read]) => [key, read(value[key])]));
  };
}

/** One of several objects, told apart by the value of `key`, which is not in their shapes. */
export function tagged(key: string, ...options: [tag: unknown, shape: Record<string, Reader>][]): Reader {
  const readers = new Map(options.map(([tag, shape]) => [tag, object({ [key]: unknown, ...shape })]));
  return (value) => (isObject(value) && readers.get(value[key])?.(value)) || misfit;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
