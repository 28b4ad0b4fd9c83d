/** Matches nearly all texts: nothing in them needs cleaning, so the rest can be skipped. */
const plain = /^[!-~]+(?: [!-~]+)*$/;

/** Line breaks and spaces of other widths, which become one plain space. */
const blanks = /[\p{White_Space}\p{Cc}\u2800]+/gu;

/**
 * Invisible characters: directions, zero widths, fillers, tags, private use, halves of surrogate pairs. Three stay
 * where writing needs them: the joiner and the color selector of emoji, and the Persian non-joiner.
 */
const unseen =
  /(?!(?<=\p{ExtPict}\uFE0F?)\u200D(?=\p{ExtPict})|(?<=\p{ExtPict})\uFE0F|(?<=\p{sc=Arab})\u200C(?=\p{sc=Arab}))[\p{DI}\p{Cf}\p{Co}\p{Cs}]/gu;

/**
 * Vietnamese stacks two marks on a letter and pointed Hebrew three; more are only there to spill over neighboring text.
 */
const stacked = /(\p{M}{3})\p{M}+/gu;

/**
 * Makes a stranger's text safe to show anywhere: one line, no invisible characters, and at most `longest` characters as
 * people count them, the last an ellipsis if it was clipped. Empty if nothing is left.
 */
export function cleanText(text: string, longest: number): string {
  if (text.length <= longest && plain.test(text)) return text;
  // What people count as one character can consist of very many, so the length is limited first.
  const bounded = text.slice(0, longest * 32);
  const clean = bounded
    .replace(blanks, ' ')
    .replace(unseen, '')
    .replace(stacked, '$1')
    .trim()
    .replace(/ {2,}/g, ' ');
  if (clean.length <= longest) return clean;
  const characters = Array.from(new Intl.Segmenter().segment(clean), ({ segment }) => segment);
  const kept =
    characters.length > longest
      ? `${characters
          .slice(0, longest - 1)
          .join('')
          .trimEnd()}…`
      : clean;
  return kept.length <= longest * 8
    ? kept
    : `${Array.from(kept)
        .slice(0, longest - 1)
        .join('')}…`;
}
