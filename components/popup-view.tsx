import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { isLocked } from '@/lib/invites/lock';
import { type InviteState, pendingCount } from '@/lib/invites/state';
import { type Announced, Announcement } from './announcement';
import { BatchStatus } from './batch-status';
import { ConnectionNotices } from './connection-notices';
import { HostPermissionNotice } from './host-permission-notice';
import { PastList } from './past-list';
import { PendingList, type PendingListProps } from './pending-list';
import { PopupHeader, type PopupHeaderProps, type Tab } from './popup-header';
import { Loading, Locked, NothingPending, Welcome } from './popup-states';
import { pastTime } from './time';

export interface PopupViewProps
  extends Pick<PopupHeaderProps, 'refreshing' | 'onRefresh' | 'onSettings' | 'onLock'>,
    Pick<PendingListProps, 'hideReject' | 'onRespond' | 'onRespondAll' | 'onDismiss' | 'onDetails'> {
  state: InviteState;
  nowMs: number;
  /** The worker did not take a command. */
  workerGone: boolean;
  /** Asks for the permission to call Cloudflare; null while the extension has it. */
  onAllow: (() => void) | null;
  /** What just became of a response. */
  announced: Announced | null;
  /** Resolves to whether the passphrase was wrong. */
  onUnlock(passphrase: string): Promise<boolean>;
  onCancelBatch(): void;
  onDismissBatch(): void;
}

/** The whole popup, from stored state. */
export function PopupView(props: PopupViewProps) {
  const { state, nowMs, onSettings } = props;
  const [tab, setTab] = useState<Tab>('pending');
  if (state.connections.length === 0 && state.storageFailedAtMs === null) {
    return <Welcome onConnect={onSettings} />;
  }
  return (
    <>
      <PopupHeader {...props} tab={tab} onTab={setTab} lockable={state.unlocked !== null} />
      <main>
        {props.workerGone && <p class="worker-gone">{i18n.t('popup.workerGone')}</p>}
        {props.onAllow && <HostPermissionNotice onAllow={props.onAllow} />}
        {isAnyLocked(state) && <Locked onUnlock={props.onUnlock} onForgot={onSettings} />}
        <ConnectionNotices state={state} nowMs={nowMs} onSettings={onSettings} />
        {state.batch && (
          <BatchStatus
            batch={state.batch}
            outbox={state.outbox}
            nowMs={nowMs}
            onCancel={props.onCancelBatch}
            onRetry={(items) => props.onRespondAll(items)}
            onClose={props.onDismissBatch}
          />
        )}
        {tab === 'past' ? (
          <PastList state={state} nowMs={nowMs} />
        ) : (
          <PendingList {...props} whenEmpty={<NoRows state={state} />} />
        )}
      </main>
      <Announcement announced={props.announced} />
      <Footer state={state} nowMs={nowMs} />
    </>
  );
}

/** What stands where the list would: a failure is already told above. */
function NoRows({ state }: { state: InviteState }) {
  const polls = state.connections.map(({ id }) => state.polls[id]);
  if (polls.length === 0 || polls.some((poll) => poll?.failure) || isAnyLocked(state)) return null;
  return polls.some((poll) => !poll) ? <Loading /> : <NothingPending />;
}

function isAnyLocked(state: InviteState): boolean {
  return state.connections.some((connection) => isLocked(state, connection));
}

function Footer({ state, nowMs }: { state: InviteState; nowMs: number }) {
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
