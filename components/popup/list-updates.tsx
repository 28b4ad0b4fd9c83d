import { i18n } from '@/lib/i18n';

interface ListUpdatesProps {
  /** How many new invitations are held back, or have arrived out of view. */
  fresh: number;
  /** Whether some rows are no longer open and only keep their place. */
  outdated: boolean;
  onUpdate(): void;
}

/**
 * A button, in the footer, where it covers nothing: it brings a list up to date that does not move while the user aims
 * at it, or goes to what has arrived out of view.
 */
export function ListUpdates({ fresh, outdated, onUpdate }: ListUpdatesProps) {
  return (
    <div class="updates" role="status">
      {(fresh > 0 || outdated) && (
        <button type="button" class="button update" onClick={onUpdate}>
          {fresh > 0 ? i18n.t('list.new', fresh) : i18n.t('list.update')}
        </button>
      )}
    </div>
  );
}
