import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Failure } from '@/lib/domain/failure';
import { isPending } from '@/lib/domain/invitation';
import type { Answer } from '@/lib/domain/invitation-record';
import type { Choice } from '@/lib/domain/outbox';
import {
  allRows,
  canAnswer,
  choiceOf,
  type InviteRow,
  isJustAccepted,
  popupRows,
  waitOf,
} from '@/lib/domain/rows';
import { type Sort, searchRows } from '@/lib/domain/search';
import { pendingCount, type State } from '@/lib/domain/state';
import { i18n } from '@/lib/i18n';
import { connectionName } from '../shared/labels';
import { LongList } from '../shared/long-list';
import { BulkActions } from './bulk-actions';
import { settledText } from './history-row';
import { Login } from './invitation-facts';
import { InvitationRow } from './invitation-row';
import { Keyboard } from './keyboard';
import { ListToolbar, NothingFound } from './list-toolbar';
import { ListUpdates } from './list-updates';
import { nameOf } from './name-list';
import { obstacleTo, whyUnanswerable } from './unanswerable';
import { useArrivals } from './use-arrivals';
import { useEscape } from './use-escape';
import { foundText, type OnLooked, useLooked } from './use-looked';
import { type KeptPlace, usePlace } from './use-place';
import { isCautioned, useSelection } from './use-selection';
import { useSteadyRows } from './use-steady-rows';

/** From this many rows on there is search and selection; a single row needs neither. */
const fewRows = 2;

export interface PendingListProps {
  state: State;
  nowMs: number;
  whenEmpty: ComponentChildren;
  /** Whether the user's organization hides Reject. */
  hideReject: boolean;
  sort: Sort;
  onSort(sort: Sort): void;
  /** Resolves to whether the browser stored it; nothing is under way before that. */
  onRespond(choice: Choice): Promise<boolean>;
  /** The same for several. */
  onRespondAll(choices: Choice[]): Promise<boolean>;
  /** Tries waiting responses now. */
  onTry(): void;
  /** Takes back a response that cannot have had an effect yet. */
  onTakeBack(row: InviteRow): void;
  onDismiss(row: InviteRow): void;
  /** Requests the latest from Cloudflare; resolves to what went wrong, or null. */
  onDetails(row: InviteRow): Promise<Failure | null>;
  onLooked: OnLooked;
  place: KeptPlace;
}

