import type { Theme } from '@/lib/domain/settings';
import { i18n } from '@/lib/i18n';

/**
 * Prepares the document before the first paint: its language, its direction and the theme that the person chose. The
 * direction is the texts' own: @@bidi_dir is the browser's, which is another where they fall back to English.
 */
export function preparePage(theme: Theme): void {
  const { documentElement } = document;
  documentElement.lang = i18n.t('language');
  documentElement.dir = i18n.t('direction');
  applyTheme(theme);
}

/** Shows the page light, dark, or as the browser is. */
export function applyTheme(theme: Theme): void {
  document.documentElement.style.colorScheme = theme === 'system' ? 'light dark' : theme;
}
