import { readdirSync } from 'node:fs';
import { type ParsedMessage, parseMessagesFile } from '@wxt-dev/i18n/build';
import { isSoak } from './samples';

/** The value of a key in a locale's file: a text, or one for each plural form. */
export interface LocaleText {
  key: string;
  /** By plural form: '0', '1' and 'n', or only 'n' for a text without a number. */
  forms: Readonly<Record<string, string>>;
}

/** All locales, such as `pt_BR`. */
export const locales: readonly string[] = readdirSync('locales').map((file) => file.replace(/\.yml$/, ''));

/**
 * The locales that are tested in a browser: all in `npm run soak`; in `npm test` those with the longest texts, the
 * longest words, no spaces, and the other direction.
 */
export const triedLocales: readonly string[] = isSoak ? locales : ['ar', 'de', 'ja', 'nl'];

/** Every text of a locale, in the order of its file, except those built into browsers, whose names start with @@. */
export async function readTexts(locale: string): Promise<LocaleText[]> {
  const messages = await parseMessagesFile(`locales/${locale}.yml`);
  return messages
    .map((message) => ({ key: message.key.join('.'), forms: formsOf(message) }))
    .filter(({ key }) => !key.startsWith('@@'));
}

/** Returns the text of a key, with a value for $1. */
export type Translate = (key: string, substitution?: string) => string;

/** How tests read a locale's texts. For texts with a number it returns the plural form for many. */
export async function translator(locale: string): Promise<Translate> {
  const texts = new Map((await readTexts(locale)).map(({ key, forms }) => [key, forms]));
  return (key, substitution = '') => {
    const text = texts.get(key)?.['n'];
    if (text === undefined) throw new Error(`${locale} has no text ${key}.`);
    return text.replace('$1', substitution);
  };
}

function formsOf(message: ParsedMessage): Record<string, string> {
  return message.type === 'plural' ? message.plurals : { n: message.message };
}
