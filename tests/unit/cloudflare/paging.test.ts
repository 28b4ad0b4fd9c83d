import { describe, expect, it } from 'vitest';
import { fetchAllPages } from '@/lib/cloudflare/list-pages';
import { clientOf, invite, json, nowMs, refusal, success } from './network';
import { cursorAfter, type PageServer, type Slice, serve } from './page-server';

const items = (count: number) => Array.from({ length: count }, (_, id) => ({ id }));
const large = (page: number) => ({ page: String(page), per_page: '50' });

/** Fetches the list of `server` as invitations are fetched, and returns the queries too. */
async function invitationsFrom(server: PageServer) {
  const { fetchPage, asked } = serve(server);
  const result = await fetchAllPages({ fetchPage, plainFirst: true, trustsTotal: true });
  if (!result.ok) throw new Error(`a failure: ${result.failure.reason}`);
  return { ...result.value, asked };
}

/** The same for a filtered list. */
async function pendingFrom(server: PageServer) {
  const { fetchPage, asked } = serve(server);
  const result = await fetchAllPages({ fetchPage, plainFirst: false, trustsTotal: false });
  if (!result.ok) throw new Error(`a failure: ${result.failure.reason}`);
  return { ...result.value, asked };
}

describe.each<[string, number, (slice: Slice) => unknown]>([
  ['total_count', 17, ({ all }) => ({ total_count: all.length })],
  ['total_count as text', 17, ({ all }) => ({ total_count: ` ${all.length}` })],
  ['total_pages', 17, ({ all, size }) => ({ total_pages: Math.ceil(all.length / size) })],
  ['total_pages as text', 17, ({ all, size }) => ({ total_pages: String(Math.ceil(all.length / size)) })],
  ['the count of all', 17, ({ all }) => ({ count: all.length })],
  ['per_page', 17, ({ size }) => ({ per_page: size })],
  [
    'count and per_page as text',
    17,
    ({ items: { length }, size }) => ({ count: `${length}`, per_page: `${size}` }),
  ],
  ['their round size alone', 20, () => undefined],
])('pages described by %s', (_, size, pageInfo) => {
  it('are all fetched', async () => {
    for (const count of [45, 120]) {
      const list = await invitationsFrom({ listAt: () => items(count), size, pageInfo });
      expect(list).toMatchObject({ items: items(count), complete: true, interruptedBy: null });
    }
    const small = await invitationsFrom({ listAt: () => items(45), size, pageInfo, ignores: ['per_page'] });
    expect(small).toMatchObject({ items: items(45), complete: true });
  });

  it('take one request if there is only one page', async () => {
    for (const count of [0, 1, 16]) {
      const { complete, asked } = await invitationsFrom({ listAt: () => items(count), size, pageInfo });
      expect([complete, asked]).toEqual([true, [{}]]);
    }
  });

  it('are reported as missing if they cannot be requested', async () => {
    const list = await invitationsFrom({
      listAt: () => items(45),
      size,
      pageInfo,
      ignores: ['page', 'per_page'],
    });
    expect(list).toMatchObject({ items: items(size), complete: false });
    expect(list.asked).toEqual([{}, large(1), large(2)]);
  });
});

it('a list of 37 without paging information is not taken for a page', async () => {
  const list = await invitationsFrom({ listAt: () => items(37), size: 100 });
  expect(list).toMatchObject({ complete: true, asked: [{}] });
});

it('a list that is shorter than its plain page says is incomplete', async () => {
  const pageInfo = ({ size }: Slice) => (size === 20 ? { total_count: 45 } : undefined);
  const list = await invitationsFrom({ listAt: (request) => items(request === 0 ? 45 : 31), pageInfo });
  expect(list).toMatchObject({ items: items(31), complete: false });
});

