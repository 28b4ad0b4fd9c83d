import { type Failure, kindOf, type Result } from '@/lib/domain/failure';
import type { Paging } from './envelope';

/** One page of a list: its elements, not yet read, and what Cloudflare tells about the pages. */
export interface Page {
  items: unknown[];
  paging: Paging;
}

/** The parameters that ask for one page; none ask for the list plainly. */
export type PageQuery = Record<string, string>;

/** A list to fetch, and what sets it apart from other lists. */
export interface ListSource {
  fetchPage: (query: PageQuery) => Promise<Result<Page>>;
  /** Whether to ask without parameters first, and for pages only when more may exist. */
  plainFirst: boolean;
  /** Whether `total_count` counts this list: that of a filtered one may count what the filter leaves out. */
  trustsTotal: boolean;
}

export interface FetchedPages {
  /** Those of all pages that came. What several pages hold is in it once: items are the same when their JSON is. */
  items: unknown[];
  /** False when more may exist than came, or when the list changed while it was fetched. */
  complete: boolean;
  /** Why a page after the first could not be had; a rate limit is to be waited out, although a list came. */
  interruptedBy: Failure | null;
}

const mostPages = 40;
const mostAtOnce = 4;
/** Cloudflare's default; no page that is asked for holds fewer. */
const defaultPageSize = 20;
const largePages = { per_page: '50' };
const firstLargePage = { page: '1', ...largePages };

/**
 * Fetches a list, at most 40 pages of it, by cursors or by page numbers, whichever Cloudflare tells of. Only a first
 * page that fails fails the list. After a plain page that is not all, pages are asked for from the first again: larger
 * ones, so that requests are fewest.
 */
export async function fetchAllPages(source: ListSource): Promise<Result<FetchedPages>> {
  const { fetchPage, plainFirst, trustsTotal } = source;
  const first = await fetchPage(plainFirst ? {} : firstLargePage);
  if (!first.ok) {
    if (plainFirst || first.failure.reason !== 'unexplained') return first;
    // It may be the size of the page that is refused.
    const plain = await fetchPage({});
    return plain.ok ? { ok: true, value: await fetchRest(plain.value, {}, source) } : first;
  }
  if (!plainFirst) return { ok: true, value: await fetchRest(first.value, largePages, source) };

  const plain = first.value;
  const { items } = plain;
  if (plain.paging.cursor) return { ok: true, value: await fetchRest(plain, {}, source) };
  if (!mayHaveMore([plain], items.length, trustsTotal)) {
    return { ok: true, value: { items, complete: true, interruptedBy: null } };
  }
  const larger = await fetchPage(firstLargePage);
  if (!larger.ok) return { ok: true, value: { items, complete: false, interruptedBy: larger.failure } };
  const list = await fetchRest(larger.value, largePages, source);
  const listed = new Set(list.items.map(textOf));
  const onlyPlain = items.filter((item) => !listed.has(textOf(item)));
  const isShort = onlyPlain.length > 0 || (trustsTotal && list.items.length < totalOf(plain));
  const complete = list.complete && !isShort;
  return { ok: true, value: { ...list, items: [...onlyPlain, ...list.items], complete } };
}

/** Goes on from the `first` page, asked for with `size`, until no more may exist or a page brings nothing new. */
async function fetchRest(
  first: Page,
  size: PageQuery,
  { fetchPage, trustsTotal }: ListSource,
): Promise<FetchedPages> {
  const pages = [first];
  const items = [...first.items];
  const seen = new Set(items.map(textOf));
  let repeats = false;
  let bringsNew = true;
  while (bringsNew && pages.length < mostPages && mayHaveMore(pages, items.length, trustsTotal)) {
    const queries = nextQueries(pages, size, trustsTotal);
    if (queries.length === 0) break;
    const answers = await Promise.all(queries.map(fetchPage));
    for (const answer of answers) {
      if (!answer.ok) continue;
      const fresh = answer.value.items.filter((item) => !seen.has(textOf(item)));
      bringsNew = fresh.length > 0;
      repeats ||= fresh.length < answer.value.items.length;
      for (const item of fresh) {
        seen.add(textOf(item));
        items.push(item);
      }
      pages.push(answer.value);
    }
    const failures = answers.flatMap((answer) => (answer.ok ? [] : answer.failure));
    const interruptedBy = failures.find((failure) => kindOf(failure) === 'rate-limited') ?? failures[0];
    if (interruptedBy) return { items, complete: false, interruptedBy };
  }
  // An item that came twice has moved to a later page, and may have moved another to an earlier one.
  const complete = !repeats && doTotalsAgree(pages) && !mayHaveMore(pages, items.length, trustsTotal);
  return { items, complete, interruptedBy: null };
}

/** Whether there may be pages after these, which brought `had` items. A total that is less than that is none. */
function mayHaveMore(pages: Page[], had: number, trustsTotal: boolean): boolean {
  const latest = pages.at(-1);
  if (!latest) return true;
  const { cursor, perPage, totalCount } = latest.paging;
  const count = latest.items.length;
  if (cursor && (count > 0 || cursor !== pages.at(-2)?.paging.cursor)) return true;
  const total = trustsTotal ? Math.max(...pages.map(totalOf)) : 0;
  const lastPage = Math.max(...pages.map(({ paging }) => paging.totalPages ?? 0));
  if (trustsTotal && (had < total || pages.length < lastPage)) return true;
  if (had === total || pages.length === lastPage || isByCursor(pages)) return false;
  // An empty cursor may also be sent with every page of a list that goes by numbers.
  if (cursor === '' && totalCount === null && lastPage === 0) return false;
  // Only a full page has another after it. Sizes that nothing tells are round.
  return perPage ? count >= perPage : count >= defaultPageSize && count % 5 === 0;
}

/**
 * Asks for the next page, or for none where the cursors have ended. For several only where the total says that they
 * exist, and a latest page as long as the first that pages work.
 */
function nextQueries(pages: Page[], size: PageQuery, trustsTotal: boolean): PageQuery[] {
  const latest = pages.at(-1);
  if (latest?.paging.cursor) return [{ cursor: latest.paging.cursor, ...size }];
  if (isByCursor(pages)) return [];
  const [first, second] = pages;
  const isSure = trustsTotal && second && first?.items.length === latest?.items.length;
  const last = isSure ? Math.ceil(totalOf(second) / second.items.length) : 0;
  const count = Math.max(1, Math.min(mostAtOnce, Math.min(mostPages, last) - pages.length));
  return Array.from({ length: count }, (_, i) => ({ page: String(pages.length + 1 + i), ...size }));
}

function isByCursor(pages: Page[]): boolean {
  return pages.some(({ paging }) => Boolean(paging.cursor));
}

/** How many there are on all pages, 0 when that is not told. `count` is of one page, unless it is more than that. */
function totalOf({ items, paging: { totalCount, count } }: Page): number {
  return Math.max(totalCount ?? 0, count !== null && count > items.length ? count : 0);
}

/** Whether the list seems not to have changed from page to page; 0 is told of a page past the end. */
function doTotalsAgree(pages: Page[]): boolean {
  const counts = pages.map(({ paging }) => paging.totalCount).filter(Boolean);
  const lasts = pages.map(({ paging }) => paging.totalPages).filter(Boolean);
  return new Set(counts).size <= 1 && new Set(lasts).size <= 1;
}

function textOf(item: unknown): string {
  return JSON.stringify(item);
}
