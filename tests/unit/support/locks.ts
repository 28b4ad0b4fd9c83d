/**
 * The part of the Web Locks API that the worker uses, which Node only has since version 24: each name has one holder,
 * and others wait in order.
 */
export function createLocks() {
  const tails = new Map<string, Promise<unknown>>();
  return {
    request<T>(name: string, callback: () => Promise<T>): Promise<T> {
      const held = (tails.get(name) ?? Promise.resolve()).then(callback, callback);
      tails.set(
        name,
        held.catch(() => undefined),
      );
      return held;
    },
  };
}
