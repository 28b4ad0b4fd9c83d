import { i18n } from '#i18n';

export { i18n };

/** Texts with as many plural forms as their language has; the library supports up to three. */
type ManyFormsKey =
  `time.${'inMinutes' | 'minutesAgo' | 'inHours' | 'hoursAgo' | 'inDays' | 'daysAgo' | 'minutes'}`;

/** The order of the forms in such a text, which bars separate; the last is for all other numbers. */
const order = ['one', 'two', 'few', 'many'];

let rules: Intl.PluralRules | undefined;

/** A text with a number, in the plural form that the language uses for it. */
export function plural(key: ManyFormsKey, count: number): string {
  const forms = i18n.t(key, [String(count)]).split(' | ');
  rules ??= new Intl.PluralRules(i18n.t('language'));
  return forms[order.indexOf(rules.select(count))] ?? forms.at(-1) ?? '';
}
