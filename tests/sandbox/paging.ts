import type { ResultInfo } from './envelope';

const defaultPerPage = 20;
const maxPerPage = 50;

/**
 * The page that `page` and `per_page` ask for. Cloudflare specifies neither for invites, and not what becomes of a
 * number out of range, so it is brought into range instead of refused: this sandbox's assumption.
 */
export function pageOf<Item>(
  items: Item[],
  query: URLSearchParams,
  minPerPage = 1,
): { items: Item[]; info: ResultInfo } {
  const page = wholeNumber(query.get('page')) ?? 1;
  const wanted = wholeNumber(query.get('per_page')) ?? defaultPerPage;
  const perPage = Math.max(minPerPage, Math.min(wanted, maxPerPage));
  const start = (page - 1) * perPage;
  const shown = items.slice(start, start + perPage);
  return {
    items: shown,
    info: { count: shown.length, page, per_page: perPage, total_count: items.length },
  };
}

function wholeNumber(text: string | null): number | undefined {
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 ? number : undefined;
}
