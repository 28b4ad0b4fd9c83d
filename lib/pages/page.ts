import { i18n } from '#i18n';
import type { Settings } from '@/lib/settings';

/** Prepares the document before the first paint: its language and the theme that the person chose. */
export function preparePage({ theme }: Settings): void {
  const { documentElement } = document;
  documentElement.lang = i18n.t('language');
  applyTheme(theme);
}

/** Shows the page light, dark, or as the browser is. */
export function applyTheme(theme: Settings['theme']): void {
  document.documentElement.style.colorScheme = theme === 'system' ? 'light dark' : theme;
}
