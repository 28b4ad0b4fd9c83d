import { confusableWith } from './look-alikes';

/** Scripts of which one may be taken for another, with the ASCII letters that each has in one shape or the other. */
const scripts = [
  { own: /\p{sc=Latn}/u, shared: /[a-z]/i, least: 1 },
  { own: /\p{sc=Cyrl}/u, shared: /[ABCEHIJKMOPSTXYaceijopsxy]/, least: 2 },
  { own: /\p{sc=Grek}/u, shared: /[ABEHIKMNOPTXYZaiknopuvxy]/, least: 2 },
];

/** A letter that belongs to a script, as most do: º and ー are written in several. */
const letter = /[\p{L}--[\p{sc=Zyyy}\p{sc=Zinh}]]/v;

/**
 * Whether a word has letters of two scripts and yet can be read as all of one, the way `Сloudflare` is written with a
 * Cyrillic С. Words that cannot, such as `ЮMoney` or `Tシャツ`, mislead nobody, nor do words of one script beside words
 * of another: what UTS #39 restricts in identifiers is usual in names.
 */
export function mixesScripts(text: string): boolean {
  // Most names have only letters from the first blocks, which are all Latin.
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
      // One letter of its own makes a word of Latin, but no more than a sign of Greek, as in `ΔT`.
      letters.length - foreign.length >= least &&
      foreign.every((one) => shared.test(confusableWith(one) ?? '')) &&
      !beginsWithInitials(word, foreign.join(''))
    );
  });
}

/** Whether capitals of another script stand before a word, as in `ABCКомпания` and `SEOпродвижение`. */
function beginsWithInitials(word: string, foreign: string): boolean {
  const rest = word.slice(foreign.length);
  return /^[A-Z]{2,}$/.test(foreign) && word.startsWith(foreign) && rest !== rest.toUpperCase();
}
