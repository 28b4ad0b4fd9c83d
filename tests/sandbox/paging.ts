import type { ResultInfo } from './envelope';

const defaultPerPage = 20;
const maxPerPage = 50;

/**
 * The page that `page` and `per_page` ask for. Cloudflare specifies neither for invitations, so what is out of range
 * is brought into it instead of refused: this sandbox's assumption.
 */
export function pageOf<Item>(items: Item[], query: URLSearchParams): { items: Item[]; info: ResultInfo } {
  const page = wholeNumber(query.get('page')) ?? 1;
  const perPage = Math.min(wholeNumber(query.get('per_page')) ?? defaultPerPage, maxPerPage);
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
