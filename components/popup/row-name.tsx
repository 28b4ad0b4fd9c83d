import { useLayoutEffect, useRef } from 'preact/hooks';
import { ChevronIcon } from '../shared/icons';

interface RowNameProps {
  name: string;
  open: boolean;
  onOpen(open: boolean): void;
}

/** The head of a row: who invites, and what opens the details. Once they are closed, the whole row is in view. */
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
