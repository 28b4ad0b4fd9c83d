import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Where a list was scrolled to: a row that was visible, and its distance from the top of the window (px). */
interface Place {
  key: string;
  topPx: number;
}

/** Keeps a list's scroll position while another list is shown; null is the top. */
export interface KeptPlace {
  current: Place | null;
}

/** In a low window the page itself scrolls. */
const boxes = () => [document.querySelector('main'), document.scrollingElement];

/**
 * Scrolls a list back to where it was left, and saves its position when it is unmounted; the next list starts at the
 * top. Returns the position of the row that has to be rendered for that: 1 for the first, 0 for none.
 */
export function usePlace(kept: KeptPlace, rows: { key: string }[]): number {
  const [at] = useState(() => rows.findIndex(({ key }) => key === kept.current?.key) + 1);
  const latest = useRef(rows);
  latest.current = rows;
  useLayoutEffect(() => {
    const row = at > 0 && document.querySelector(`.invites > [aria-posinset="${at}"]`);
    for (const box of row ? boxes() : []) {
      if (row && kept.current) box?.scrollBy(0, row.getBoundingClientRect().top - kept.current.topPx);
    }
    return () => {
      kept.current = boxes().some((box) => box && box.scrollTop > 0) ? firstVisible(latest.current) : null;
      for (const box of boxes()) box?.scrollTo(0, 0);
    };
  }, []);
  return at;
}

function firstVisible(rows: { key: string }[]): Place | null {
  for (const row of document.querySelectorAll('.invites > li')) {
    const { top, bottom } = row.getBoundingClientRect();
    const key = rows[Number(row.getAttribute('aria-posinset')) - 1]?.key;
    if (bottom > 0 && key !== undefined) return { key, topPx: top };
  }
  return null;
}
