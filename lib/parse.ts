/**
 * What the extension needs of a schema: the part of Standard Schema (standardschema.dev) that zod's schemas have, and
 * that the build gives to what it compiles them to.
 */
export interface Schema<T> {
  readonly '~standard': {
    validate(value: unknown): Parsed<T> | Promise<Parsed<T>>;
  };
}

type Parsed<T> = { readonly value: T; readonly issues?: undefined } | { readonly issues: readonly unknown[] };

/** `value` as `schema` reads it, or null when it does not fit. */
export function parse<T>(schema: Schema<T>, value: unknown): { value: T } | null {
  const parsed = schema['~standard'].validate(value);
  return 'value' in parsed ? parsed : null;
}

/**
 * What `read` makes of each element of `values`, and how many it could make nothing of: an element that cannot be
 * read hides no other.
 */
export function readEach<T>(values: unknown[], read: (value: unknown) => T | null) {
  const items = values.map(read).filter((item) => item !== null);
  return { items, unreadable: values.length - items.length };
}
