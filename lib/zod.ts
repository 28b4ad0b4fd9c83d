import { config, minLength, refine, string } from 'zod/mini';

// By default zod compiles schemas with `new Function`, which the extension's content security policy reports as a
// violation. This has to run before the first schema is created, so every file imports zod from here.
config({ jitless: true });

export * from 'zod/mini';

/** A string of at least `least` characters. Annotated like zod's own, so a page without schemas does not load zod. */
// @__NO_SIDE_EFFECTS__
export function minString(least: number) {
  return string().check(minLength(least));
}

/** A string for which `test` is true. Annotated for the same reason. */
// @__NO_SIDE_EFFECTS__
export function stringWhere(test: (text: string) => boolean) {
  return string().check(refine(test));
}
