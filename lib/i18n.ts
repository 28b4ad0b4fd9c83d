import { browser } from 'wxt/browser';
import type { GeneratedI18nStructure as Texts } from '#i18n';

/** Texts with as many forms as their language has; the library's format has up to three. */
type TimeKey = `time.${'inMinutes' | 'minutesAgo' | 'inHours' | 'hoursAgo' | 'inDays' | 'daysAgo'}`;

/** What a text is given: the number that it counts, or what goes in for $1. */
type Given<Key extends keyof Texts> = Key extends TimeKey
  ? [count: number]
  : Texts[Key] extends { plural: true }
    ? [count: number]
    : Texts[Key] extends { substitutions: 0 }
      ? []
      : [substitution: string];

/** The order in which a text has its forms, with bars between; the last is for all other numbers. */
const pluralOrder = ['one', 'two', 'few', 'many'];

/** As WXT types it, it would take only the names that browsers bring along. */
const messages: { getMessage(name: string, substitutions?: string[]): string } = browser.i18n;

/** Texts with $1 in place: Chromium takes 30 to 80 µs to put something in, and a list has a hundred. */
const templates: Record<string, string> = {};

/** Made when it is first needed: it takes a millisecond. */
let plurals: Intl.PluralRules | undefined;

/**
 * The texts of the interface, in the browser's language. `@wxt-dev/i18n` writes them and their types; its own function
 * weighs three times this one, in the popup and in the worker, and knows no more than three forms.
 */
export const i18n = {
  t<Key extends keyof Texts>(key: Key, ...[given]: Given<Key>): string {
    const name = key.replaceAll('.', '_');
    if (given === undefined) return messages.getMessage(name);
    templates[name] ??= messages.getMessage(name, ['$1']);
    return formOf(templates[name], given).replaceAll('$1', () => `${given}`);
  },
};

function formOf(template: string, given: number | string): string {
  if (typeof given === 'string') return template;
  const forms = template.split(' | ');
  // The library's format: of three forms for 0, 1 and others, of two for 1 and others, also where 0 counts as one.
  let at = Math.min(given, 2) + forms.length - 3;
  if (forms.length > 3) {
    plurals ??= new Intl.PluralRules(i18n.t('language'));
    at = pluralOrder.indexOf(plurals.select(given));
  }
  return forms.at(at) ?? forms.at(-1) ?? '';
}
