import * as z from '@/lib/zod';
import type { StoredItem } from './define-item';
import { isRecord } from './partial-parse';
import { divide, takeBack } from './put-back';
import type { Writes } from './stored-key';

// The parts of an item that this version cannot read wait under a separate key, as a list of values in their stored form.
// All of this must happen under the lock that guards the items.

type Stored = Record<string, unknown>;

function asideKey({ key }: StoredItem): string {
  return `set-aside ${key}`;
}

/** The keys of `items` and of their set-aside parts. */
export function keysOf(items: StoredItem[]): string[] {
  return items.flatMap((item) => [item.key, asideKey(item)]);
}

const listSchema = z.array(z.unknown());

function asideOf(item: StoredItem, { [asideKey(item)]: text }: Stored): unknown[] {
  if (text === undefined) return [];
  return listSchema.safeParse(parsed(text)).data ?? [text];
}

/** Moves everything that cannot be read out of `items`. `stored` holds the values under `keysOf(items)`. */
export function asideWrites(items: StoredItem[], stored: Stored): Writes {
  const writes: Writes = {};
  for (const item of items) {
    const parts = divide(item, stored[item.key]);
    if (!parts) continue;
    writes[item.key] = parts.readable;
    writes[asideKey(item)] = JSON.stringify([...asideOf(item, stored), parts.odd]);
  }
  return writes;
}

/** Puts back the set-aside parts that can be read now and have not been replaced since. */
export function restoreWrites(items: StoredItem[], stored: Stored): Writes {
  const writes: Writes = {};
  for (const item of items) {
    let current = stored[item.key];
    const remaining: unknown[] = [];
    for (const aside of asideOf(item, stored)) {
      const merged = takeBack(item, current, aside);
      if (merged) current = merged.restored;
      const rest = merged ? merged.odd : aside;
      if (rest !== undefined) remaining.push(rest);
    }
    if (typeof current === 'string' && current !== stored[item.key]) writes[item.key] = current;
    const text = JSON.stringify(remaining);
    if (stored[asideKey(item)] !== undefined && text !== stored[asideKey(item)])
      writes[asideKey(item)] = text;
  }
  return writes;
}

/** Deletes the set-aside parts of the connections `ids`, whichever version stored them. */
export function forgetWrites(items: StoredItem[], stored: Stored, ids: string[]): Writes {
  const writes: Writes = {};
  for (const item of items) {
    const before = asideOf(item, stored);
    const remaining = before.flatMap((aside) => {
      const rest = ids.reduce<unknown>(without, parsed(aside));
      const text = typeof rest === 'string' ? rest : JSON.stringify(rest);
      // If it is unclear which part belongs to the connection, delete all of it.
      return rest === undefined || ids.some((id) => text.includes(id)) ? [] : text;
    });
    if (before.length > 0) writes[asideKey(item)] = JSON.stringify(remaining);
  }
  return writes;
}

/** Deletes all set-aside parts of `items`. */
export function forgetAllWrites(items: StoredItem[], stored: Stored): Writes {
  const keys = items.map(asideKey).filter((key) => key in stored);
  return Object.fromEntries(keys.map((key) => [key, '[]']));
}

/** `value` without anything that is stored under `id` or mentions it; undefined if `value` itself is or mentions it. */
function without(value: unknown, id: string): unknown {
  if (Array.isArray(value)) return value.map((one) => without(one, id)).filter((one) => one !== undefined);
  if (!isRecord(value)) return value === id ? undefined : value;
  if (Object.values(value).includes(id)) return undefined;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== id)
      .map(([key, one]) => [key, without(one, id)] as const)
      .filter(([, one]) => one !== undefined),
  );
}

/** Parses a stored text if it is JSON; otherwise returns it unchanged. */
function parsed(stored: unknown): unknown {
  if (typeof stored !== 'string') return stored;
  try {
    return JSON.parse(stored);
  } catch {
    return stored;
  }
}
