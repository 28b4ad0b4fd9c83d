import { useLayoutEffect, useRef } from 'preact/hooks';
import { ChevronIcon } from '../shared/icons';

interface RowNameProps {
  name: string;
  open: boolean;
  onOpen(open: boolean): void;
}

/**
 * The heading of a row: the organization's name, as a button that opens the details. When they are closed, the whole
 * row is scrolled into view.
 */
export function RowName({ name, open, onOpen }: RowNameProps) {
  const head = useRef<HTMLHeadingElement>(null);
  const wasOpen = useRef(open);
  useLayoutEffect(() => {
    if (wasOpen.current && !open) head.current?.closest('li')?.scrollIntoView({ block: 'nearest' });
    wasOpen.current = open;
  }, [open]);
  return (
    <h2 ref={head}>
      <button
        type="button"
        class="name"
        aria-expanded={open}
        data-key="details"
        onClick={() => onOpen(!open)}
      >
        <bdi>{name}</bdi>
        <ChevronIcon />
      </button>
    </h2>
  );
}
