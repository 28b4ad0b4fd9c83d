import { config, minLength, string } from 'zod/mini';

// By default zod compiles schemas with `new Function`, which the extension's content security policy reports as a
// violation. This has to run before the first schema is made, so every file takes zod from here.
config({ jitless: true });

export * from 'zod/mini';

/** A text of `least` characters or more. Marked as zod's own are: a page that uses no schema loads none of zod. */
// @__NO_SIDE_EFFECTS__
export function minString(least: number) {
  return string().check(minLength(least));
}
