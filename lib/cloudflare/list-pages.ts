import type { Result } from '@/lib/domain/failure';

/** One page of a list: its elements, not yet read, and how many Cloudflare says there are in all. */
export interface Page {
  items: unknown[];
  total: number;
}

const mostPages = 40;
const mostAtOnce = 4;

/**
 * Fetches the whole list; `fetchPage` gets one page, 0 being the list without parameters, as it is specified. Only
 * when that tells of more are pages asked for, from the first again: larger ones, so that requests are fewest. It ends
 * at the total, at a page that brings nothing new, or after 40 pages. A page that fails fails the list.
 */
export async function fetchAllPages(
  fetchPage: (page: number) => Promise<Result<Page>>,
): Promise<Result<Page>> {
  const plain = await fetchPage(0);
  if (!plain.ok || plain.value.items.length >= plain.value.total) return plain;

  const first = await fetchPage(1);
  if (!first.ok) return first;
  const { items, total } = first.value;
  const seen = new Set(items.map(textOf));
  const last = Math.min(mostPages, Math.ceil(total / Math.max(items.length, 1)));
  for (let next = 2; next <= last; ) {
    // The second alone: a server that ignores the parameters sends the first once more.
    const count = next === 2 ? 1 : Math.min(mostAtOnce, last - next + 1);
    const pages = await Promise.all(Array.from({ length: count }, (_, i) => fetchPage(next + i)));
    const failed = pages.find((page) => !page.ok);
    if (failed) return failed;
    const found = pages.flatMap((page) => (page.ok ? page.value.items : []));
    if (found.every((item) => seen.has(textOf(item)))) break;
    for (const item of found) seen.add(textOf(item));
    items.push(...found);
    next += count;
  }
  return { ok: true, value: { items, total } };
}

function textOf(item: unknown): string {
  return JSON.stringify(item);
}
