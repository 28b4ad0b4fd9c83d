import { i18n } from '@/lib/i18n';

interface ShortcutSettingsProps {
  /** The shortcut that opens the popup, as the browser writes it; empty if there is none. */
  shortcut: string;
  /** Opens the browser's page for shortcuts, the only place where it can be changed. */
  onShortcut(): void;
}

/** The shortcut that opens the popup, and where to find the keys that work in it. */
export function ShortcutSettings({ shortcut, onShortcut }: ShortcutSettingsProps) {
  return (
    <section>
      <h2>{i18n.t('keys.title')}</h2>
      <div class="setting">
        <span>{i18n.t('options.shortcut')}</span>
        {shortcut ? (
          <kbd dir="ltr">{shortcut}</kbd>
        ) : (
          <span class="hint">{i18n.t('options.shortcutNone')}</span>
        )}
        <button type="button" class="button" onClick={onShortcut}>
          {i18n.t('options.shortcutChange')}
        </button>
      </div>
      <p class="hint">{i18n.t('options.shortcutHelp')}</p>
    </section>
  );
}
