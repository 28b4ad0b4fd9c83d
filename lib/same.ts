/** Whether two values are the same, or lists of the same. */
function isSame(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

/** Whether each field of `a` is the same in `b`. */
export function hasSameFields<T extends object>(a: T, b: T): boolean {
  for (const key in a) if (!isSame(a[key], b[key])) return false;
  return true;
}
