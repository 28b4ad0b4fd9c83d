import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { textNames } from '@/components/shared/failure-text';
import { notificationKinds } from '@/lib/domain/notifications';
import { type LocaleText, locales, readTexts } from '../support/texts';

const english = await readTexts('en');
/** The stores cut off longer descriptions. */
const longestDescription = 132;
/** Product names and values that are not texts: the same in every language. */
const names =
  /^(language|direction|extension\.name|firstRun\.host|options\.(key|token|keyLogin|tokenLogin|kindToken))$/;

describe.each(locales)('%s', async (locale) => {
  const texts = await readTexts(locale);

  it('has the same keys as English, each once', () => {
    expect(texts.map(({ key }) => key).sort()).toEqual(english.map(({ key }) => key).sort());
  });

  it('has the same plural forms as English', () => {
    expect(byKey(texts, pluralForms)).toEqual(byKey(english, pluralForms));
  });

  it('has the same substitutions as English', () => {
    expect(byKey(texts, substitutions)).toEqual(byKey(english, substitutions));
    // The form for one may spell the number out, but the form for all others may not.
    const silent = texts.filter(({ forms }) => '1' in forms && !forms['n']?.includes('$1'));
    expect(silent).toEqual([]);
  });

  it('has the same links (words in brackets) as English', () => {
    expect(byKey(texts, links)).toEqual(byKey(english, links));
  });

  it('has no empty texts', () => {
    const blank = texts.filter(({ forms }) => Object.values(forms).some((text) => text.trim() === ''));
    expect(blank).toEqual([]);
  });

  it('has a language and direction that browsers know, and a description that the stores accept', () => {
    const text = (key: string) => texts.find((one) => one.key === key)?.forms['n'] ?? '';
    expect(text('language')).toBe(locale.replace('_', '-'));
    expect(Intl.getCanonicalLocales(text('language'))).toEqual([text('language')]);
    expect(['ltr', 'rtl']).toContain(text('direction'));
    expect(text('extension.description').length).toBeLessThanOrEqual(longestDescription);
  });
});

it('every text is used', () => {
  const source = ['lib', 'components', 'entrypoints']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)),
    )
    .filter((file) => /\.tsx?$/.test(file))
    .concat('wxt.config.ts')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
    // The only keys built at runtime: for each kind of notification, for one and several, and for each failure.
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

/** The number of parts between brackets: three if a text has a link. */
function links(text: LocaleText): number {
  return wording(text).split(/[[\]]/).length;
}

/** The placeholders such as $1, for all forms together. */
function substitutions({ forms }: LocaleText): string[] {
  return [...new Set(Object.values(forms).join(' ').match(/\$\d/g))].sort();
}

describe.each(locales.filter((locale) => locale !== 'en'))('%s', async (locale) => {
  const texts = await readTexts(locale);

  it('has no untranslated texts', () => {
    const isLatin = new Intl.Locale(locale.replace('_', '-')).maximize().script === 'Latn';
    const asInEnglish = byKey(english, wording);
    // Languages in Latin script share words with English, such as 'Name' and 'minutes', but not sentences.
    const left = texts.filter((text) =>
      isLatin
        ? wording(text) === asInEnglish[text.key] &&
          wording(text)
            .split(' | ')
            .some((form) => /\S \S+ \S/.test(form))
        : /\p{Script=Latin}/u.test(wording(text)) && !/(?!\p{Script=Latin})\p{L}/u.test(wording(text)),
    );
    expect(left.filter(({ key }) => !names.test(key))).toEqual([]);
  });
});
