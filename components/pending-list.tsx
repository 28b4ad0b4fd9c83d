import type { ComponentChildren } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { Failure } from '@/lib/cloudflare/failure';
import type { Answer } from '@/lib/cloudflare/invitation';
import { i18n } from '@/lib/i18n';
import type { BatchItem } from '@/lib/invites/batch';
import type { Sort } from '@/lib/invites/sorts';
import { canAnswer, type InviteState, inviteRows, type InviteRow as Row } from '@/lib/invites/state';
import { BlockList, type Place } from './block-list';
import { InviteRow } from './invite-row';
import { ListTools } from './list-tools';
import { loadMore, more, WithMore } from './more';

/** A single row needs neither search nor selection. */
const fewRows = 2;

export interface PendingListProps {
  state: InviteState;
  nowMs: number;
  whenEmpty: ComponentChildren;
  /** The person's organization wants it so. */
  hideReject: boolean;
  onRespond(row: Row, answer: Answer): void;
  onRespondAll(items: BatchItem[]): void;
  onDismiss(row: Row): void;
  /** Has Cloudflare asked for the latest; resolves to what went wrong, or null. */
  onDetails(row: Row): Promise<Failure | null>;
}

/** The invitations to answer: found, sorted, opened, answered one by one or several in one go. */
export function PendingList(props: PendingListProps) {
  const { state, nowMs, whenEmpty, hideReject, onRespondAll, ...actions } = props;
  const [query, setQuery] = useState('');
  const [sort, setSort] = useState<Sort>('expiring');
  const [selected, setSelected] = useState<ReadonlySet<string> | null>(null);
  const search = useRef<HTMLInputElement>(null);

  const all = useMemo(() => inviteRows(state, nowMs), [state, nowMs]);
  const rows = useMemo(() => more?.findRows(all, query, sort) ?? all, [all, query, sort]);
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

  const rowOf = (row: Row, place: Place) => (
    <InviteRow
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
  );

  return (
    <>
      {(all.length >= fewRows || query !== '' || selected) && (
        <ListTools
          inputRef={search}
          query={query}
          sort={sort}
          selecting={selected !== null}
          allSelected={answerable.length > 0 && answerable.every(({ key }) => selected?.has(key))}
          onQuery={(changed) => loadMore().then(() => setQuery(changed))}
          onSort={(changed) => loadMore().then(() => setSort(changed))}
          onSelecting={(selecting) => loadMore().then(() => setSelected(selecting ? new Set() : null))}
          onSelectAll={(on) => setSelected(new Set(on ? answerable.map(({ key }) => key) : []))}
        />
      )}
      <WithMore>{({ RowKeys }) => <RowKeys search={search} />}</WithMore>
      {rows.length === 0 && <p class="nothing-found">{i18n.t('find.nothing')}</p>}
      <BlockList class="invites" label={i18n.t('list.label')} rows={rows} render={rowOf} />
      {selected && more && (
        <more.SelectionBar
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
function nameOf({ invitation }: Row): string {
  return invitation.organizationName ?? i18n.t('row.unknownOrganization');
}

function toItem(row: Row, answer: Answer): BatchItem[] {
  const { id } = row.invitation;
  return id === null ? [] : [{ connectionId: row.connection.id, inviteId: id, answer, name: nameOf(row) }];
}
