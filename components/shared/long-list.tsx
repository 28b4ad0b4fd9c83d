import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** More than fit on the screen at first. */
const rowsInGroup = 7;
/** How far outside what is seen rows are rendered, so that scrolling finds them there. */
const margin = '300px';
/** About what a row takes, for rows that were not rendered yet. */
const rowHeightPx = 128;

/** Where a row is in the whole list, which a screen reader cannot count; `at` is 1 for the first. */
export interface Place {
  at: number;
  of: number;
}

interface LongListProps<Row> {
  rows: Row[];
  class: string;
  label: string;
  /** The place of a row that is rendered wherever it is; 1 for the first. */
  sought?: number;
  render(row: Row, place: Place): ComponentChildren;
}

/** A list of any length, in groups: only those near what is seen have rows, because two thousand would take seconds. */
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

/** Without its rows it keeps its height, so that the others stay where they are. */
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

/** Whether a row has the focus or is open: it stays as the person left it. */
function isInUse(list: Element): boolean {
  return list.contains(document.activeElement) || list.querySelector('[aria-expanded=true]') !== null;
}
