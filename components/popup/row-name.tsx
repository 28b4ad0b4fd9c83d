import { ChevronIcon } from '../shared/icons';

interface RowNameProps {
  name: string;
  open: boolean;
  onOpen(open: boolean): void;
}

/** The head of a row: who invites, and what opens the details. */
export function RowName({ name, open, onOpen }: RowNameProps) {
  return (
    <h2>
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
