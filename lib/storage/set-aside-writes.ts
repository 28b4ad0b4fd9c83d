import * as z from '@/lib/zod';
import type { StoredItem } from './define-item';
import { isRecord } from './partial-parse';
import { divide, takeBack } from './put-back';
import type { Writes } from './stored-key';

// What this version cannot read of an item waits under a key of its own, as a list of values in the form in which they
// were stored. All of this is to happen under the lock that guards the items.

type Stored = Record<string, unknown>;

function asideKey({ key }: StoredItem): string {
  return `set-aside ${key}`;
}

/** The keys of `items` and of what was set aside of them. */
export function keysOf(items: StoredItem[]): string[] {
  return items.flatMap((item) => [item.key, asideKey(item)]);
}

const listSchema = z.array(z.unknown());

function asideOf(item: StoredItem, { [asideKey(item)]: text }: Stored): unknown[] {
  if (text === undefined) return [];
  return listSchema.safeParse(parsed(text)).data ?? [text];
}

/** Moves out of `items` whatever cannot be read. `stored` holds the values under `keysOf(items)`. */
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

/** Puts back whatever of what was set aside can be read now, and has not been replaced since. */
export function restoreWrites(items: StoredItem[], stored: Stored): Writes {
  const writes: Writes = {};
  for (const item of items) {
    let current = stored[item.key];
    const left: unknown[] = [];
    for (const aside of asideOf(item, stored)) {
      const back = takeBack(item, current, aside);
      if (back) current = back.restored;
      const rest = back ? back.odd : aside;
      if (rest !== undefined) left.push(rest);
    }
    if (typeof current === 'string' && current !== stored[item.key]) writes[item.key] = current;
    const text = JSON.stringify(left);
    if (stored[asideKey(item)] !== undefined && text !== stored[asideKey(item)])
      writes[asideKey(item)] = text;
  }
  return writes;
}

/** Deletes what was set aside of any of the connections `ids`, whichever version stored it. */
export function forgetWrites(items: StoredItem[], stored: Stored, ids: string[]): Writes {
  const writes: Writes = {};
  for (const item of items) {
    const before = asideOf(item, stored);
    const left = before.flatMap((aside) => {
      const rest = ids.reduce<unknown>(without, parsed(aside));
      const text = typeof rest === 'string' ? rest : JSON.stringify(rest);
      // Where it cannot be told what belongs to the connection, all of it goes.
      return rest === undefined || ids.some((id) => text.includes(id)) ? [] : text;
    });
    if (before.length > 0) writes[asideKey(item)] = JSON.stringify(left);
  }
  return writes;
}

/** Deletes all that was set aside of `items`. */
export function forgetAllWrites(items: StoredItem[], stored: Stored): Writes {
  const keys = items.map(asideKey).filter((key) => key in stored);
  return Object.fromEntries(keys.map((key) => [key, '[]']));
}

/** `value` without whatever is stored under `id` or names it; undefined when `value` itself is or names it. */
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

/** Parses a stored text when it is JSON; otherwise returns it as it is. */
function parsed(stored: unknown): unknown {
  if (typeof stored !== 'string') return stored;
  try {
    return JSON.parse(stored);
  } catch {
    return stored;
  }
}
