import type { Result } from './failure';
import { identity } from './invitation';
import type { Invitation, ListPage } from './schemas';

/** Every invitation of the user, any status. `unreadable` counts those that could not be read. */
export interface InvitationList {
  invitations: Invitation[];
  unreadable: number;
  /** False when Cloudflare told of more invitations than it sent. */
  complete: boolean;
}

/** A list that is being fetched: the pages that are there, by number, and what keeps them for a later worker. */
export interface ListProgress {
  pages: Record<string, ListPage>;
  keep(pages: Record<string, ListPage>): Promise<void>;
}

const mostPages = 40;
const mostAtATime = 4;

/**
 * Fetches the whole list; `fetchPage` gets one page, 0 being the list without parameters, as it is specified. Only
 * when that tells of more are pages asked for, from the first again: larger ones, so that no window is missed and
 * requests are fewest. A page that fails fails the list; those that came before are kept in `progress`.
 */
export async function fetchList(
  fetchPage: (page: number) => Promise<Result<ListPage>>,
  { pages, keep }: ListProgress,
): Promise<Result<InvitationList>> {
  const seen = new Map<string, Invitation>();
  let unreadable = 0;
  let total = 0;
  // Returns whether the page brings anything that the pages before did not. What is told twice counts as told last.
  const takeIn = (page: ListPage) => {
    const before = seen.size + unreadable;
    for (const invitation of page.invitations) seen.set(identity(invitation), invitation);
    unreadable += page.unreadable;
    total = page.total;
    return seen.size + unreadable > before;
  };
  const listed = (): InvitationList => {
    return { invitations: [...seen.values()], unreadable, complete: total <= seen.size + unreadable };
  };
  if (!pages[1]) {
    const plain = await fetchPage(0);
    if (!plain.ok) return plain;
    takeIn(plain.value);
    const value = listed();
    if (value.complete) return { ok: true, value };
    seen.clear();
    unreadable = 0;
  }
  Object.values(pages).forEach(takeIn);
  let last = 1;
  for (let next = 1; next <= last; ) {
    // The first alone: how many it brings says how many there are. The second alone: it may be the first once more.
    const count = Math.min(next <= 2 ? 1 : mostAtATime, last - next + 1);
    const missing = Array.from({ length: count }, (_, i) => next + i).filter((number) => !pages[number]);
    const results = await Promise.all(missing.map(fetchPage));
    let bringsNew = missing.length === 0;
    results.forEach((result, i) => {
      if (!result.ok) return;
      pages[missing[i] ?? 0] = result.value;
      bringsNew = takeIn(result.value) || bringsNew;
    });
    if (missing.length > 0) await keep(pages);
    const failed = results.find((result) => !result.ok);
    if (failed) return failed;
    if (!bringsNew) break;
    const first = pages[1];
    const size = first ? first.invitations.length + first.unreadable : 0;
    if (first) last = Math.min(mostPages, Math.ceil(first.total / size));
    next += count;
  }
  return { ok: true, value: listed() };
}
