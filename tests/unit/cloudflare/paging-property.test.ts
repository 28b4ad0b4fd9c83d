import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fetchAllPages } from '@/lib/cloudflare/list-pages';
import { samples } from '../../support/samples';
import { cursorAfter, type Slice, serve } from './page-server';

const absurd = fc.constantFrom<unknown>(-1, 0, 1e9, 1e300, 'NaN', '', '1e9', 2.5, null, true, [], {});
const asNumberOrText = fc.constantFrom<(count: number) => unknown>((count) => count, String);

const anyFields = fc.subarray([
  'total_count',
  'total_pages',
  'count',
  'per_page',
  'cursor',
  'cursors',
] as const);

/** One item that moves, disappears or is added before request number `at`. */
const change = fc.record({
  kind: fc.constantFrom('move', 'remove', 'add'),
  at: fc.integer({ min: 1, max: 6 }),
  from: fc.nat(),
  to: fc.nat(),
});

const model = fc.record({
  count: fc.oneof(fc.nat(130), fc.constantFrom(20, 50, 100, 2100)),
  roundSize: fc.constantFrom(20, 25, 50),
  oddSize: fc.constantFrom(1, 7, 20, 49),
  ignores: fc.subarray(['page', 'per_page', 'cursor'] as const),
  fields: anyFields,
  write: asNumberOrText,
  /** Sent instead of the true `total_count`. */
  falseTotal: fc.option(absurd),
  trustsTotal: fc.boolean(),
  plainFirst: fc.boolean(),
  change: fc.option(change),
  failsAt: fc.option(fc.integer({ min: 1, max: 6 })),
  failsWith: fc.constantFrom('rate-limited' as const, 'server-error' as const),
});

/** Items of every JSON type, each once. */
const itemOf = (index: number) => [{ id: index }, `item ${index}`, index, [index]][index % 4];

it('a list has every item that was there all the time or says that it is incomplete, in few requests', async () => {
  await fc.assert(
    fc.asyncProperty(model, fc.scheduler(), async (server, scheduler) => {
      const { fields, write, falseTotal, trustsTotal, plainFirst, failsAt } = server;
      const before = Array.from({ length: server.count }, (_, index) => itemOf(index));
      const sendsTotal = fields.includes('total_count') && falseTotal === null;
      // Only a total reveals that an item disappeared.
      const isSeen = server.change?.kind !== 'remove' || sendsTotal;
      const happening = isSeen ? server.change : null;
      const after = happening ? changed(before, happening) : before;
      const pageInfo = (slice: Slice) => {
        const info = resultInfo(slice, fields, write);
        const unfiltered = trustsTotal ? undefined : write(slice.all.length + 300);
        const total = falseTotal ?? unfiltered;
        return fields.includes('total_count') && total !== undefined ? { ...info, total_count: total } : info;
      };
      const { fetchPage, asked } = serve({
        listAt: (request) => (happening && request >= happening.at ? after : before),
        // A page size that is not sent is a round number.
        size: fields.includes('per_page') ? server.oddSize : server.roundSize,
        ignores: server.ignores,
        pageInfo,
        failsWith: (_, request) => (request === failsAt ? server.failsWith : null),
      });
      const result = await scheduler.waitFor(
        fetchAllPages({
          fetchPage: (query) => scheduler.schedule(Promise.resolve()).then(() => fetchPage(query)),
          plainFirst,
          trustsTotal,
        }),
      );

      expect(asked.length).toBeLessThanOrEqual(41);
      const numbers = asked.flatMap(({ page }) => page ?? []);
      expect(new Set(numbers).size).toBe(numbers.length);
      if (!result.ok) throw new Error('the first page was good');
      const { items, complete, interruptedBy } = result.value;
      const texts = new Set(items.map((item) => JSON.stringify(item)));
      expect(texts.size).toBe(items.length);
      const failed = failsAt !== null && failsAt < asked.length;
      expect(interruptedBy?.reason ?? null).toBe(failed ? server.failsWith : null);
      if (!complete) return;
      const stayed = before.filter((item) => after.includes(item));
      expect(stayed.filter((item) => !texts.has(JSON.stringify(item)))).toEqual([]);
    }),
    { numRuns: samples(10_000) },
  );
}, 120_000);

it('a list is complete if the server is honest and the list does not change', async () => {
  const honest = fc.record({
    count: fc.nat(790),
    roundSize: fc.constantFrom(20, 25, 50),
    oddSize: fc.integer({ min: 20, max: 50 }),
    fields: anyFields,
    write: asNumberOrText,
    ignoresSize: fc.boolean(),
    trustsTotal: fc.boolean(),
    plainFirst: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(honest, async ({ fields, trustsTotal, plainFirst, ...server }) => {
      const items = Array.from({ length: server.count }, (_, index) => itemOf(index));
      const { fetchPage, asked } = serve({
        listAt: () => items,
        size: fields.includes('per_page') ? server.oddSize : server.roundSize,
        ignores: server.ignoresSize ? ['per_page'] : [],
        pageInfo: (slice) => resultInfo(slice, fields, server.write),
      });
      const result = await fetchAllPages({ fetchPage, plainFirst, trustsTotal });
      expect(result).toMatchObject({ value: { complete: true, interruptedBy: null } });
      expect(result.ok && result.value.items).toHaveLength(server.count);
      if (server.count < 20) expect(asked).toHaveLength(1);
    }),
    { numRuns: samples(3_000) },
  );
}, 120_000);

type InfoField = 'total_count' | 'total_pages' | 'count' | 'per_page' | 'cursor' | 'cursors';

/** A true `result_info` with the fields in `fields`; none if that is empty. */
function resultInfo(slice: Slice, fields: InfoField[], write: (count: number) => unknown) {
  const values = {
    total_count: write(slice.all.length),
    total_pages: write(Math.ceil(slice.all.length / slice.size)),
    count: write(slice.items.length),
    per_page: write(slice.size),
    cursor: cursorAfter(slice),
    cursors: { after: cursorAfter(slice) },
  };
  return fields.length > 0 ? Object.fromEntries(fields.map((name) => [name, values[name]])) : undefined;
}

function changed(list: unknown[], { kind, from, to }: { kind: string; from: number; to: number }): unknown[] {
  const copy = [...list];
  const taken = kind === 'add' ? ['new'] : copy.splice(from % (copy.length + 1), 1);
  if (kind !== 'remove') copy.splice(to % (copy.length + 1), 0, ...taken);
  return copy;
}
