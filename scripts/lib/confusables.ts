import prototypes from 'unhomoglyph/data.json';

/** Unicode's confusables (UTS #39): a character, and what it passes for. */
const unicode: Readonly<Record<string, string>> = prototypes;

const asciiLetter = /^[a-z]$/i;

/** ASCII, and the one other sign that lib/cautions compares. */
const compared = /[!-~£]/;

/**
 * The confusables that lib/cautions needs, as JSON: what is passed for, and in one string all the characters that pass
 * for it.
 */
export function confusablesJson(): string {
  const table: Record<string, string> = {};
  for (const [character, prototype] of Object.entries(unicode)) {
    if (isNeeded(character, prototype)) table[prototype] = (table[prototype] ?? '') + character;
  }
  return `${JSON.stringify(table, null, 2)}\n`;
}

function isNeeded(character: string, prototype: string): boolean {
  // Only characters without a decomposition are looked up at a glance.
  if (character === character.normalize('NFKD')) {
    return compared.test(prototype.normalize('NFKD')) || (isLetter(character) && !isLetter(prototype));
  }
  // The others only when they are asked about alone, and after their plain form.
  const plain = character.normalize('NFKC');
  return asciiLetter.test(prototype) && ![plain, unicode[plain] ?? ''].some((one) => asciiLetter.test(one));
}

/** A letter between two others is one too many; a sign is overlooked. */
function isLetter(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text.normalize('NFKD'));
}
