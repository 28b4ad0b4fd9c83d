import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** More rows than fit on the screen at first. */
const rowsInGroup = 7;
/** How far outside the visible area rows are rendered, so that they are there before the user scrolls to them. */
const margin = '300px';
/** An estimate for rows that were not rendered yet. */
const rowHeightPx = 128;

/** A row's position in the whole list, which screen readers cannot count; `at` is 1 for the first. */
export interface Place {
  at: number;
  of: number;
}

interface LongListProps<Row> {
  rows: Row[];
  class: string;
  label: string;
  /** The position of a row that is rendered even if it is out of view; 1 for the first. */
  sought?: number;
  render(row: Row, place: Place): ComponentChildren;
}

/**
 * A list of any length, in groups: only the groups near the visible area have rows, because rendering two thousand
 * would take seconds.
 */
export function LongList<Row>({ rows, class: name, label, sought = 0, render }: LongListProps<Row>) {
  const starts = Array.from({ length: Math.ceil(rows.length / rowsInGroup) }, (_, i) => i * rowsInGroup);
  return (
    <>
      {starts.map((start) => {
        const group = rows.slice(start, start + rowsInGroup);
        return (
          <Group
            key={start}
            class={name}
            label={label}
            isFirst={start === 0}
            isSought={sought > start && sought <= start + group.length}
            length={group.length}
          >
            {() => group.map((row, i) => render(row, { at: start + i + 1, of: rows.length }))}
          </Group>
        );
      })}
    </>
  );
}

interface GroupProps {
  class: string;
  label: string;
  isFirst: boolean;
  isSought: boolean;
  /** How many rows it has. */
  length: number;
  children(): ComponentChildren;
}

/** A group of rows. Without its rows it keeps its height, so that the others stay where they are. */
function Group({ class: name, label, isFirst, isSought, length, children }: GroupProps) {
  const ref = useRef<HTMLUListElement>(null);
  const [near, setNear] = useState(isFirst);
  const isShown = near || isSought;
  const [heightPx, setHeightPx] = useState(length * rowHeightPx);

  useEffect(() => {
    const list = ref.current;
    if (!list) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry || (!entry.isIntersecting && isInUse(list))) return;
        if (!entry.isIntersecting) setHeightPx(entry.boundingClientRect.height);
        setNear(entry.isIntersecting);
      },
      { rootMargin: margin, scrollMargin: margin },
    );
    observer.observe(list);
    return () => observer.disconnect();
  }, []);

  return (
    <ul ref={ref} class={name} aria-label={label} style={{ height: isShown ? '' : `${heightPx}px` }}>
      {isShown && children()}
    </ul>
  );
}

/** Whether a row has the focus or is open, and so must stay as the user left it. */
function isInUse(list: Element): boolean {
  return list.contains(document.activeElement) || list.querySelector('[aria-expanded=true]') !== null;
}
