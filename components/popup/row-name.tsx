import { useLayoutEffect, useRef } from 'preact/hooks';
import { ChevronIcon } from '../shared/icons';

interface RowNameProps {
  name: string;
  open: boolean;
  /** While selecting, only the arrow opens the details, because a press elsewhere selects the row. */
  selecting?: boolean;
  onOpen(open: boolean): void;
}

/**
 * The heading of a row: the organization's name, as a button that opens the details. When they are closed, the whole
 * row is scrolled into view.
 */
export function RowName({ name, open, selecting = false, onOpen }: RowNameProps) {
  const head = useRef<HTMLHeadingElement>(null);
  const wasOpen = useRef(open);
  useLayoutEffect(() => {
    if (wasOpen.current && !open) head.current?.closest('li')?.scrollIntoView({ block: 'nearest' });
    wasOpen.current = open;
  }, [open]);
  const opener = { 'aria-expanded': open, 'data-key': 'details', onClick: () => onOpen(!open) };
  const looks = open ? 'name open' : 'name';
  if (selecting) {
    return (
      <div class={looks}>
        <h2 ref={head}>
          <bdi>{name}</bdi>
        </h2>
        <button type="button" class="opener" aria-label={name} {...opener}>
          <ChevronIcon />
        </button>
      </div>
    );
  }
  return (
    <h2 ref={head}>
      <button type="button" class={looks} {...opener}>
        <bdi>{name}</bdi>
        <ChevronIcon />
      </button>
    </h2>
  );
}
