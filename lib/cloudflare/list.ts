import { version } from '../../package.json';
import { readEach } from '../parse';
import type { Result } from './failure';
import { identity } from './invitation';
import type { Invitation, ListPage } from './schemas';
import { readInvitation } from './wire';

/** The whole list as Cloudflare sent it. `readList` reads it, where it is not the one that was read before. */
export interface SentList {
  pages: ListPage[];
  /** Names what was sent and the version that reads it: where it is the same, `readList` makes the same of it. */
  digest: string;
}

/** Every invitation of the user, any status. `unreadable` counts those that could not be read. */
export interface InvitationList {
  invitations: Invitation[];
  unreadable: number;
  /** False when Cloudflare told of more invitations than it sent. */
  complete: boolean;
  digest: string;
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
 *
 * `known` is the digest of the list that was read before. A page that is the same as then is not even parsed, until its
 * items or its total are asked for: `fetchPage` is told its digest.
 */
export async function fetchList(
  fetchPage: (page: number, known?: string) => Promise<Result<ListPage>>,
  { pages, keep }: ListProgress,
  known: string | null,
): Promise<Result<SentList>> {
  const [readBy, ...digests] = known?.split(' ') ?? [];
  const knownPages = readBy === version ? digests : [];
  if (!pages[1]) {
    const plain = await fetchPage(0);
    if (!plain.ok) return plain;
    if (plain.value.items.length >= plain.value.total) return { ok: true, value: joined([plain.value]) };
  }
  const firsts = new Set<string | undefined>([undefined]);
  // Returns whether the page brings anything: neither nothing nor what begins like a page before.
  const bringsNew = ({ items: [first] }: ListPage) => firsts.size < firsts.add(JSON.stringify(first)).size;
  Object.values(pages).forEach(bringsNew);
  let last = 1;
  for (let next = 1; next <= last; ) {
    // The first alone: how many it brings says how many there are. The second alone: it may be the first once more.
    const count = Math.min(next <= 2 ? 1 : mostAtATime, last - next + 1);
    const missing = Array.from({ length: count }, (_, i) => next + i).filter((number) => !pages[number]);
    const results = await Promise.all(missing.map((number) => fetchPage(number, knownPages[number - 1])));
    let goesOn = missing.length === 0;
    results.forEach((result, i) => {
      if (!result.ok) return;
      const number = missing[i] ?? 0;
      pages[number] = result.value;
      // A page that is as it was goes on as it did.
      const isKnown = result.value.digest === knownPages[number - 1];
      goesOn = (isKnown ? number < knownPages.length : bringsNew(result.value)) || goesOn;
    });
    await keep(pages);
    const failed = results.find((result) => !result.ok);
    if (failed) return failed;
    if (!goesOn) break;
    const first = next === 1 && pages[1];
    if (first) last = Math.min(mostPages, Math.ceil(first.total / first.items.length));
    next += count;
  }
  return { ok: true, value: joined(Object.values(pages)) };
}

function joined(pages: ListPage[]): SentList {
  return { pages, digest: [version, ...pages.map(({ digest }) => digest)].join(' ') };
}

/** Reads the list one by one: an invitation that cannot be read hides no other. What is told twice counts as told last. */
export function readList({ pages, digest }: SentList): InvitationList {
  const items = pages.flatMap((page) => page.items);
  const { items: read, unreadable } = readEach(items, readInvitation);
  const invitations = [...new Map(read.map((invitation) => [identity(invitation), invitation])).values()];
  // How many Cloudflare says there are in all.
  const total = pages.at(-1)?.total ?? 0;
  return { invitations, unreadable, complete: total <= invitations.length + unreadable, digest };
}
