import type { Theme } from '@/lib/domain/settings';
import { i18n } from '@/lib/i18n';

/**
 * Prepares the document before the first paint: its language, its direction and the theme that the user chose. The
 * direction comes from the texts: @@bidi_dir is the browser's, which differs if the texts fall back to English.
 */
export function preparePage(theme: Theme): void {
  const { documentElement } = document;
  documentElement.lang = i18n.t('language');
  documentElement.dir = i18n.t('direction');
  applyTheme(theme);
}

/** Makes the page light, dark, or follow the browser. */
export function applyTheme(theme: Theme): void {
  document.documentElement.style.colorScheme = theme === 'system' ? 'light dark' : theme;
}