describe('cursors', () => {
  const cursorInfos: [string, (slice: Slice) => unknown][] = [
    ['cursor', (slice) => ({ count: slice.items.length, cursor: cursorAfter(slice) })],
    ['cursors.after', (slice) => ({ count: slice.items.length, cursors: { after: cursorAfter(slice) } })],
  ];
  it.each(cursorInfos)('in %s are followed to the end', async (_, pageInfo) => {
    const list = await invitationsFrom({ listAt: () => items(45), pageInfo });
    expect(list).toMatchObject({ items: items(45), complete: true });
    expect(list.asked).toEqual([{}, { cursor: '20' }, { cursor: '40' }]);
    const pending = await pendingFrom({ listAt: () => items(120), pageInfo });
    expect(pending.asked).toEqual([
      large(1),
      { cursor: '50', per_page: '50' },
      { cursor: '100', per_page: '50' },
    ]);
    expect(pending).toMatchObject({ items: items(120), complete: true });
  });

  it.each(cursorInfos)(
    'in %s that lead back to the same page are not followed again, and the list is incomplete',
    async (_, pageInfo) => {
      const list = await invitationsFrom({ listAt: () => items(45), pageInfo, ignores: ['cursor'] });
      expect(list).toMatchObject({ items: items(20), complete: false });
      expect(list.asked).toHaveLength(2);
    },
  );

  it('end at an empty page, unless it has a new cursor, which means that there may be more', async () => {
    for (const last of [null, 'z']) {
      const pageInfo = ({ start }: Slice) => ({ cursor: start === 0 ? '20' : last });
      const list = await invitationsFrom({ listAt: () => items(20), pageInfo });
      expect(list).toMatchObject({ complete: last === null, asked: [{}, { cursor: '20' }] });
    }
    const same = await invitationsFrom({ listAt: () => items(3), pageInfo: () => ({ cursor: '9' }) });
    expect(same).toMatchObject({ complete: true, asked: [{}, { cursor: '9' }] });
  });

  it('that end before the total make the list incomplete', async () => {
    const pageInfo = (slice: Slice) => ({ cursor: cursorAfter(slice), total_count: 50 });
    const list = await invitationsFrom({ listAt: () => items(45), pageInfo });
    expect(list).toMatchObject({ items: items(45), complete: false });
    expect(list.asked).toHaveLength(3);
  });

  it('that never end are followed for 40 pages', async () => {
    const pageInfo = ({ start, size }: Slice) => ({ cursor: String(start + size) });
    const list = await invitationsFrom({ listAt: () => items(5000), pageInfo });
    expect(list).toMatchObject({ items: items(800), complete: false });
    expect(list.asked).toHaveLength(40);
  });
});

describe('a filtered list', () => {
  const pageInfo = ({ size }: Slice) => ({ per_page: size, total_count: 700 });

  it.each([0, 3, 20, 49])('of %i is complete with one short page, whatever the total', async (count) => {
    const list = await pendingFrom({ listAt: () => items(count), pageInfo });
    expect(list).toMatchObject({ items: items(count), complete: true, asked: [large(1)] });
  });

  it('is complete with an empty page after a full one', async () => {
    const list = await pendingFrom({ listAt: () => items(50), pageInfo });
    expect(list).toMatchObject({ items: items(50), complete: true, asked: [large(1), large(2)] });
  });

  it('is complete after a page past the end, which reports a total of 0', async () => {
    const list = await pendingFrom({
      listAt: () => items(50),
      pageInfo: ({ items: { length } }) => ({ total_count: length, total_pages: Math.sign(length) * 2 }),
    });
    expect(list).toMatchObject({ items: items(50), complete: true, asked: [large(1), large(2)] });
  });

  it('is fetched page by page, beyond a total that is too small', async () => {
    for (const total_count of [50, 700]) {
      const list = await pendingFrom({
        listAt: () => items(160),
        pageInfo: () => ({ total_count, per_page: 50 }),
      });
      expect(list).toMatchObject({ items: items(160), complete: true, asked: [1, 2, 3, 4].map(large) });
    }
  });

  it('is not fetched for as many pages as the unfiltered list has', async () => {
    const list = await pendingFrom({
      listAt: () => items(3),
      pageInfo: () => ({ per_page: 50, total_pages: 14 }),
    });
    expect(list).toMatchObject({ items: items(3), complete: true, asked: [large(1)] });
  });

  it.each(['total_count', 'total_pages'])('is incomplete when %s changes between its pages', async (name) => {
    const pageInfo = ({ all }: Slice) => ({ per_page: 50, [name]: all.length > 100 ? 703 : 702 });
    const list = await pendingFrom({ listAt: (request) => items(101 - request), pageInfo });
    expect(list.complete).toBe(false);
  });

  it('ends at total_pages', async () => {
    const list = await pendingFrom({
      listAt: () => items(100),
      pageInfo: () => ({ per_page: 50, total_pages: 2, total_count: 700 }),
    });
    expect(list).toMatchObject({ items: items(100), complete: true, asked: [large(1), large(2)] });
  });

  it('is not complete when a full page is repeated', async () => {
    const list = await pendingFrom({ listAt: () => items(60), pageInfo, ignores: ['page'] });
    expect(list).toMatchObject({ items: items(50), complete: false, asked: [large(1), large(2)] });
  });
});

