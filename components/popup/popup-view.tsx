import { useState } from 'preact/hooks';
import type { Failure } from '@/lib/domain/failure';
import { isLocked } from '@/lib/domain/lock';
import { pendingCount, type State } from '@/lib/domain/state';
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
import { usePressGuard } from './use-press-guard';
import { useTooltips } from './use-tooltips';

export interface PopupViewProps
  extends Pick<PopupHeaderProps, 'refreshing' | 'onRefresh' | 'onSettings' | 'onLock'>,
    Pick<
      PendingListProps,
      'hideReject' | 'onRespond' | 'onRespondAll' | 'onTakeBack' | 'onDismiss' | 'onDetails'
    > {
  state: State;
  nowMs: number;
  /** The worker did not take a command. */
  workerGone: boolean;
  /** Asks for the permission to call Cloudflare. */
  onAllow(): void;
  /** Resolves to why it did not unlock, or null when it did. */
  onUnlock(passphrase: string): Promise<Failure | null>;
  /** Opens the options page at a place. */
  onSettingsAt(target: OptionsTarget): void;
  onCancelBatch: BulkProgressProps['onCancel'];
  onDismissBatch: BulkProgressProps['onClose'];
}

/** The whole popup, from stored state. */
export function PopupView(props: PopupViewProps) {
  const { state, nowMs, onSettings, onSettingsAt } = props;
  const [tab, setTab] = useState<Tab>('pending');
  useTooltips();
  usePressGuard();
  if (state.connections.length === 0 && state.storageFailedAtMs === null) {
    return <Welcome onConnect={onSettings} />;
  }
  return (
    <>
      <PopupHeader {...props} tab={tab} onTab={setTab} lockable={state.unlocked !== null} />
      <main>
        {props.workerGone && <p class="worker-gone">{i18n.t('popup.workerGone')}</p>}
        {isKeptAway(state) && <HostPermissionAlert onAllow={props.onAllow} />}
        {isAnyLocked(state) && (
          <Locked onUnlock={props.onUnlock} onForgot={() => onSettingsAt({ kind: 'forgot' })} />
        )}
        <ConnectionAlerts
          state={state}
          nowMs={nowMs}
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
          <HistoryList state={state} nowMs={nowMs} />
        ) : (
          <PendingList {...props} onTry={props.onRefresh} whenEmpty={<NoRows state={state} />} />
        )}
      </main>
      {/* There from the start: what comes into it later is announced, to eyes and to screen readers. */}
      <div class="announcement" role="status">
        <Announcements state={state} />
      </div>
      <Footer state={state} nowMs={nowMs} />
    </>
  );
}

/** Takes the list's place; a failure is already told above. */
function NoRows({ state }: { state: State }) {
  const polls = state.connections.map(({ id }) => state.polls[id]);
  if (polls.length === 0 || polls.some((poll) => poll?.failure) || isAnyLocked(state)) return null;
  return polls.some((poll) => !poll) ? <Loading /> : <NothingPending />;
}

function isAnyLocked(state: State): boolean {
  return state.connections.some((connection) => isLocked(state, connection));
}

/** Whether the browser keeps the extension from Cloudflare: the worker polls as soon as that changes. */
function isKeptAway({ connections, polls }: State): boolean {
  return connections.some(({ id }) => polls[id]?.failure?.reason === 'host-permission-missing');
}

function Footer({ state, nowMs }: { state: State; nowMs: number }) {
  const fetched = state.connections.map(({ id }) => state.polls[id]?.fetchedAtMs ?? null);
  const oldest = fetched.reduce((a, b) => (a === null || b === null ? null : Math.min(a, b)), nowMs);
  const pending = pendingCount(state, nowMs);
  return (
    <footer class="bar">
      <span>{pending > 0 && i18n.t('popup.pending', pending)}</span>
      <span>
        {oldest === null ? i18n.t('popup.notUpdated') : i18n.t('popup.updated', [pastTime(oldest, nowMs)])}
      </span>
    </footer>
  );
}
