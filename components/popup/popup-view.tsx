import { useEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '@/lib/domain/failure';
import { isLocked } from '@/lib/domain/lock';
import type { Sort } from '@/lib/domain/search';
import type { State } from '@/lib/domain/state';
import { i18n } from '@/lib/i18n';
import type { OptionsTarget } from '@/lib/options-link';
import { HostPermissionAlert } from '../shared/alert';
import { pastTime } from '../shared/time';
import { Announcements } from './announcements';
import { BulkProgress, type BulkProgressProps } from './bulk-progress';
import { ConnectionAlerts } from './connection-alerts';
import { Loading, Locked, NothingPending, Welcome } from './empty-states';
import { HistoryList } from './history-list';
import { PendingList, type PendingListProps } from './pending-list';
import { PopupHeader, type PopupHeaderProps, type Tab } from './popup-header';
import { useFailureInView } from './use-failure-in-view';
import { usePressGuard } from './use-press-guard';
import { useTooltips } from './use-tooltips';
import { useUndo } from './use-undo';

export interface PopupViewProps
  extends Pick<PopupHeaderProps, 'refreshing' | 'onRefresh' | 'onSettings' | 'onLock'>,
    Pick<
      PendingListProps,
      'hideReject' | 'onSort' | 'onRespond' | 'onRespondAll' | 'onTakeBack' | 'onDismiss' | 'onDetails'
    > {
  state: State;
  nowMs: number;
  /** The last order of the list. */
  firstSort: Sort;
  /** Whether the worker did not reply to a command. */
  workerGone: boolean;
  /** Asks for the permission to call Cloudflare. */
  onAllow(): void;
  /** Resolves to why it did not unlock, or null if it did. */
  onUnlock(passphrase: string): Promise<Failure | null>;
  /** Opens the options page at a certain place. */
  onSettingsAt(target: OptionsTarget): void;
  onCancelBatch: BulkProgressProps['onCancel'];
  onDismissBatch: BulkProgressProps['onClose'];
}

/** The whole popup, rendered from the stored state. */
export function PopupView(props: PopupViewProps) {
  const { state, nowMs, onSettings, onSettingsAt } = props;
  const [tab, setTab] = useState<Tab>('pending');
  const [looked, setLooked] = useState('');
  const places = useRef({ pending: { current: null }, past: { current: null } }).current;
  const takeBack = useUndo(state, nowMs, props.onTakeBack);
  const [sort, setSort] = useState(props.firstSort);
  const noteAsked = useFailureInView(state, props.refreshing);
  useTooltips();
  usePressGuard();
  if (state.connections.length === 0 && state.storageFailedAtMs === null) {
    return <Welcome onConnect={onSettings} />;
  }
  return (
    <>
      <PopupHeader
        {...props}
        tab={tab}
        lockable={state.unlocked !== null}
        onTab={setTab}
        onRefresh={() => {
          noteAsked();
          props.onRefresh();
        }}
      />
      <main>
        {props.workerGone && <p class="worker-gone">{i18n.t('popup.workerGone')}</p>}
        {lacksHostPermission(state) && <HostPermissionAlert onAllow={props.onAllow} />}
        {isAnyLocked(state) && (
          <Locked onUnlock={props.onUnlock} onForgot={() => onSettingsAt({ kind: 'forgot' })} />
        )}
        <ConnectionAlerts
          state={state}
          nowMs={nowMs}
          onTry={props.onRefresh}
          onUpdate={(connectionId) => onSettingsAt({ kind: 'login', connectionId })}
        />
        {state.batch && (
          <BulkProgress
            batch={state.batch}
            outbox={state.outbox}
            nowMs={nowMs}
            onCancel={props.onCancelBatch}
            onRetry={props.onRespondAll}
            onClose={props.onDismissBatch}
          />
        )}
        {tab === 'past' ? (
          <HistoryList state={state} nowMs={nowMs} onLooked={setLooked} place={places.past} />
        ) : (
          <PendingList
            {...props}
            sort={sort}
            onSort={(next) => {
              setSort(next);
              props.onSort(next);
            }}
            onTry={props.onRefresh}
            onTakeBack={takeBack}
            onLooked={setLooked}
            place={places.pending}
            whenEmpty={<NoRows state={state} />}
          />
        )}
      </main>
      <Footer state={state} nowMs={nowMs} looked={looked} />
    </>
  );
}

/** Shown instead of an empty list. Renders nothing if there is a failure, because an alert above already shows that. */
function NoRows({ state }: { state: State }) {
  const polls = state.connections.map(({ id }) => state.polls[id]);
  if (polls.length === 0 || polls.some((poll) => poll?.failure) || isAnyLocked(state)) return null;
  return polls.some((poll) => !poll) ? <Loading /> : <NothingPending />;
}

function isAnyLocked(state: State): boolean {
  return state.connections.some((connection) => isLocked(state, connection));
}

/** Whether the browser does not let the extension call Cloudflare. The worker polls as soon as that changes. */
function lacksHostPermission({ connections, polls }: State): boolean {
  return connections.some(({ id }) => polls[id]?.failure?.reason === 'host-permission-missing');
}

interface FooterProps {
  state: State;
  nowMs: number;
  /** The part of the list that is shown. */
  looked: string;
}

/**
 * Which part of the list is shown, and how old it is, unless an alert already says so. For some seconds, what was just
 * confirmed is shown instead: here it covers no button.
 */
function Footer({ state, nowMs, looked }: FooterProps) {
  const isOnline = useOnline();
  const polls = state.connections.map(({ id }) => state.polls[id]);
  const failures = polls.flatMap((poll) => poll?.failure ?? []);
  const oldest = polls
    .map((poll) => poll?.fetchedAtMs ?? null)
    .reduce((a, b) => (a === null || b === null ? null : Math.min(a, b)), nowMs);
  return (
    <footer class="bar">
      <span>{[!isOnline && i18n.t('popup.offline'), looked].filter(Boolean).join(' · ')}</span>
      <span>
        {failures.length === 0 &&
          (oldest === null ? i18n.t('popup.notUpdated') : i18n.t('popup.updated', [pastTime(oldest, nowMs)]))}
      </span>
      {/* Rendered from the start, because screen readers only announce text that is added later. Some of it is visible. */}
      <div class="announcement" role="status">
        <Announcements state={state} />
      </div>
    </footer>
  );
}

/** Whether the computer is online, as far as the browser knows. */
function useOnline(): boolean {
  const [isOnline, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const renew = () => setOnline(navigator.onLine);
    window.addEventListener('online', renew);
    window.addEventListener('offline', renew);
    return () => {
      window.removeEventListener('online', renew);
      window.removeEventListener('offline', renew);
    };
  }, []);
  return isOnline;
}
