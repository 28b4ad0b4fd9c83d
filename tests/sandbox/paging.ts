import type { ResultInfo, ToldPages } from './envelope';
import type { UserOptions } from './user-options';

const defaultPerPage = 20;
const maxPerPage = 50;

/**
 * The page that `per_page` and `page`, or a `cursor` from `toldPages`, select. Cloudflare specifies neither for
 * invites, and not what happens with a number out of range. This sandbox assumes that it is clamped, not refused.
 */
export function pageOf<Item>(
  items: Item[],
  query: URLSearchParams,
  minPerPage = 1,
): { items: Item[]; info: ResultInfo } {
  const page = wholeNumber(query.get('cursor') ?? query.get('page')) ?? 1;
  const wanted = wholeNumber(query.get('per_page')) ?? defaultPerPage;
  const perPage = Math.max(minPerPage, Math.min(wanted, maxPerPage));
  const start = (page - 1) * perPage;
  const shown = items.slice(start, start + perPage);
  return {
    items: shown,
    info: { count: shown.length, page, per_page: perPage, total_count: items.length },
  };
}

/** The description of the pages in this form; undefined if there is none. */
export function toldPages(info: ResultInfo, form: UserOptions['invitePages']): ToldPages | undefined {
  const { count, page, per_page, total_count } = info;
  const last = Math.ceil(total_count / per_page);
  switch (form) {
    case 'total-count':
      return info;
    case 'total-pages':
      return { count, page, per_page, total_pages: last };
    case 'cursor':
      return { count, cursors: page < last ? { after: String(page + 1) } : {} };
    case 'untold':
      return undefined;
  }
}

function wholeNumber(text: string | null): number | undefined {
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 ? number : undefined;
}
