import { useEffect } from 'preact/hooks';
import { i18n } from '@/lib/i18n';

/** Receives the footer's text about the part of the list that is shown. */
export type OnLooked = (text: string) => void;

/** Passes on which part of the list is shown, whenever that changes. `parts` that do not apply are left out. */
export function useLooked(onLooked: OnLooked, parts: (string | false | undefined | '')[]): void {
  // Each in its own direction, because a login's name may be written in the other one.
  const text = parts.flatMap((part) => (part ? `\u2068${part}\u2069` : [])).join(' · ');
  useEffect(() => onLooked(text), [text]);
}

/** How many of a list were found, as text. */
export function foundText(found: number, all: number): string {
  return i18n.t('find.count', [String(found), String(all)]);
}
