import { i18n } from '@/lib/i18n';
import { ExternalIcon, LockIcon, Mark, RefreshIcon, SettingsIcon } from '../shared/icons';
import { dashboardUrl } from '../shared/outside-link';

export type Tab = 'pending' | 'past';

export interface PopupHeaderProps {
  tab: Tab;
  refreshing: boolean;
  /** Whether the vault can be locked. */
  lockable: boolean;
  onTab(tab: Tab): void;
  onRefresh(): void;
  onSettings(): void;
  onLock(): void;
}

/** The header, which stays at the top: the tabs, and the buttons that concern everything. */
export function PopupHeader({
  tab,
  refreshing,
  lockable,
  onTab,
  onRefresh,
  onSettings,
  onLock,
}: PopupHeaderProps) {
  return (
    <header class="bar">
      <Mark />
      <h1 class="unseen">{i18n.t('popup.title')}</h1>
      <nav class="tabs">
        {(['pending', 'past'] as const).map((name) => (
          <button
            key={name}
            type="button"
            class="tab"
            aria-current={tab === name ? 'page' : undefined}
            onClick={() => onTab(name)}
          >
            {i18n.t(name === 'pending' ? 'popup.tabPending' : 'popup.tabPast')}
          </button>
        ))}
      </nav>
      {/* The first of these, so that no other one moves when it appears or disappears. */}
      {lockable && (
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
      <a
        class="icon-button"
        href={dashboardUrl('')}
        target="_blank"
        rel="noreferrer"
        aria-label={i18n.t('popup.cloudflare')}
        title={i18n.t('popup.cloudflare')}
      >
        <ExternalIcon />
      </a>
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
