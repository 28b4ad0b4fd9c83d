import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { defineItem } from '@/lib/storage/define-item';
import { storedKey } from '@/lib/storage/stored-key';

const schema = z.object({ name: z.string() });
const fallback = { name: 'fallback' };

describe('an item', () => {
  const item = defineItem(storedKey('local', 'key', fallback), schema);

  it('reads what it wrote', () => {
    expect(item.parse(item.toWrites({ name: 'a' }))).toEqual({ name: 'a' });
  });

  it('is stored as text, with its version', () => {
    expect(item.toWrites({ name: 'a' })).toEqual({ key: '{"version":1,"value":{"name":"a"}}' });
  });

  it('reads what was stored as objects', () => {
    expect(item.parse({ key: { version: 1, value: { name: 'a' } } })).toEqual({ name: 'a' });
  });

  it('reports each time that a value cannot be read', () => {
    const unreadable: string[] = [];
    item.parse({ key: 'text' }, unreadable);
    item.parse({ key: 'text' }, unreadable);
    expect(unreadable).toEqual(['key', 'key']);
  });

  it.each([
    ['nothing', {}, false],
    ['text', { key: 'text' }, true],
    ['no version', { key: { value: { name: 'a' } } }, true],
    ['another shape', { key: { version: 1, value: { name: 7 } } }, true],
    ['a version that is not yet known', { key: { version: 2, value: { name: 'a' } } }, true],
    ['version 0', { key: { version: 0, value: { name: 'a' } } }, true],
  ])('falls back to the default for %s', (_, raw, isUnreadable) => {
    const unreadable: string[] = [];
    expect(item.parse(raw, unreadable)).toEqual(fallback);
    expect(unreadable).toEqual(isUnreadable ? ['key'] : []);
  });
});

describe('migrations', () => {
  const third = defineItem(storedKey('local', 'key', fallback, 3), schema, {
    migrations: [
      (value) => ({ title: String(value) }),
      (value) => ({ name: z.parse(z.object({ title: z.string() }), value).title }),
    ],
  });

  it.each([
    [1, 'a'],
    [2, { title: 'a' }],
    [3, { name: 'a' }],
  ])('convert version %i to the current one', (version, value) => {
    expect(third.parse({ key: { version, value } })).toEqual({ name: 'a' });
  });

  it('that fail make the item unreadable but do not crash the worker', () => {
    const raw = { key: { version: 2, value: null } };
    const unreadable: string[] = [];
    expect(third.parse(raw, unreadable)).toEqual(fallback);
    expect(unreadable).toEqual(['key']);
  });
});
