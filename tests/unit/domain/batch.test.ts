import { expect, it } from 'vitest';
import { progressOf } from '@/lib/domain/batch';
import type { Choice } from '@/lib/domain/outbox';
import { entry } from './make';

const items = ['a', 'b', 'c'].map(
  (key): Choice => ({ connectionId: 'c1', key, routes: [], answer: 'accepted', name: key }),
);

it('progressOf counts cancelled answers in the total', () => {
  const outbox = [entry({ key: 'b', phase: 'failed' }), entry({ key: 'c', phase: 'sent' })];
  expect(progressOf({ items, cancelled: 2 }, outbox)).toMatchObject({
    total: 5,
    done: 1,
    underWay: 1,
    failed: [{ item: items[1] }],
    cancelled: 2,
  });
});