/** The pending invitations, with search, sorting, details, and answering one by one or several at once. */
export function PendingList(props: PendingListProps) {
  const { state, nowMs, whenEmpty, hideReject, sort, onSort, onRespondAll, onLooked, ...rest } = props;
  const { place: kept, ...actions } = rest;
  const [query, setQuery] = useState('');
  const [notSaved, setNotSaved] = useState(false);
  /** The last answer that the user pressed a key for and that could not be given. */
  const [refused, setRefused] = useState<{ key: string | undefined; answer: Answer } | null>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLDivElement>(null);

  const latest = useMemo(() => popupRows(state, nowMs), [state, nowMs]);
  const { rows: all, settled, held, settledElsewhere, noteAnswered, update } = useSteadyRows(latest, area);
  const [loginId, setLoginId] = useState<string | null>(null);
  const login = state.connections.find(({ id }) => id === loginId);
  const rows = useMemo(() => {
    const ofLogin = login ? all.filter(({ connection }) => connection.id === login.id) : all;
    return searchRows(ofLogin, query, sort);
  }, [all, login?.id, query, sort]);
  const arrived = useArrivals(all, rows);
  const canChoose = (row: InviteRow) => !settled.has(row.key) && canAnswer(state, row);
  const [selected, setSelected] = useSelection(rows, canChoose);
  const total = pendingCount(state, nowMs);
  const isOpen = (row: InviteRow) => !settled.has(row.key) && isPending(row.invitation, row.nowMs);
  const isNarrowed = query.trim() !== '' || login !== undefined;
  useEscape('search', login !== undefined, () => setLoginId(null));
  useLooked(onLooked, [
    login && connectionName(login),
    isNarrowed && foundText(rows.filter(isOpen).length, total),
    // The badge only says 99+.
    !isNarrowed && total > 99 && i18n.t('popup.pending', total),
  ]);
  const [sought, setSought] = useState<{ key: string } | null>(null);
  const soughtAt = rows.findIndex(({ key }) => key === sought?.key) + 1;
  const leftAt = usePlace(kept, rows);
  useEffect(() => {
    const row = area.current?.querySelector<HTMLElement>(`[aria-posinset="${soughtAt}"]`);
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true, focusVisible: true });
  }, [sought]);
  if (all.length === 0) return whenEmpty;
  const isAllAnswered = all.every(isJustAccepted);
  const answerable = selected ? rows.filter(canChoose) : [];
  const chosen = all.filter((row) => selected?.has(row.key) && canChoose(row));
  const plain = answerable.filter((row) => !isCautioned(row));
  const allSelected = plain.length > 0 && plain.every(({ key }) => selected?.has(key));
  const leftOut = answerable.filter(({ key }) => !selected?.has(key));
  const hidden = chosen.filter((row) => !rows.includes(row)).length;
  const statuses =
    settled.size > 0 ? new Map(allRows(state, nowMs).map((row) => [row.key, row.invitation])) : null;

  return (
    <>
      {((all.length >= fewRows && !isAllAnswered) || isNarrowed || selected) && (
        <ListToolbar
          inputRef={searchField}
          query={query}
          sort={sort}
          selectable={rows.some(canChoose)}
          selecting={selected !== null}
          allSelected={allSelected}
          partlySelected={chosen.length > hidden && leftOut.length > 0}
          onQuery={setQuery}
          onSort={onSort}
          onSelecting={(selecting) => setSelected(selecting ? new Set() : null)}
          onSelectAll={(on) => {
            const kept = new Set(selected);
            if (on) for (const { key } of plain) kept.add(key);
            else for (const { key } of rows) kept.delete(key);
            setSelected(kept);
          }}
        />
      )}
      <Keyboard
        searchField={searchField}
        rowKeys={selected ? 'select' : 'answer'}
        onUnanswerable={(at, answer) => setRefused({ key: rows[at - 1]?.key, answer })}
      />
      {login && (
        <div class="tools more">
          <Login connection={login} />
          <button type="button" class="link" onClick={() => setLoginId(null)}>
            {i18n.t('past.allLogins')}
          </button>
        </div>
      )}
      <div ref={area} class="list">
        <ListUpdates
          fresh={held + arrived.length}
          outdated={settledElsewhere}
          onUpdate={() => {
            const shown = new Set(all.map(({ key }) => key));
            const first = latest.find(({ key }) => !shown.has(key) || arrived.includes(key));
            update();
            if (first) setSought({ key: first.key });
          }}
        />
        {rows.length === 0 && (
          <NothingFound
            query={query}
            onClear={() => {
              setQuery('');
              setLoginId(null);
              searchField.current?.focus();
            }}
          />
        )}
        <LongList
          class="invites"
          label={i18n.t('list.label')}
          rows={rows}
          sought={soughtAt || leftAt}
          render={(row, place) => (
            <InvitationRow
              key={row.key}
              row={row}
              nowMs={nowMs}
              place={place}
              settled={statuses && settled.has(row.key) ? settledText(statuses.get(row.key)) : null}
              answerable={canChoose(row)}
              obstacle={obstacleTo(state, row)}
              hideReject={hideReject}
              withLogin={state.connections.length > 1}
              onLogin={setLoginId}
              selected={selected?.has(row.key) ?? null}
              refusal={
                refused?.key === row.key && !settled.has(row.key)
                  ? whyUnanswerable(state, row, refused.answer, hideReject)
                  : null
              }
              wait={row.response && waitOf(state, row.response, nowMs)}
              onRespond={async (answer) => {
                noteAnswered([row.key]);
                return actions.onRespond(choiceOf(row, answer, nameOf(row)));
              }}
              onTry={actions.onTry}
              onTakeBack={() => actions.onTakeBack(row)}
              onDismiss={() => {
                noteAnswered([row.key]);
                actions.onDismiss(row);
              }}
              onDetails={() => actions.onDetails(row)}
            />
          )}
        />
        {isAllAnswered && whenEmpty}
        {selected && (
          <BulkActions
            rows={chosen}
            leftOut={allSelected ? leftOut.length : 0}
            hidden={hidden}
            hideReject={hideReject}
            notSaved={notSaved}
            onAnswer={async (answer) => {
              noteAnswered(chosen.map(({ key }) => key));
              const saved = await onRespondAll(chosen.map((row) => choiceOf(row, answer, nameOf(row))));
              setNotSaved(!saved);
              if (saved) setSelected(null);
            }}
            onLeftOut={() => {
              const next = leftOut.findIndex(({ key }) => key === sought?.key) + 1;
              const { key } = leftOut[next] ?? leftOut[0] ?? {};
              if (key !== undefined) setSought({ key });
            }}
          />
        )}
      </div>
    </>
  );
}
