import type { Failure } from '@/lib/domain/failure';
import { i18n } from '@/lib/i18n';
import { LockIcon, Mark } from '../shared/icons';
import { UnlockForm } from '../shared/unlock-form';

/** Shown before anything is connected: what the extension is, and the button to connect. */
export function Welcome({ onConnect }: { onConnect(): void }) {
  return (
    <main class="blank welcome">
      <Mark />
      <h1>{i18n.t('welcome.title')}</h1>
      <p>{i18n.t('welcome.text')}</p>
      <button type="button" class="button primary large" onClick={onConnect}>
        {i18n.t('welcome.button')}
      </button>
    </main>
  );
}

interface LockedProps {
  /** Resolves to why it did not unlock, or null when it did. */
  onUnlock(passphrase: string): Promise<Failure | null>;
  onForgot(): void;
}

/** Asks for the passphrase, above the list as it was when the vault was locked. */
export function Locked({ onUnlock, onForgot }: LockedProps) {
  return (
    <section class="notice">
      <LockIcon />
      <div class="notice-text">
        <h2 class="notice-title">{i18n.t('passphrase.popupTitle')}</h2>
        <p>{i18n.t('passphrase.popupText')}</p>
        <UnlockForm focused onUnlock={onUnlock} />
        <button type="button" class="link" onClick={onForgot}>
          {i18n.t('passphrase.forgotLink')}
        </button>
      </div>
    </section>
  );
}

/** Shown while a login is connected, but its first list has not arrived yet. */
export function Loading() {
  return (
    <div class="blank" role="status">
      <div class="skeleton" aria-hidden="true">
        <span />
        <span />
        <span />
      </div>
      <p>{i18n.t('loading.title')}</p>
    </div>
  );
}

/** Shown when every invitation is answered. */
export function NothingPending() {
  return (
    <div class="blank">
      <svg class="empty-picture" viewBox="0 0 96 64" width="96" height="64" aria-hidden="true">
        <rect x="14" y="8" width="68" height="48" rx="9" />
        <path d="m26 21 22 16 22-16" />
        <circle class="empty-tick" cx="78" cy="52" r="11" />
        <path class="empty-tick-mark" d="m73 52 3.6 3.6 6.6-7" />
      </svg>
      <h2>{i18n.t('empty.title')}</h2>
      <p>{i18n.t('empty.text')}</p>
    </div>
  );
}
