import type { ComponentChildren } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { BatchItem } from '@/lib/domain/batch';
import type { Failure } from '@/lib/domain/failure';
import type { Answer } from '@/lib/domain/invitation';
import { type Sort, searchRows } from '@/lib/domain/search';
import { canAnswer, type InviteRow, inviteRows, type State } from '@/lib/domain/state';
import { i18n } from '@/lib/i18n';
import { LongList } from '../shared/long-list';
import { BulkActions } from './bulk-actions';
import { InvitationRow } from './invitation-row';
import { Keyboard } from './keyboard';
import { ListToolbar } from './list-toolbar';

/** A single row needs neither search nor selection. */
const fewRows = 2;

export interface PendingListProps {
  state: State;
  nowMs: number;
  whenEmpty: ComponentChildren;
  /** The person's organization wants it so. */
  hideReject: boolean;
  onRespond(row: InviteRow, answer: Answer): void;
  onRespondAll(items: BatchItem[]): void;
  onDismiss(row: InviteRow): void;
  /** Has Cloudflare asked for the latest; resolves to what went wrong, or null. */
  onDetails(row: InviteRow): Promise<Failure | null>;
}

/** The invitations to answer: found, sorted, opened, answered one by one or several in one go. */
export function PendingList(props: PendingListProps) {
  const { state, nowMs, whenEmpty, hideReject, onRespondAll, ...actions } = props;
  const [query, setQuery] = useState('');
  const [sort, setSort] = useState<Sort>('expiring');
  const [selected, setSelected] = useState<ReadonlySet<string> | null>(null);
  const searchField = useRef<HTMLInputElement>(null);

  const all = useMemo(() => inviteRows(state, nowMs), [state, nowMs]);
  const rows = useMemo(() => searchRows(all, query, sort), [all, query, sort]);
  if (all.length === 0) return whenEmpty;
  const answerable = selected ? rows.filter((row) => canAnswer(state, row)) : [];
  const chosen = all.filter((row) => selected?.has(row.key) && canAnswer(state, row));
  const toggle = (key: string) => {
    setSelected((now) => {
      const next = new Set(now);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  };

  return (
    <>
      {(all.length >= fewRows || query !== '' || selected) && (
        <ListToolbar
          inputRef={searchField}
          query={query}
          sort={sort}
          selecting={selected !== null}
          allSelected={answerable.length > 0 && answerable.every(({ key }) => selected?.has(key))}
          onQuery={setQuery}
          onSort={setSort}
          onSelecting={(selecting) => setSelected(selecting ? new Set() : null)}
          onSelectAll={(on) => setSelected(new Set(on ? answerable.map(({ key }) => key) : []))}
        />
      )}
      <Keyboard searchField={searchField} />
      {rows.length === 0 && <p class="nothing-found">{i18n.t('find.nothing')}</p>}
      <LongList
        class="invites"
        label={i18n.t('list.label')}
        rows={rows}
        render={(row, place) => (
          <InvitationRow
            key={row.key}
            row={row}
            nowMs={nowMs}
            place={place}
            answerable={canAnswer(state, row)}
            hideReject={hideReject}
            withLogin={state.connections.length > 1}
            selected={selected?.has(row.key) ?? null}
            onSelect={() => toggle(row.key)}
            onRespond={(answer) => actions.onRespond(row, answer)}
            onDismiss={() => actions.onDismiss(row)}
            onDetails={() => actions.onDetails(row)}
          />
        )}
      />
      {selected && (
        <BulkActions
          names={chosen.map(nameOf)}
          hideReject={hideReject}
          onAnswer={(answer) => {
            onRespondAll(chosen.flatMap((row) => toItem(row, answer)));
            setSelected(null);
          }}
        />
      )}
    </>
  );
}

/** What to call the organization that invites. */
function nameOf({ invitation }: InviteRow): string {
  return invitation.organizationName ?? i18n.t('row.unknownOrganization');
}

function toItem(row: InviteRow, answer: Answer): BatchItem[] {
  const { id } = row.invitation;
  return id === null ? [] : [{ connectionId: row.connection.id, inviteId: id, answer, name: nameOf(row) }];
}
