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
  if (!pages[1]) {
    const plain = await fetchPage(0);
    if (!plain.ok) return plain;
    const list = joined([plain.value]);
    if (list.complete) return { ok: true, value: list };
  }
  const seen = new Set<string>();
  // Returns whether the page brings anything that the pages before did not.
  const takeIn = ({ invitations, unreadable }: ListPage) => {
    const before = seen.size;
    for (const invitation of invitations) seen.add(identity(invitation));
    return seen.size > before || unreadable > 0;
  };
  Object.values(pages).forEach(takeIn);
  let last = 1;
  for (let next = 1; next <= last; ) {
    // The first alone: how many it brings says how many there are. The second alone: it may be the first once more.
    const numbers = range(next, Math.min(next + (next <= 2 ? 1 : mostAtATime) - 1, last));
    const missing = numbers.filter((number) => !pages[number]);
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
    last = lastPage(pages[1]);
    next = (numbers.at(-1) ?? 0) + 1;
  }
  return { ok: true, value: joined(Object.values(pages)) };
}

/** Each invitation once, as the last page that has it tells of it. */
function joined(pages: ListPage[]): InvitationList {
  const seen = new Map(pages.flatMap(({ invitations }) => invitations).map((one) => [identity(one), one]));
  const unreadable = pages.reduce((sum, page) => sum + page.unreadable, 0);
  const total = pages.at(-1)?.total ?? 0;
  return { invitations: [...seen.values()], unreadable, complete: total <= seen.size + unreadable };
}

function lastPage(first: ListPage | undefined): number {
  const size = first ? first.invitations.length + first.unreadable : 0;
  return first && size > 0 ? Math.min(Math.ceil(first.total / size), mostPages) : 1;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
