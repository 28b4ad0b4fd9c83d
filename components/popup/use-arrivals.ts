import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { InviteRow } from '@/lib/domain/rows';

/** What stays above the list while it scrolls, and the rows pass under it. */
const above = 'header.bar, search.tools, .batch';

/**
 * The keys of the `rows` that arrived above the visible part of a scrolled list, and that the user has not scrolled to
 * since. `all` also has those that a search hides, because they do not arrive when it is cleared.
 */
export function useArrivals(all: InviteRow[], rows: InviteRow[]): readonly string[] {
  const [arrived, setArrived] = useState<readonly string[]>([]);
  const known = useRef<ReadonlySet<string> | null>(null);
  /** The first visible row, before a change of the rows; null while the list is at its top. */
  const firstSeen = useRef<string | null>(null);
  const latest = useRef(rows);
  useMemo(() => {
    // The page still shows the rows from before the change. Before the first rendering there is nothing to measure.
    if (known.current) firstSeen.current = firstVisible(latest.current);
  }, [all, rows]);
  latest.current = rows;

  const keep = (isArrival: (key: string, old: readonly string[]) => boolean) => {
    const at = latest.current.findIndex(({ key }) => key === firstSeen.current);
    const unseen = latest.current.slice(0, Math.max(at, 0)).map(({ key }) => key);
    setArrived((old) => {
      const next = unseen.filter((key) => isArrival(key, old));
      return next.join('\n') === old.join('\n') ? old : next;
    });
  };
  useLayoutEffect(() => {
    const before = known.current;
    known.current = new Set(all.map(({ key }) => key));
    if (before) keep((key, old) => old.includes(key) || !before.has(key));
  }, [all, rows]);
  useEffect(() => {
    const look = () => {
      firstSeen.current = firstVisible(latest.current);
      keep((key, old) => old.includes(key));
    };
    const options = { capture: true, passive: true };
    document.addEventListener('scroll', look, options);
    return () => document.removeEventListener('scroll', look, options);
  }, []);
  return arrived;
}

function firstVisible(rows: InviteRow[]): string | null {
  // In a low window the page itself scrolls.
  const boxes = [document.querySelector('main'), document.scrollingElement];
  if (!boxes.some((box) => box && box.scrollTop > 0)) return null;
  const edge = Math.max(
    ...[...document.querySelectorAll(above)].map((one) => one.getBoundingClientRect().bottom),
  );
  const shown = [...document.querySelectorAll('.invites > li')];
  const first = shown.find((row) => row.getBoundingClientRect().bottom > edge);
  return rows[Number(first?.getAttribute('aria-posinset')) - 1]?.key ?? null;
}
