import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import type { ComponentChild } from 'preact';
import { useState } from 'preact/hooks';
import { onTestFinished } from 'vitest';
import { BulkProgress, type BulkProgressProps } from '@/components/popup/bulk-progress';
import { ConnectionAlerts, type ConnectionAlertsProps } from '@/components/popup/connection-alerts';
import { HistoryList } from '@/components/popup/history-list';
import { PendingList, type PendingListProps } from '@/components/popup/pending-list';
import { PopupView, type PopupViewProps } from '@/components/popup/popup-view';
import type { Answer } from '@/lib/domain/invitation-record';
import type { Choice } from '@/lib/domain/outbox';
import type { Sort } from '@/lib/domain/search';
import type { State } from '@/lib/domain/state';
import { nowMs } from '../domain/make';

// What the popup shows, found as a user would: by role and name. Nothing has a position or size here.

const nothing = () => undefined;

/** Shows a component until the test ends. */
function show(component: ComponentChild) {
  onTestFinished(cleanup);
  return render(component);
}

/** Shows the pending list. Returns what it hands over: the choices of each bulk answer. */
export function showPending(state: State, partial: Partial<PendingListProps> = {}): Choice[][] {
  const given: Choice[][] = [];
  const SortedList = () => {
    const [sort, setSort] = useState<Sort>('expiring');
    return (
      <PendingList
        state={state}
        nowMs={nowMs}
        whenEmpty={null}
        hideReject={false}
        sort={sort}
        onSort={setSort}
        onRespond={async () => true}
        onRespondAll={async (choices) => {
          given.push(choices);
          return true;
        }}
        onTry={nothing}
        onTakeBack={nothing}
        onDismiss={nothing}
        onDetails={async () => null}
        onLooked={nothing}
        place={{ current: null }}
        {...partial}
      />
    );
  };
  show(<SortedList />);
  return given;
}

/** Shows the list of past invitations. */
export function showPast(state: State): void {
  show(<HistoryList state={state} nowMs={nowMs} onLooked={nothing} place={{ current: null }} />);
}

/** Shows the alerts about logins. Returns the logins whose form is then opened. */
export function showAlerts(state: State, partial: Partial<ConnectionAlertsProps> = {}): string[] {
  const opened: string[] = [];
  const open = (id: string) => opened.push(id);
  show(<ConnectionAlerts state={state} nowMs={nowMs} onTry={nothing} onUpdate={open} {...partial} />);
  return opened;
}

/** Shows the progress of a bulk answer. Returns a function that renders it with other props. */
export function showProgress(
  props: Pick<BulkProgressProps, 'batch' | 'outbox'> & Partial<BulkProgressProps>,
) {
  const all = { nowMs, onCancel: nothing, onRetry: async () => true, onClose: nothing, ...props };
  const { rerender } = show(<BulkProgress {...all} />);
  return (changed: Partial<BulkProgressProps>) => rerender(<BulkProgress {...all} {...changed} />);
}

/**
 * Shows the whole popup. Its guard refuses presses in the list for half a second, so tests of the list show only the
 * list. Returns a function that renders another state.
 */
export function showPopup(state: State, partial: Partial<PopupViewProps> = {}): (state: State) => void {
  const popup = (of: State) => (
    <PopupView
      state={of}
      nowMs={nowMs}
      refreshing={false}
      firstSort="expiring"
      workerGone={false}
      hideReject={false}
      onAllow={nothing}
      onRefresh={nothing}
      onLock={nothing}
      onUnlock={async () => null}
      onSettings={nothing}
      onSettingsAt={nothing}
      onSort={nothing}
      onRespond={async () => true}
      onRespondAll={async () => true}
      onCancelBatch={nothing}
      onDismissBatch={nothing}
      onTakeBack={nothing}
      onDismiss={nothing}
      onDetails={async () => null}
      {...partial}
    />
  );
  const { rerender } = show(popup(state));
  return (changed) => rerender(popup(changed));
}

/** The organizations of the rows on the page, from top to bottom. */
export function organizations(): (string | null)[] {
  return screen.queryAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);
}

export function press(name: string): void {
  fireEvent.click(screen.getByRole('button', { name }));
}

export function tick(name: string): void {
  fireEvent.click(screen.getByRole('checkbox', { name }));
}

export function search(text: string): void {
  fireEvent.input(screen.getByRole('searchbox', { name: 'Search' }), { target: { value: text } });
}

/** Chooses the option with this name. */
export function pick(label: string, name: string): void {
  const { value } = screen.getByRole<HTMLOptionElement>('option', { name });
  fireEvent.change(screen.getByRole('combobox', { name: label }), { target: { value } });
}

/** The choice for an invitation of the first login. */
export function choice(id: string, answer: Answer, name: string): Choice {
  return { connectionId: 'c1', key: id, routes: [{ source: 'invites', id }], answer, name };
}
