import { browser } from 'wxt/browser';
import type { GeneratedI18nStructure as Texts } from '#i18n';

/** Texts with as many forms as their language has; the library's format has up to three. See lib/plural.ts. */
export type ManyFormsKey =
  `time.${'inMinutes' | 'minutesAgo' | 'inHours' | 'hoursAgo' | 'inDays' | 'daysAgo'}`;

/** What a text is given: the number that it counts, or what goes in for $1. */
type Given<Key extends keyof Texts> = Texts[Key] extends { plural: true }
  ? [count: number]
  : Texts[Key] extends { substitutions: 0 }
    ? []
    : [substitution: string];

/** As WXT types it, it would take only the names that browsers bring along. */
const messages: { getMessage(name: string, substitutions?: string[]): string } = browser.i18n;

/** Texts with $1 in place: Chromium takes 30 to 80 µs to put something in, and a list has a hundred. */
const templates: Record<string, string> = {};

/**
 * The texts of the interface, in the browser's language. `@wxt-dev/i18n` writes them and their types; its own function
 * weighs three times this one, in the popup and in the worker.
 */
export const i18n = {
  t<Key extends Exclude<keyof Texts, ManyFormsKey>>(key: Key, ...[given]: Given<Key>): string {
    if (given === undefined) return messages.getMessage(nameOf(key));
    const template = templateOf(key);
    return filled(typeof given === 'number' ? formOf(template.split(' | '), given) : template, given);
  },
};

/** A text of the locale files, all its forms, with $1 in place. */
export function templateOf(key: keyof Texts): string {
  templates[key] ??= messages.getMessage(nameOf(key), ['$1']);
  return templates[key];
}

/** The library's format: of three forms for 0, 1 and others, of two for 1 and others, also where 0 counts as one. */
export function formOf(forms: string[], count: number): string {
  return forms.at(Math.min(count, 2) + forms.length - 3) ?? forms.at(-1) ?? '';
}

/** A form with what it is given in place of $1, as it is. */
export function filled(form: string, given: number | string): string {
  return form.replaceAll('$1', () => `${given}`);
}

function nameOf(key: string): string {
  return key.replaceAll('.', '_');
}
