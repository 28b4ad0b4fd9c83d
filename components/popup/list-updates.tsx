import { i18n } from '@/lib/i18n';

interface ListUpdatesProps {
  /** How many new invitations are held back. */
  held: number;
  /** Whether some rows are no longer open and only keep their place. */
  outdated: boolean;
  onUpdate(): void;
}

/** A button that floats above a list that does not move while the user aims at it. It brings the list up to date. */
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
