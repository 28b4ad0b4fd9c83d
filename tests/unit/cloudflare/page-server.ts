import { readEnvelope } from '@/lib/cloudflare/envelope';
import type { Page, PageQuery } from '@/lib/cloudflare/list-pages';
import { type FailureReason, type Result, silentFailure } from '@/lib/domain/failure';
import { nowMs } from './network';

/** One page from the server: where it begins, its maximum size, and its items. */
export interface Slice {
  all: unknown[];
  start: number;
  size: number;
  items: unknown[];
}

/**
 * How a list is served. Default: pages of 20, at most 50, with `page` and `per_page`, and no description of the pages.
 */
export interface PageServer {
  /** The list at the time of request number `request`, starting at 0. */
  listAt: (request: number) => unknown[];
  size?: number;
  largestSize?: number;
  ignores?: ('page' | 'per_page' | 'cursor')[];
  /** The `result_info`. */
  pageInfo?: (slice: Slice) => unknown;
  /** Why a request fails; null if it does not. */
  failsWith?: (query: PageQuery, request: number) => FailureReason | null;
}

/** Serves a list; `asked` records the queries. */
export function serve(server: PageServer) {
  const { size = 20, largestSize = 50, ignores = [] } = server;
  const asked: PageQuery[] = [];
  const fetchPage = async (query: PageQuery): Promise<Result<Page>> => {
    const request = asked.push(query) - 1;
    const reason = server.failsWith?.(query, request);
    if (reason) return { ok: false, failure: silentFailure(reason, nowMs) };
    const parameters = Object.fromEntries(
      Object.entries(query).filter(([name]) => !ignores.some((ignored) => ignored === name)),
    );
    const perPage = Math.min(Number(parameters['per_page'] ?? size), Math.max(size, largestSize));
    const start = Number(parameters['cursor'] ?? (Number(parameters['page'] ?? 1) - 1) * perPage);
    const all = server.listAt(request);
    const items = all.slice(start, start + perPage);
    const result_info = server.pageInfo?.({ all, start, size: perPage, items });
    const envelope = readEnvelope(JSON.stringify({ success: true, result: items, result_info }));
    if (!envelope) throw new Error('no envelope');
    return { ok: true, value: { items, paging: envelope.paging } };
  };
  return { fetchPage, asked };
}

/** The cursor for the page after `slice`, which is where it begins; empty at the end. */
export function cursorAfter({ all, start, size }: Slice): string {
  return start + size < all.length ? String(start + size) : '';
}