describe('an impossible total', () => {
  it.each([-1, 0, 7, 1e300, 'NaN', '', '20 or so', true, [[]], {}])(
    'such as %j is ignored',
    async (total) => {
      const list = await invitationsFrom({
        listAt: () => items(45),
        pageInfo: ({ size }) => ({ total_count: total, total_pages: -1, per_page: size }),
      });
      expect(list).toMatchObject({ items: items(45), complete: true });
    },
  );

  it('such as 1e9 is followed up, and the list is reported as incomplete', async () => {
    const list = await invitationsFrom({ listAt: () => items(120), pageInfo: () => ({ total_count: 1e9 }) });
    expect(list).toMatchObject({ items: items(120), complete: false });
    expect(list.asked).toEqual([{}, ...[1, 2, 3, 4, 5, 6].map(large)]);
    const short = await invitationsFrom({ listAt: () => items(70), pageInfo: () => ({ total_count: 1e9 }) });
    expect(short.asked).toEqual([{}, ...[1, 2, 3].map(large)]);
    const endless = await invitationsFrom({
      listAt: () => items(9000),
      pageInfo: () => ({ total_count: 1e9 }),
    });
    expect(endless).toMatchObject({ items: items(2000), complete: false });
    expect(endless.asked).toHaveLength(41);
  });
});

describe('a list that changes while it is fetched', () => {
  const before = items(60);
  const pageInfo = ({ all }: Slice) => ({ total_count: all.length });
  /** Changes the list once its first large page has been sent. */
  const changed = (after: unknown[]): PageServer => ({
    listAt: (request) => (request < 2 ? before : after),
    pageInfo,
  });

  it('is incomplete when an item disappeared, because another one may have moved up', async () => {
    const list = await invitationsFrom(changed(before.slice(1)));
    expect(list.complete).toBe(false);
    expect(list.items).not.toContainEqual({ id: 50 });
  });

  it('is incomplete, but without duplicates, when an item moved to a later page', async () => {
    const list = await invitationsFrom(changed([...before.slice(1), { id: 0 }]));
    expect(list.complete).toBe(false);
    expect(new Set(list.items).size).toBe(list.items.length);
  });

  it('keeps items that only the plain page had', async () => {
    const after = [...before.slice(1), { id: 60 }];
    const list = await invitationsFrom({ listAt: (request) => (request === 0 ? before : after), pageInfo });
    expect(list.items).toEqual([...before.slice(0, 1), ...after]);
    expect(list.complete).toBe(false);
  });
});

describe('a page that fails', () => {
  const pageInfo = ({ all }: Slice) => ({ total_count: all.length });

  it('does not lose the pages before it or those requested with it', async () => {
    const list = await invitationsFrom({
      listAt: () => items(500),
      pageInfo,
      failsWith: ({ page }) => (page === '4' ? 'server-error' : page === '5' ? 'rate-limited' : null),
    });
    expect(list.items).toEqual([...items(500).slice(0, 150), ...items(500).slice(250, 300)]);
    expect(list).toMatchObject({ complete: false, interruptedBy: { reason: 'rate-limited' } });
    expect(list.asked).toHaveLength(7);
  });

  it('fails the list if it is the first', async () => {
    const { fetchPage } = serve({ listAt: () => items(5), failsWith: () => 'server-error' });
    for (const plainFirst of [true, false]) {
      const result = await fetchAllPages({ fetchPage, plainFirst, trustsTotal: true });
      expect(result).toMatchObject({ ok: false, failure: { reason: 'server-error' } });
    }
  });
});

