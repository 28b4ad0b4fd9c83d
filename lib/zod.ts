import * as z from 'zod/mini';

// Without this zod compiles schemas with `new Function`, which the extension's CSP reports as a violation.
z.config({ jitless: true });

export { z };

/**
 * A list that keeps what it can read: an element that does not fit `element` is dropped and hides no other.
 * Returns the elements and the number dropped.
 */
export function listOf<T>(element: z.ZodMiniType<T>) {
  return z.pipe(
    z.array(z.unknown()),
    z.transform((values: unknown[]) => {
      const items: T[] = [];
      for (const value of values) {
        const parsed = z.safeParse(element, value);
        if (parsed.success) items.push(parsed.data);
      }
      return { items, unreadable: values.length - items.length };
    }),
  );
}
