import { type Failure, kindOf, type Result } from '@/lib/domain/failure';
import type { Paging } from './envelope';

/** One page of a list: its unparsed items, and what Cloudflare says about the pages. */
export interface Page {
  items: unknown[];
  paging: Paging;
}

/** The parameters for one page; empty for a plain request without paging. */
export type PageQuery = Record<string, string>;

/** A list to fetch, and how it differs from other lists. */
export interface ListSource {
  fetchPage: (query: PageQuery) => Promise<Result<Page>>;
  /** Whether to ask without parameters first, and use pages only if there may be more. */
  plainFirst: boolean;
  /** Whether `total_count` is reliable: for a filtered list it may include items that the filter leaves out. */
  trustsTotal: boolean;
}

export interface FetchedPages {
  /** The items of all pages that arrived, without duplicates (items with the same JSON). */
  items: unknown[];
  /** False if there may be more than arrived, or if the list changed while it was fetched. */
  complete: boolean;
  /** Why a page after the first failed. A rate limit must be waited out even though there is a list. */
  interruptedBy: Failure | null;
}

const mostPages = 40;
const mostAtOnce = 4;
/** Cloudflare's default; no requested page is smaller. */
const defaultPageSize = 20;
const largePages = { per_page: '50' };
const firstLargePage = { page: '1', ...largePages };

/**
 * Fetches at most 40 pages of a list, with cursors or page numbers, whichever Cloudflare uses. The list fails only if
 * the first page does. If a plain request did not return everything, fetching starts again from the first page with
 * larger pages, to make as few requests as possible.
 */
export async function fetchAllPages(source: ListSource): Promise<Result<FetchedPages>> {
  const { fetchPage, plainFirst, trustsTotal } = source;
  const first = await fetchPage(plainFirst ? {} : firstLargePage);
  if (!first.ok) {
    if (plainFirst || first.failure.reason !== 'unexplained') return first;
    // The page size may be what was refused.
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

/** Continues after the `first` page, of `size` items, until there can be no more or a page brings nothing new. */
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
  // A duplicate has moved to a later page, and may have moved another item to an earlier one.
  const complete = !repeats && doTotalsAgree(pages) && !mayHaveMore(pages, items.length, trustsTotal);
  return { items, complete, interruptedBy: null };
}

/** Whether there may be pages after these, which brought `had` items. A total smaller than that is ignored. */
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
  // An empty cursor may also be sent with every page of a list that uses page numbers.
  if (cursor === '' && totalCount === null && lastPage === 0) return false;
  // Only a full page is followed by another. An unknown page size is assumed to be a round number.
  return perPage ? count >= perPage : count >= defaultPageSize && count % 5 === 0;
}

/**
 * The query for the next page, or none if the cursors have ended. Several queries only if the total says that the pages
 * exist, and the latest page is as long as the first, which shows that paging works.
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

/** How many items all pages have, 0 if unknown. `count` is for one page, unless it is larger than that. */
function totalOf({ items, paging: { totalCount, count } }: Page): number {
  return Math.max(totalCount ?? 0, count !== null && count > items.length ? count : 0);
}

/** Whether the list seems unchanged from page to page. A page past the end may report 0. */
function doTotalsAgree(pages: Page[]): boolean {
  const counts = pages.map(({ paging }) => paging.totalCount).filter(Boolean);
  const lasts = pages.map(({ paging }) => paging.totalPages).filter(Boolean);
  return new Set(counts).size <= 1 && new Set(lasts).size <= 1;
}

function textOf(item: unknown): string {
  return JSON.stringify(item);
}
