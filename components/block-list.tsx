import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** As many as the popup shows, and one: these alone stand in the first paint's way. */
const rowsInBlock = 5;
/** How far outside what is seen rows are rendered, so that scrolling finds them there. */
const margin = '400px';
/** About what a row takes, for a block that was not rendered yet. */
const rowHeightPx = 128;

/** Where a row stands in the whole list, which a screen reader cannot count; `at` is 1 for the first. */
export interface Place {
  at: number;
  of: number;
}

/** What each block does when it comes near what is seen or leaves; one observer watches them all. */
const blocks = new WeakMap<Element, (entry: IntersectionObserverEntry) => void>();
const observer = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) blocks.get(entry.target)?.(entry);
  },
  { rootMargin: margin, scrollMargin: margin },
);

/** Resolves when somebody begins to use the page: rows out of sight are not needed sooner. */
const used = new Promise<unknown>((resolve) => {
  for (const type of ['pointermove', 'keydown', 'scroll'])
    addEventListener(type, resolve, { capture: true, once: true });
});

interface BlockListProps<Row> {
  rows: Row[];
  class: string;
  label: string;
  render(row: Row, place: Place): ComponentChildren;
}

/**
 * A list of any length, in blocks of which only those near what is seen have rows: two thousand rows would take
 * seconds. Each block keeps its height, so that the others stay where they are.
 */
export function BlockList<Row>({ rows, render, ...list }: BlockListProps<Row>) {
  const starts = Array.from({ length: Math.ceil(rows.length / rowsInBlock) }, (_, i) => i * rowsInBlock);
  return (
    <>
      {starts.map((start) => (
        <Block
          key={start}
          {...list}
          rows={rows.slice(start, start + rowsInBlock)}
          isFirst={start === 0}
          render={(row, place) => render(row, { at: start + place.at, of: rows.length })}
        />
      ))}
    </>
  );
}

function Block<Row>({
  rows,
  class: name,
  label,
  isFirst,
  render,
}: BlockListProps<Row> & { isFirst: boolean }) {
  const list = useRef<HTMLUListElement>(null);
  const heightPx = useRef(rows.length * rowHeightPx);
  const [near, setNear] = useState(isFirst);

  useEffect(() => {
    const element = list.current;
    if (!element) return;
    blocks.set(element, ({ isIntersecting, boundingClientRect }) => {
      if (!isIntersecting && isInUse(element)) return;
      if (!isIntersecting) heightPx.current = boundingClientRect.height;
      setNear(isIntersecting);
    });
    used.then(() => observer.observe(element));
    return () => observer.unobserve(element);
  }, []);

  return (
    <ul ref={list} class={name} aria-label={label} style={{ height: near ? '' : `${heightPx.current}px` }}>
      {near && rows.map((row, i) => render(row, { at: i + 1, of: rows.length }))}
    </ul>
  );
}

/** Whether a row has the focus or is open: it stays as the person left it. */
function isInUse(element: Element): boolean {
  return element.contains(document.activeElement) || element.querySelector('[aria-expanded=true]') !== null;
}