describe('the list of invitations', () => {
  const all = Array.from({ length: 130 }, (_, index) => invite(String(index)));
  const paged = (url: string) => {
    const { searchParams } = new URL(url);
    const perPage = Number(searchParams.get('per_page') ?? 20);
    const page = Number(searchParams.get('page') ?? 1);
    return success(all.slice((page - 1) * perPage, page * perPage), all.length);
  };
  const searches = (sent: { url: string }[]) => sent.map(({ url }) => new URL(url).search);

  it('is requested without paging first, then in large pages', async () => {
    const { client, sent } = clientOf(paged);
    const result = await client.list('invites');
    expect(result.ok && result.value.records).toHaveLength(130);
    expect(result).toMatchObject({ value: { complete: true, interruptedBy: null } });
    expect(searches(sent)).toEqual(['', '?page=1&per_page=50', '?page=2&per_page=50', '?page=3&per_page=50']);
  });

  it('keeps the result of the plain request when the page size is refused', async () => {
    const { client } = clientOf((url) =>
      url.includes('per_page') ? refusal(400, { code: 8000024, message: 'Invalid per_page' }) : paged(url),
    );
    const result = await client.list('invites');
    expect(result.ok && result.value.records).toHaveLength(20);
    expect(result).toMatchObject({ value: { complete: false } });
  });

  it('of memberships is fetched in pages of the usual size when large ones are refused', async () => {
    const memberships = all.map(({ id }) => ({ id, account: { id }, status: 'pending' }));
    const { client, sent } = clientOf((url) => {
      const page = Number(new URL(url).searchParams.get('page') ?? 1);
      return url.includes('per_page')
        ? refusal(400, { code: 8000024, message: 'Invalid per_page' })
        : success(memberships.slice((page - 1) * 20, page * 20));
    });
    const result = await client.list('memberships');
    expect(result.ok && result.value.records).toHaveLength(130);
    expect(result).toMatchObject({ value: { complete: true } });
    expect(searches(sent)[2]).toBe('?status=pending&page=2');
  });

  it.each([{ count: 0 }, { total_count: 0 }, { count: 0, total_count: 30 }])(
    'is empty if it is null and its count is 0: %j',
    async (result_info) => {
      const { client } = clientOf(() => json({ success: true, result: null, result_info }));
      expect(await client.list('memberships')).toMatchObject({ value: { records: [], complete: true } });
    },
  );

  it.each([undefined, null, {}, { count: 3 }, { total_count: 3 }])(
    'cannot be read if it is null without a count of 0: %j',
    async (result_info) => {
      const { client } = clientOf(() => json({ success: true, result: null, result_info }));
      expect(await client.list('invites')).toMatchObject({ failure: { reason: 'unreadable' } });
    },
  );

  it('is returned with the rate limit that interrupted it', async () => {
    const limit = () => json({}, { status: 429, headers: { 'retry-after': '60' } });
    const { client } = clientOf((url) => (url.includes('page=2') ? limit() : paged(url)));
    const result = await client.list('invites');
    expect(result.ok && result.value.records).toHaveLength(50);
    expect(result).toMatchObject({
      value: { complete: false, interruptedBy: { reason: 'rate-limited', retryAtMs: nowMs + 60_000 } },
    });
  });

  it('is incomplete when an invitation came twice with different contents', async () => {
    const answered = [...all.slice(1), { ...all[0], status: 'accepted' }];
    const { client } = clientOf((url) => {
      const list = url.includes('page=1') || !url.includes('page=') ? all : answered;
      const page = Number(new URL(url).searchParams.get('page') ?? 1);
      return success(list.slice((page - 1) * 50, page * 50), list.length);
    });
    const result = await client.list('invites');
    expect(result).toMatchObject({ value: { complete: false } });
    expect(result.ok && result.value.records).toHaveLength(129);
  });

  it('passes a cursor on unchanged, whatever it contains', async () => {
    const cursor = 'a&b=c/+%00 ☃';
    const { client, sent } = clientOf((url) =>
      json({
        success: true,
        result: url.includes('?') ? [invite('2')] : [invite('1')],
        result_info: { cursors: { after: url.includes('?') ? '' : cursor } },
      }),
    );
    expect(await client.list('invites')).toMatchObject({ value: { complete: true } });
    expect(sent.map(({ url }) => new URL(url).searchParams.get('cursor'))).toEqual([null, cursor]);
  });

  it.each(['cursor', 'cursors'])('follows a numeric cursor in %s', async (name) => {
    const cursorInfo = (after: number | null) => ({ [name]: name === 'cursor' ? after : { after } });
    const { client } = clientOf((url) =>
      json({
        success: true,
        result: url.includes('cursor=2') ? [invite('2')] : [invite('1')],
        result_info: cursorInfo(url.includes('cursor=2') ? null : 2),
      }),
    );
    const result = await client.list('invites');
    expect(result.ok && result.value.records).toHaveLength(2);
  });

  it('is read despite invalid items on every page', async () => {
    const odd = [null, 7, 'odd', [], ...Array.from({ length: 16 }, (_, index) => invite(`odd-${index}`))];
    const { client } = clientOf(() => json({ success: true, result: odd, result_info: { total_count: 99 } }));
    expect(await client.list('invites')).toMatchObject({ value: { unreadable: 4, complete: false } });
  });
});
