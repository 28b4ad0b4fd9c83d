import prototypes from 'unhomoglyph/data.json';

/** Unicode's confusables (UTS #39): each character and what it looks like. */
const unicode: Readonly<Record<string, string>> = prototypes;

const asciiLetter = /^[a-z]$/i;

/** ASCII, and the one other symbol that lib/cautions compares. */
const compared = /[!-~£]/;

/**
 * The confusables that lib/cautions needs, as JSON: each prototype, with all the characters that look like it in one
 * string.
 */
export function confusablesJson(): string {
  const table: Record<string, string> = {};
  for (const [character, prototype] of Object.entries(unicode)) {
    if (isNeeded(character, prototype)) table[prototype] = (table[prototype] ?? '') + character;
  }
  return `${JSON.stringify(table, null, 2)}\n`;
}

function isNeeded(character: string, prototype: string): boolean {
  // `glance` only looks up characters without a decomposition.
  if (character === character.normalize('NFKD')) {
    return compared.test(prototype.normalize('NFKD')) || (isLetter(character) && !isLetter(prototype));
  }
  // The others are only looked up by `confusableWith`, and after their plain form.
  const plain = character.normalize('NFKC');
  return asciiLetter.test(prototype) && ![plain, unicode[plain] ?? ''].some((one) => asciiLetter.test(one));
}

/** An extra letter in a name counts as a difference; a symbol does not. */
function isLetter(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text.normalize('NFKD'));
}
