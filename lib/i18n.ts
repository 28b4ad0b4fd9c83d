import { i18n } from '#i18n';

export { i18n };

/** Texts with as many forms as their language has; the library's own plurals have up to three. */
type ManyFormsKey = `time.${'inMinutes' | 'minutesAgo' | 'inHours' | 'hoursAgo' | 'inDays' | 'daysAgo'}`;

/** The order in which such a text has its forms, with bars between; the last is for all other numbers. */
const order = ['one', 'two', 'few', 'many'];

let rules: Intl.PluralRules | undefined;

/** A text that counts, in the form that its language has for that number. */
export function plural(key: ManyFormsKey, count: number): string {
  const forms = i18n.t(key, [String(count)]).split(' | ');
  rules ??= new Intl.PluralRules(i18n.t('language'));
  return forms[order.indexOf(rules.select(count))] ?? forms.at(-1) ?? '';
}
