import { config, minLength, string } from 'zod/mini';

// By default zod compiles schemas with `new Function`, which the extension's content security policy reports as a
// violation. This has to run before the first schema is made, so every file takes zod from here.
config({ jitless: true });

export * from 'zod/mini';

/** A text of `least` characters or more. */
export function minString(least: number) {
  return string().check(minLength(least));
}
