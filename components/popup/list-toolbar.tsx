import type { RefObject } from 'preact';
import { type Sort, sorts } from '@/lib/domain/search';
import { i18n } from '@/lib/i18n';

interface ListToolbarProps {
  inputRef: RefObject<HTMLInputElement | null>;
  query: string;
  sort: Sort;
  selecting: boolean;
  allSelected: boolean;
  onQuery(query: string): void;
  onSort(sort: Sort): void;
  onSelecting(selecting: boolean): void;
  onSelectAll(on: boolean): void;
}

const sortNames = {
  expiring: () => i18n.t('find.sortExpiring'),
  newest: () => i18n.t('find.sortNewest'),
  name: () => i18n.t('find.sortName'),
};

/** Above the list: find, sort, and choose several. */
export function ListToolbar(props: ListToolbarProps) {
  const { inputRef, query, sort, selecting, allSelected, onQuery, onSort, onSelecting, onSelectAll } = props;
  return (
    <search class="tools">
      {selecting ? (
        <label class="select-all">
          <input
            type="checkbox"
            checked={allSelected}
            onChange={(event) => onSelectAll(event.currentTarget.checked)}
          />
          {i18n.t('find.selectAll')}
        </label>
      ) : (
        <>
          <input
            ref={inputRef}
            type="search"
            value={query}
            placeholder={i18n.t('find.search')}
            aria-label={i18n.t('find.search')}
            onInput={(event) => onQuery(event.currentTarget.value)}
          />
          <select
            value={sort}
            aria-label={i18n.t('find.sort')}
            onChange={(event) => onSort(sorts.find((name) => name === event.currentTarget.value) ?? sort)}
          >
            {sorts.map((name) => (
              <option key={name} value={name}>
                {sortNames[name]()}
              </option>
            ))}
          </select>
        </>
      )}
      <button type="button" class="button" onClick={() => onSelecting(!selecting)}>
        {i18n.t(selecting ? 'find.selectEnd' : 'find.select')}
      </button>
    </search>
  );
}
