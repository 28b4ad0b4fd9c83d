import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { textNames } from '@/components/shared/failure-text';
import { notificationKinds } from '@/lib/domain/notifications';
import { type LocaleText, locales, readTexts } from '../support/texts';

const english = await readTexts('en');
/** The stores cut a longer description off. */
const longestDescription = 132;
/** Names of things, and what is no text: the same in any language. */
const names =
  /^(language|direction|extension\.name|firstRun\.host|options\.(key|token|keyLogin|tokenLogin|kindToken))$/;

describe.each(locales)('%s', async (locale) => {
  const texts = await readTexts(locale);

  it('has the keys of English, each once', () => {
    expect(texts.map(({ key }) => key).sort()).toEqual(english.map(({ key }) => key).sort());
  });

  it('has the plural forms of English', () => {
    expect(byKey(texts, pluralForms)).toEqual(byKey(english, pluralForms));
  });

  it('has the substitutions of English', () => {
    expect(byKey(texts, substitutions)).toEqual(byKey(english, substitutions));
    // The form for one may say the number in words; the form for all the others may not.
    const silent = texts.filter(({ forms }) => '1' in forms && !forms['n']?.includes('$1'));
    expect(silent).toEqual([]);
  });

  it('has the links of English: words in brackets', () => {
    expect(byKey(texts, links)).toEqual(byKey(english, links));
  });

  it('leaves no text empty', () => {
    const blank = texts.filter(({ forms }) => Object.values(forms).some((text) => text.trim() === ''));
    expect(blank).toEqual([]);
  });

  it('has a language and a direction that a browser knows, and a description that the stores take', () => {
    const text = (key: string) => texts.find((one) => one.key === key)?.forms['n'] ?? '';
    expect(text('language')).toBe(locale.replace('_', '-'));
    expect(Intl.getCanonicalLocales(text('language'))).toEqual([text('language')]);
    expect(['ltr', 'rtl']).toContain(text('direction'));
    expect(text('extension.description').length).toBeLessThanOrEqual(longestDescription);
  });
});

it('uses every text somewhere', () => {
  const source = ['lib', 'components', 'entrypoints']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)),
    )
    .filter((file) => /\.tsx?$/.test(file))
    .concat('wxt.config.ts')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
    // The only keys that are put together: those of each kind of notification, for one and for several, and of each failure.
    .replace(/`(notification\.)\$\{kind\}(Many)?`/g, (_, start, end = '') =>
      notificationKinds.map((kind) => `'${start}${kind}${end}'`).join(),
    )
    .replace(/`(failure\.)\$\{name\}(\.\w+)`/g, (_, start, end) =>
      Object.values(textNames)
        .map((name) => `'${start}${name}${end}'`)
        .join(),
    );
  const unused = english
    .map(({ key }) => key)
    .filter((key) => !source.includes(`'${key}'`) && !source.includes(`__MSG_${key.replaceAll('.', '_')}__`));
  expect(unused).toEqual([]);
});

function byKey<T>(texts: LocaleText[], read: (text: LocaleText) => T): Record<string, T> {
  return Object.fromEntries(texts.map((text) => [text.key, read(text)]));
}

function pluralForms({ forms }: LocaleText): string[] {
  return Object.keys(forms).sort();
}

function wording({ forms }: LocaleText): string {
  return Object.values(forms).join('\n');
}

/** How many pieces brackets make of it: three where words between them are a link. */
function links(text: LocaleText): number {
  return wording(text).split(/[[\]]/).length;
}

/** $1 and the like, of all forms together. */
function substitutions({ forms }: LocaleText): string[] {
  return [...new Set(Object.values(forms).join(' ').match(/\$\d/g))].sort();
}

describe.each(locales.filter((locale) => locale !== 'en'))('%s', async (locale) => {
  const texts = await readTexts(locale);

  it('leaves no text in English', () => {
    const isLatin = new Intl.Locale(locale.replace('_', '-')).maximize().script === 'Latn';
    const asInEnglish = byKey(english, wording);
    // Languages with English's letters share words with it, such as 'Name' and 'minutes', but no sentences.
    const left = texts.filter((text) =>
      isLatin
        ? wording(text) === asInEnglish[text.key] && /\S \S+ \S/.test(wording(text))
        : /\p{Script=Latin}/u.test(wording(text)) && !/(?!\p{Script=Latin})\p{L}/u.test(wording(text)),
    );
    expect(left.filter(({ key }) => !names.test(key))).toEqual([]);
  });
});
