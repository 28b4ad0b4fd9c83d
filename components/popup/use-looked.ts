import { useEffect } from 'preact/hooks';
import { i18n } from '@/lib/i18n';

/** Takes what the footer says of the part of a list that is looked at. */
export type OnLooked = (text: string) => void;

/** Hands over what is looked at, whenever it changes: parts, without those that do not apply. */
export function useLooked(onLooked: OnLooked, parts: (string | false | undefined | '')[]): void {
  // Each in its own direction: a login's name may be written in the other one.
  const text = parts.flatMap((part) => (part ? `\u2068${part}\u2069` : [])).join(' · ');
  useEffect(() => onLooked(text), [text]);
}

/** How many of a list are found. */
export function foundText(found: number, all: number): string {
  return i18n.t('find.count', [String(found), String(all)]);
}
