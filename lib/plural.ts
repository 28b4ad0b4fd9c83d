import { filled, formOf, i18n, type ManyFormsKey, templateOf } from './i18n';

/** The order in which a text has its forms, with bars between; the last is for all other numbers. */
const order = ['one', 'two', 'few', 'many'];

/** Made when it is first needed: it takes a millisecond. */
let rules: Intl.PluralRules | undefined;

/** A text that counts, in the form that its language has for that number. Apart from the others: the worker has none. */
export function pluralText(key: ManyFormsKey, count: number): string {
  const forms = templateOf(key).split(' | ');
  if (forms.length <= 3) return filled(formOf(forms, count), count);
  rules ??= new Intl.PluralRules(i18n.t('language'));
  return filled(forms.at(order.indexOf(rules.select(count))) ?? '', count);
}
