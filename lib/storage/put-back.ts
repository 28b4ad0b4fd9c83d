import type { StoredItem } from './define-item';
import { type Elements, isRecord } from './partial-parse';

// Only for the worker, which sets unreadable data aside and puts it back once it can be read.

/** Splits a stored value into its readable and unreadable parts, both in stored form; null if all of it can be read. */
export function divide(item: StoredItem, stored: unknown): { readable: string; odd: unknown } | null {
  const { value, odd } = stored === undefined ? {} : item.read(stored);
  return odd === undefined ? null : { readable: item.pack(value === undefined ? item.fallback : value), odd };
}

/**
 * Adds what can be read of a value that was set aside to the stored value. `odd` is what still cannot be read,
 * undefined if there is nothing left. Null if nothing can be put back.
 */
export function takeBack(
  item: StoredItem,
  stored: unknown,
  aside: unknown,
): { restored: string; odd: unknown } | null {
  const { value, odd } = item.read(aside);
  const current = stored === undefined ? undefined : item.read(stored).value;
  const merged = value === undefined ? undefined : merge(current, value, item.elements);
  const restored = merged === undefined ? undefined : item.check(merged);
  return restored === undefined ? null : { restored: item.pack(restored), odd };
}

/**
 * Adds those elements of `found` to `current` that it does not have; if both have one, the current one stays. Undefined
 * if the two cannot be merged.
 */
function merge(current: unknown, found: unknown, elements: Elements | undefined): unknown {
  if (current === undefined || current === null) return found;
  if (!elements) return undefined;
  if (elements.in === undefined) return mergeEach(current, found, elements);
  if (!isRecord(current) || !isRecord(found)) return undefined;
  const { in: field, under } = elements;
  if (under && JSON.stringify(current[under]) !== JSON.stringify(found[under])) return undefined;
  return { ...current, [field]: mergeEach(current[field], found[field], elements) };
}

function mergeEach(current: unknown, found: unknown, { id, elements }: Elements): unknown {
  if (Array.isArray(current) && Array.isArray(found)) {
    const keyOf = (element: unknown) =>
      JSON.stringify(id?.map((field) => isRecord(element) && element[field]));
    const known = new Set(current.map(keyOf));
    return [...current, ...found.filter((element) => !known.has(keyOf(element)))];
  }
  if (!isRecord(current) || !isRecord(found)) return current;
  const both = Object.keys(found).filter((key) => key in current);
  const merged = both.map((key) => [key, merge(current[key], found[key], elements) ?? current[key]]);
  return { ...found, ...current, ...Object.fromEntries(merged) };
}
