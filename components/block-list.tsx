import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** As many as the popup shows, and one: these alone stand in the first paint's way. */
const rowsInBlock = 5;
/** Whole blocks. A list of 2,000 is 20 groups and the 20 blocks of one of them: 400 blocks take 20 ms each time. */
const rowsInGroup = 100;
/** How far outside what is seen rows are rendered, so that scrolling finds them there. */
const margin = '400px';
/** About what a row takes, for rows that were not rendered yet. */
const rowHeightPx = 128;

/** Where a row stands in the whole list, which a screen reader cannot count; `at` is 1 for the first. */
export interface Place {
  at: number;
  of: number;
}

/** What each stretch does when it comes near what is seen or leaves; one observer watches them all. */
const stretches = new WeakMap<Element, (entry: IntersectionObserverEntry) => void>();
const observer = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) stretches.get(entry.target)?.(entry);
  },
  { rootMargin: margin, scrollMargin: margin },
);

/** Resolves when somebody begins to use the page: rows out of sight are not needed sooner. */
const used = new Promise<unknown>((resolve) => {
  for (const type of ['pointermove', 'keydown', 'focusin', 'scroll'])
    addEventListener(type, resolve, { capture: true, once: true });
});

interface BlockListProps<Row> {
  rows: Row[];
  class: string;
  label: string;
  render(row: Row, place: Place): ComponentChildren;
}

/**
 * A list of any length, in groups of blocks: only groups near what is seen have blocks, and only such blocks have rows.
 * Two thousand rows would take seconds.
 */
export function BlockList<Row>({ rows, class: name, label, render }: BlockListProps<Row>) {
  const blocks = (from: number, to: number) =>
    startsOf(from, to, rowsInBlock).map((start) => {
      const inBlock = rows.slice(start, start + rowsInBlock);
      return (
        <Stretch key={start} tag="ul" class={name} aria-label={label} from={start} rows={inBlock.length}>
          {() => inBlock.map((row, i) => render(row, { at: start + i + 1, of: rows.length }))}
        </Stretch>
      );
    });
  return (
    <>
      {startsOf(0, rows.length, rowsInGroup).map((start) => {
        const end = Math.min(start + rowsInGroup, rows.length);
        return (
          <Stretch key={start} tag="div" class="group" from={start} rows={end - start}>
            {() => blocks(start, end)}
          </Stretch>
        );
      })}
    </>
  );
}

/** Where each part begins when `from` up to `to` is divided into parts of `size`. */
function startsOf(from: number, to: number, size: number): number[] {
  return Array.from({ length: Math.ceil((to - from) / size) }, (_, i) => from + i * size);
}

interface StretchProps {
  tag: 'ul' | 'div';
  class?: string;
  'aria-label'?: string;
  /** Which row is its first, of the whole list, and how many it has. */
  from: number;
  rows: number;
  children(): ComponentChildren;
}

/** A part of the list that has content only near what is seen. It keeps its height, so that the others stay where they are. */
function Stretch({ tag: Tag, from, rows, children, ...attributes }: StretchProps) {
  const ref = useRef<HTMLUListElement & HTMLDivElement>(null);
  const heightPx = useRef(rows * rowHeightPx);
  const [near, setNear] = useState(from === 0);

  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    stretches.set(element, ({ isIntersecting, boundingClientRect }) => {
      if (!isIntersecting && isInUse(element)) return;
      if (!isIntersecting) heightPx.current = boundingClientRect.height;
      setNear(isIntersecting);
    });
    used.then(() => observer.observe(element));
    return () => observer.unobserve(element);
  }, []);

  return (
    <Tag ref={ref} {...attributes} style={{ height: near ? '' : `${heightPx.current}px` }}>
      {near && children()}
    </Tag>
  );
}

/** Whether a row has the focus or is open: it stays as the person left it. */
function isInUse(element: Element): boolean {
  return element.contains(document.activeElement) || element.querySelector('[aria-expanded=true]') !== null;
}
