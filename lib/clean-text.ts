/** What nearly all texts are: nothing in them is to be mended, and nothing has to be looked at twice. */
const plain = /^[!-~]+(?: [!-~]+)*$/;

/** Whatever breaks a line or is a blank of another width: one plain space does. */
const blanks = /[\p{White_Space}\p{Cc}\u2800]+/gu;

/**
 * Characters that are not seen: directions, zero widths, fillers, tags, private use, halves of surrogate pairs. Three
 * that writing needs stay where it needs them: the joiner and the colour mark of emoji, and the Persian non-joiner.
 */
const unseen =
  /(?!(?<=\p{ExtPict}\uFE0F?)\u200D(?=\p{ExtPict})|(?<=\p{ExtPict})\uFE0F|(?<=\p{sc=Arab})\u200C(?=\p{sc=Arab}))[\p{DI}\p{Cf}\p{Co}\p{Cs}]/gu;

/** Vietnamese stacks two marks on a letter and pointed Hebrew three; more are there to spill over the neighbours. */
const stacked = /(\p{M}{3})\p{M}+/gu;

/**
 * A stranger's text, fit to be shown anywhere: on one line, nothing in it unseen, no more than `longest` characters as
 * people count them, the last then an ellipsis. Empty when nothing is left.
 */
export function cleanText(text: string, longest: number): string {
  if (text.length <= longest && plain.test(text)) return text;
  // One character as people count them can be made of very many: bounded before it is looked at.
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
