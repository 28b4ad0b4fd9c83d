import { confusableWith } from './look-alikes';

/** Scripts that can be taken for one another, with the ASCII letters for which each has a look-alike. */
const scripts = [
  { own: /\p{sc=Latn}/u, shared: /[a-z]/i, least: 1 },
  { own: /\p{sc=Cyrl}/u, shared: /[ABCEHIJKMOPSTXYaceijopsxy]/, least: 2 },
  { own: /\p{sc=Grek}/u, shared: /[ABEHIKMNOPTXYZaiknopuvxy]/, least: 2 },
];

/** A letter that belongs to one script. Most do, but º and ー are used in several. */
const letter = /[\p{L}--[\p{sc=Zyyy}\p{sc=Zinh}]]/v;

/**
 * Whether a word has letters of two scripts but reads as if it were all one, such as `Сloudflare` with a Cyrillic С.
 * Words that do not, such as `ЮMoney` or `Tシャツ`, mislead nobody, and neither do words of one script next to words of
 * another: what UTS #39 restricts in identifiers is common in names.
 */
export function mixesScripts(text: string): boolean {
  // Most names only have letters from the first blocks, which are all Latin.
  if (/^[\0-\u024f]*$/.test(text)) return false;
  return text
    .normalize('NFC')
    .split(/[^\p{L}\p{M}\p{N}]/u)
    .some(isDisguised);
}

function isDisguised(word: string): boolean {
  const letters = Array.from(word).filter((one) => letter.test(one));
  return scripts.some(({ own, shared, least }) => {
    const foreign = letters.filter((one) => !own.test(one));
    return (
      foreign.length > 0 &&
      // One Latin letter makes a word Latin, but one Greek letter may just be a symbol, as in `ΔT`.
      letters.length - foreign.length >= least &&
      foreign.every((one) => shared.test(confusableWith(one) ?? '')) &&
      !beginsWithInitials(word, foreign.join(''))
    );
  });
}

/** Whether a word starts with capitals of another script, as in `ABCКомпания` and `SEOпродвижение`. */
function beginsWithInitials(word: string, foreign: string): boolean {
  const rest = word.slice(foreign.length);
  return /^[A-Z]{2,}$/.test(foreign) && word.startsWith(foreign) && rest !== rest.toUpperCase();
}
