import { expect, it, vi } from 'vitest';
import { locales, readTexts } from '../support/texts';
import { speak } from './support/setup';

/** The texts as a page in this language gets them. */
async function textsIn(locale: string) {
  await speak(locale);
  vi.resetModules();
  return (await import('@/lib/i18n')).i18n;
}

it.each(['$1', '$&', "$'", '$$', 'Acme | Globex'])('texts contain a name unchanged: %s', async (name) => {
  const i18n = await textsIn('en');
  expect(i18n.t('row.acceptLabel', [name])).toBe(`Accept invitation to ${name}`);
});

it.each(locales)('texts with a number use the form for zero, for one or for others in %s', async (locale) => {
  const i18n = await textsIn(locale);
  const texts = new Map((await readTexts(locale)).map(({ key, forms }) => [key, forms]));
  for (const key of ['select.count', 'popup.pending'] as const) {
    const forms = texts.get(key) ?? {};
    for (const count of [0, 1, 2, 11, 101]) {
      expect(i18n.t(key, count)).toBe((forms[count] ?? forms['n'])?.replaceAll('$1', String(count)));
    }
  }
});
