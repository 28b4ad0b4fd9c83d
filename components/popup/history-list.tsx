import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { csvOf, exported, jsonOf } from '@/lib/domain/export';
import { historyRows, type Outcome, outcomeOf, outcomes } from '@/lib/domain/history';
import { searchRows } from '@/lib/domain/search';
import type { State } from '@/lib/domain/state';
import { i18n } from '@/lib/i18n';
import { connectionName } from '../shared/labels';
import { LongList } from '../shared/long-list';
import { HistoryRow, outcomeTexts } from './history-row';
import { Keyboard } from './keyboard';
import { NothingFound, Picker, SearchField } from './list-toolbar';
import { saveFile } from './save-file';
import { foundText, type OnLooked, useLooked } from './use-looked';
import { type KeptPlace, usePlace } from './use-place';

interface HistoryListProps {
  state: State;
  nowMs: number;
  onLooked: OnLooked;
  place: KeptPlace;
}

/**
 * The invitations that were answered or have expired, latest first, with search, filters, details and export to a file.
 */
export function HistoryList({ state, nowMs, onLooked, place: kept }: HistoryListProps) {
  const { connections } = state;
  const [query, setQuery] = useState('');
  const [outcome, setOutcome] = useState<Outcome | ''>('');
  const [loginId, setLoginId] = useState('');
  const [saved, setSaved] = useState<{ count: number; file: string } | null>(null);
  // The message about the saved file no longer fits the rows that are shown.
  useEffect(() => setSaved(null), [query, outcome, loginId]);
  const searchField = useRef<HTMLInputElement>(null);
  const all = useMemo(() => historyRows(state, nowMs), [state, nowMs]);
  const login = connections.find(({ id }) => id === loginId);
  const rows = searchRows(all, query).filter(
    ({ invitation, connection }) =>
      (!outcome || outcomeOf(invitation) === outcome) && (!login || connection.id === login.id),
  );
  const leftAt = usePlace(kept, rows);
  const isNarrowed = query.trim() !== '' || outcome || login;
  useLooked(onLooked, [login && connectionName(login), isNarrowed && foundText(rows.length, all.length)]);
  if (all.length === 0) {
    return (
      <div class="blank">
        <h2>{i18n.t('past.emptyTitle')}</h2>
        <p>{i18n.t('past.emptyText')}</p>
      </div>
    );
  }
  const save = (type: 'CSV' | 'JSON') => {
    const invitations = rows.map((row) => exported(row, connectionName(row.connection)));
    const file =
      type === 'CSV'
        ? saveFile('invitations', 'csv', csvOf(invitations))
        : saveFile('invitations', 'json', jsonOf(invitations));
    setSaved({ count: rows.length, file });
  };
  return (
    <>
      <search class="tools">
        <SearchField inputRef={searchField} query={query} onQuery={setQuery} />
        <Picker<Outcome | ''>
          label={i18n.t('past.outcome')}
          value={outcome}
          options={[
            ['', i18n.t('past.allOutcomes')],
            ...outcomes.map((one) => [one, outcomeTexts[one]()] as const),
          ]}
          onPick={setOutcome}
        />
      </search>
      <Keyboard searchField={searchField} rowKeys="none" />
      <div class="tools more">
        {connections.length > 1 && (
          <Picker
            label={i18n.t('details.login')}
            value={login ? loginId : ''}
            options={[
              ['', i18n.t('past.allLogins')],
              ...connections.map((one) => [one.id, connectionName(one)] as const),
            ]}
            onPick={setLoginId}
          />
        )}
        {rows.length > 0 && (
          <p class="export">
            {i18n.t('past.export', rows.length)}
            {(['CSV', 'JSON'] as const).map((type) => (
              <button
                key={type}
                type="button"
                class="link"
                aria-label={i18n.t('past.exportAs', [type])}
                onClick={() => save(type)}
              >
                {type}
              </button>
            ))}
          </p>
        )}
        {/* Rendered from the start, because screen readers only announce text that is added later. */}
        <p class="saved" role="status">
          {saved && i18n.t('past.saved', saved.count, [String(saved.count), `\u2068${saved.file}\u2069`])}
        </p>
      </div>
      {rows.length === 0 && (
        <NothingFound
          query={query}
          onClear={() => {
            setQuery('');
            if (!query) {
              setOutcome('');
              setLoginId('');
            }
            searchField.current?.focus();
          }}
        />
      )}
      <LongList
        class="invites past"
        label={i18n.t('past.label')}
        rows={rows}
        sought={leftAt}
        render={(row, place) => (
          <HistoryRow
            key={row.key}
            place={place}
            row={row}
            nowMs={nowMs}
            withLogin={connections.length > 1}
            onLogin={setLoginId}
          />
        )}
      />
    </>
  );
}
