import { useState } from 'preact/hooks';
import { i18n } from '@/lib/i18n';
import { isLocked } from '@/lib/invites/lock';
import { isPending } from '@/lib/invites/snapshot';
import { type InviteState, pendingCount, snapshotOf } from '@/lib/invites/state';
import { loadMore, more, WithMore } from './more';
import { PendingList, type PendingListProps } from './pending-list';
import { PopupHeader, type PopupHeaderProps, type Tab } from './popup-header';
import { pastTime } from './time';

export interface PopupViewProps
  extends Pick<PopupHeaderProps, 'refreshing' | 'onRefresh' | 'onSettings' | 'onLock'>,
    Pick<PendingListProps, 'hideReject' | 'onRespond' | 'onRespondAll' | 'onDismiss' | 'onDetails'> {
  state: InviteState;
  nowMs: number;
  /** The worker did not take a command. */
  workerGone: boolean;
  /** Asks for the permission to call Cloudflare. */
  onAllow(): void;
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
    return more && <more.Welcome onConnect={onSettings} />;
  }
  return (
    <>
      <PopupHeader
        {...props}
        tab={tab}
        onTab={(chosen) => loadMore().then(() => setTab(chosen))}
        lockable={state.unlocked !== null}
      />
      <main>
        {props.workerGone && <p class="worker-gone">{i18n.t('popup.workerGone')}</p>}
        {more && isKeptAway(state) && <more.HostPermissionNotice onAllow={props.onAllow} />}
        {more && isAnyLocked(state) && <more.Locked onUnlock={props.onUnlock} onForgot={onSettings} />}
        {more && <more.ConnectionNotices state={state} nowMs={nowMs} onSettings={onSettings} />}
        {more && state.batch && (
          <more.BatchStatus
            batch={state.batch}
            outbox={state.outbox}
            nowMs={nowMs}
            onCancel={props.onCancelBatch}
            onRetry={(items) => props.onRespondAll(items)}
            onClose={props.onDismissBatch}
          />
        )}
        {more && tab === 'past' ? (
          <more.PastList state={state} nowMs={nowMs} />
        ) : (
          <PendingList {...props} whenEmpty={<NoRows state={state} />} />
        )}
      </main>
      {/* There from the start: what comes into it later is announced, to eyes and to screen readers. */}
      <div class="announcement" role="status">
        <WithMore>
          {({ Announcements, Tooltips }) => (
            <>
              <Announcements state={state} />
              <Tooltips />
            </>
          )}
        </WithMore>
      </div>
      <Footer state={state} nowMs={nowMs} />
    </>
  );
}

/** What stands where the list would: a failure is already told above. */
function NoRows({ state }: { state: InviteState }) {
  const polls = state.connections.map(({ id }) => state.polls[id]);
  if (!more || polls.length === 0 || polls.some((poll) => poll?.failure) || isAnyLocked(state)) return null;
  return polls.some((poll) => !poll) ? <more.Loading /> : <more.NothingPending />;
}

/** Whether the state can be shown without what is loaded later: there are invitations, and nothing else to tell. */
export function isPlain(state: InviteState, nowMs: number): boolean {
  return (
    state.batch === null &&
    state.outbox.length === 0 &&
    state.storageFailedAtMs === null &&
    pendingCount(state, nowMs) > 0 &&
    state.connections.every((connection) => {
      const { complete, unreadable, invitations } = snapshotOf(state, connection.id);
      const isWell = connection.canRespond && complete && unreadable === 0;
      const warns = invitations.some((one) => one.cautions.length > 0 && isPending(one, nowMs));
      return isWell && !warns && !state.polls[connection.id]?.failure && !isLocked(state, connection);
    })
  );
}

function isAnyLocked(state: InviteState): boolean {
  return state.connections.some((connection) => isLocked(state, connection));
}

/** Whether the browser keeps the extension from Cloudflare: the worker polls as soon as that changes. */
function isKeptAway({ connections, polls }: InviteState): boolean {
  return connections.some(({ id }) => polls[id]?.failure?.reason === 'host-permission-missing');
}

function Footer({ state, nowMs }: { state: InviteState; nowMs: number }) {
  const fetched = state.connections.map(({ id }) => state.polls[id]?.fetchedAtMs ?? null);
  const oldest = fetched.reduce((a, b) => (a === null || b === null ? null : Math.min(a, b)), nowMs);
  const pending = pendingCount(state, nowMs);
  return (
    <footer class="bar">
      <span>{pending > 0 && i18n.t('popup.pending', pending)}</span>
      <span>
        {oldest === null ? i18n.t('popup.notUpdated') : i18n.t('popup.updated', pastTime(oldest, nowMs))}
      </span>
    </footer>
  );
}
