import { i18n } from '@/lib/i18n';

interface ListUpdatesProps {
  /** How many new invitations are held back. */
  held: number;
  /** Whether rows only keep their place. */
  outdated: boolean;
  onUpdate(): void;
}

/** Floats above a list that holds still while somebody aims at it, and brings it up to date. */
export function ListUpdates({ held, outdated, onUpdate }: ListUpdatesProps) {
  return (
    <div class="updates" role="status">
      {(held > 0 || outdated) && (
        <button type="button" class="button update" onClick={onUpdate}>
          {held > 0 ? i18n.t('list.new', held) : i18n.t('list.update')}
        </button>
      )}
    </div>
  );
}
