import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Where a list was left: a row that was seen, and how far down the window it stood (px). */
interface Place {
  key: string;
  topPx: number;
}

/** Keeps a list's place while another is shown; null is the top. */
export interface KeptPlace {
  current: Place | null;
}

/** In a low window it is the page that scrolls. */
const boxes = () => [document.querySelector('main'), document.scrollingElement];

/**
 * Brings a list back to where it was left, and notes where that is when it goes; the next one begins at the top. Returns
 * the place of the row that has to be rendered for that, 1 for the first, 0 for none.
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
      kept.current = boxes().some((box) => box && box.scrollTop > 0) ? seen(latest.current) : null;
      for (const box of boxes()) box?.scrollTo(0, 0);
    };
  }, []);
  return at;
}

function seen(rows: { key: string }[]): Place | null {
  for (const row of document.querySelectorAll('.invites > li')) {
    const { top, bottom } = row.getBoundingClientRect();
    const key = rows[Number(row.getAttribute('aria-posinset')) - 1]?.key;
    if (bottom > 0 && key !== undefined) return { key, topPx: top };
  }
  return null;
}
