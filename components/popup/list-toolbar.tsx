import type { RefObject } from 'preact';
import { type Sort, sorts } from '@/lib/domain/search';
import { i18n } from '@/lib/i18n';
import { useEscape } from './use-escape';

interface SearchFieldProps {
  inputRef: RefObject<HTMLInputElement | null>;
  query: string;
  onQuery(query: string): void;
}

/** Searches the list below. Escape clears the field, and leaves it if it is empty; the down arrow leaves it too. */
export function SearchField({ inputRef, query, onQuery }: SearchFieldProps) {
  useEscape('search', query !== '', () => onQuery(''));
  return (
    <input
      ref={inputRef}
      type="search"
      value={query}
      placeholder={i18n.t('find.search')}
      aria-label={i18n.t('find.search')}
      onInput={(event) => onQuery(event.currentTarget.value)}
      onKeyDown={(event) => {
        const leaves = event.key === 'ArrowDown' || (event.key === 'Escape' && query === '');
        const row = document.querySelector<HTMLElement>('.invites > li');
        if (!leaves || event.isComposing || !row) return;
        event.preventDefault();
        row.focus();
      }}
    />
  );
}

interface PickerProps<Value extends string> {
  label: string;
  value: Value;
  options: (readonly [value: Value, name: string])[];
  onPick(value: Value): void;
}

/** A select for one of a few values. */
export function Picker<Value extends string>({ label, value, options, onPick }: PickerProps<Value>) {
  return (
    <select
      value={value}
      aria-label={label}
      onChange={(event) => onPick(options[event.currentTarget.selectedIndex]?.[0] ?? value)}
    >
      {options.map(([key, name]) => (
        <option key={key} value={key}>
          {name}
        </option>
      ))}
    </select>
  );
}

interface NothingFoundProps {
  /** Empty if only the filters leave nothing. */
  query: string;
  onClear(): void;
}

/** Shown instead of the list if nothing is found. */
export function NothingFound({ query, onClear }: NothingFoundProps) {
  return (
    <p class="nothing-found">
      {/* Isolated, because it may be written in the other direction. */}
      {query ? i18n.t('find.nothing', [`\u2068${query}\u2069`]) : i18n.t('find.nothingFiltered')}
      {' · '}
      <button type="button" class="link" onClick={onClear}>
        {i18n.t(query ? 'find.clear' : 'find.clearFilters')}
      </button>
    </p>
  );
}

interface ListToolbarProps extends SearchFieldProps {
  sort: Sort;
  /** Whether anything can be selected. */
  selectable: boolean;
  selecting: boolean;
  allSelected: boolean;
  /** Whether some are selected, and others that could be are not. */
  partlySelected: boolean;
  onSort(sort: Sort): void;
  onSelecting(selecting: boolean): void;
  onSelectAll(on: boolean): void;
}

const sortNames = {
  expiring: () => i18n.t('find.sortExpiring'),
  newest: () => i18n.t('find.sortNewest'),
  name: () => i18n.t('find.sortName'),
};

/** The controls above the list: search, sort, and select several. */
export function ListToolbar(props: ListToolbarProps) {
  const { selecting } = props;
  return (
    <search class="tools">
      <SearchField {...props} />
      {selecting ? (
        <label class="select-all">
          <input
            type="checkbox"
            checked={props.allSelected}
            indeterminate={props.partlySelected}
            onChange={(event) => props.onSelectAll(event.currentTarget.checked)}
          />
          {i18n.t('find.selectAll')}
        </label>
      ) : (
        <Picker
          label={i18n.t('find.sort')}
          value={props.sort}
          options={sorts.map((name) => [name, sortNames[name]()])}
          onPick={props.onSort}
        />
      )}
      {(selecting || props.selectable) && (
        <button type="button" class="button" onClick={() => props.onSelecting(!selecting)}>
          {i18n.t(selecting ? 'find.selectEnd' : 'find.select')}
        </button>
      )}
    </search>
  );
}
