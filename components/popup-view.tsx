import { i18n } from '#i18n';
import type { Answer } from '@/lib/cloudflare/invitation';
import type { Connection } from '@/lib/invites/connection';
import { isLocked } from '@/lib/invites/lock';
import { needsPerson } from '@/lib/invites/poll-state';
import { type InviteState, inviteRows, pendingCount, type InviteRow as Row } from '@/lib/invites/state';
import { ConnectionNotices } from './connection-notices';
import { LockIcon, Mark, RefreshIcon, SettingsIcon } from './icons';
import { InviteRow } from './invite-row';
import { Loading, Locked, NothingPending, Welcome } from './popup-states';
import { pastTime } from './time';

export interface PopupViewProps {
  state: InviteState;
  nowMs: number;
  refreshing: boolean;
  /** The worker did not take a command. */
  workerGone: boolean;
  onRefresh(): void;
  onSettings(): void;
  onLock(): void;
  /** Resolves to whether the passphrase was wrong. */
  onUnlock(passphrase: string): Promise<boolean>;
  onRespond(row: Row, answer: Answer): void;
  onDismiss(row: Row): void;
}

/** The whole popup, from stored state. */
export function PopupView(props: PopupViewProps) {
  const { state, nowMs, onSettings } = props;
  if (state.connections.length === 0) return <Welcome onConnect={onSettings} />;
  return (
    <>
      <Header {...props} />
      <main>
        {props.workerGone && <p class="worker-gone">{i18n.t('popup.workerGone')}</p>}
        {isAnyLocked(state) && <Locked onUnlock={props.onUnlock} onForgot={onSettings} />}
        <ConnectionNotices state={state} nowMs={nowMs} onSettings={onSettings} />
        <Invitations {...props} />
      </main>
      <Footer state={state} nowMs={nowMs} />
    </>
  );
}

function Header({ state, refreshing, onRefresh, onSettings, onLock }: PopupViewProps) {
  return (
    <header class="bar">
      <Mark />
      <h1>{i18n.t('popup.title')}</h1>
      <button
        type="button"
        class={refreshing ? 'icon-button turning' : 'icon-button'}
        aria-label={i18n.t('popup.refresh')}
        title={i18n.t(refreshing ? 'popup.refreshing' : 'popup.refresh')}
        aria-disabled={refreshing}
        onClick={() => {
          if (!refreshing) onRefresh();
        }}
      >
        <RefreshIcon />
      </button>
      {state.unlocked && (
        <button
          type="button"
          class="icon-button"
          aria-label={i18n.t('passphrase.lock')}
          title={i18n.t('passphrase.lock')}
          onClick={onLock}
        >
          <LockIcon />
        </button>
      )}
      <button
        type="button"
        class="icon-button"
        aria-label={i18n.t('popup.settings')}
        title={i18n.t('popup.settings')}
        onClick={onSettings}
      >
        <SettingsIcon />
      </button>
    </header>
  );
}

function Invitations({ state, nowMs, onRespond, onDismiss }: PopupViewProps) {
  const rows = inviteRows(state, nowMs);
  if (rows.length > 0) {
    return (
      <ul class="invites" aria-label={i18n.t('list.label')}>
        {rows.map((row) => (
          <InviteRow
            key={row.key}
            row={row}
            nowMs={nowMs}
            canRespond={canRespond(state, row.connection)}
            onRespond={(answer) => onRespond(row, answer)}
            onDismiss={() => onDismiss(row)}
          />
        ))}
      </ul>
    );
  }
  const polls = state.connections.map(({ id }) => state.polls[id]);
  if (polls.some((poll) => poll?.failure) || isAnyLocked(state)) return null;
  return polls.some((poll) => !poll) ? <Loading /> : <NothingPending />;
}

function canRespond(state: InviteState, connection: Connection): boolean {
  return connection.canRespond && !needsPerson(state.polls[connection.id]) && !isLocked(state, connection);
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
