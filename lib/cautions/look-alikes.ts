import confusablesByPrototype from './confusables.json';

/** What Unicode leaves out: turned, mirrored and styled letters, and what generators of "fancy text" put for letters. */
const fancy: Readonly<Record<string, string>> = {
  a: 'λΛʌɅΔ∆卂ﾑɐɒคᗩǟⱯ∀₳ልȺԹДᴀΑᏗꋬꍏꁲ',
  c: 'ςƈ₵©ↄɔƆↃᥴᄃㄈ匚ርፈҪᑢꉓꉔꏳꀯ',
  d: '∂ɖԃᗡᕲძժԺዕðÐᴅり๔Ꮄꁕꀸꂠ꒯',
  e: '€ɛƐεΣƩΞЄєꞒꞓəǝɘƎ∃乇ᗴᘿҽቿꫀԵեξɜᴇᏋꏂꍟꈼ',
  f: 'ſƒϝʄɟꟻℲ₣千ｷቻԲҒғꜰʇᎦꊰꎇꄞꄟ',
  l: 'ʟʅʃ⅃⅂ןㄥᄂﾚᥣረӏլԼՆⱠᏓᏝ꒒ꌶ',
  o: 'ʊӨөФㄖの๏᥆ዐᴏøØ⊙◯○●◎ᗝᓍᎧꄲꂦ',
  r: '®яЯᴙᴚʀɹɿʁɽⱤ尺ɾГዪրՐꋪ',
  u: 'ʉɄцЦμµㄩひยᥙሁႮՄմՈ∩ᴜᑘᏬꐇꀎ꒤',
};

/** Turns what is passed for, with all that pass for it, around. */
function byCharacter(table: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(table).flatMap(([prototype, all]) =>
      Array.from(all, (one): [string, string] => [one, prototype]),
    ),
  );
}

const letterOfFancy = byCharacter(fancy);

/** What Unicode's data (UTS #39) likens to ASCII; scripts/confusables.ts makes it. */
const confusables = byCharacter(confusablesByPrototype);

/** The first letter of each alphabet that Unicode has no compatibility form for: circled, squared, flags. */
const enclosedAlphabets = [0x1f150, 0x1f170, 0x1f1e6];

function enclosed(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  const first = enclosedAlphabets.find((start) => code >= start && code < start + 26);
  return first === undefined ? undefined : String.fromCharCode(code - first + 97);
}

function prototypeOf(character: string): string | undefined {
  return letterOfFancy.get(character) ?? confusables.get(character);
}

/** The ASCII letter that a letter is or, to Unicode, is confused with; undefined when there is none. */
export function confusableWith(letter: string): string | undefined {
  const plain = letter.normalize('NFKC');
  return [plain, confusables.get(letter), confusables.get(plain)].find((one) => /^[a-z]$/i.test(one ?? ''));
}

/**
 * What one character passes for at a glance, in lower case and without accents: an ASCII letter for all that imitate
 * one, itself for most others. `I`, `1` and `|` are an l. It may be none or several.
 */
function seenAs(character: string): string {
  // First the plain form: Unicode's data likens raised letters to those of other scripts.
  const plain = letterOfFancy.get(character) ?? enclosed(character) ?? character.normalize('NFKD');
  const prototype = Array.from(plain, (one) => prototypeOf(one) ?? one);
  return prototype.join('').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What a text passes for at a glance: its skeleton in the sense of UTS #39, but without regard to case and accents. */
export function glance(text: string): string {
  return Array.from(text.normalize('NFD'), (one) => (/[a-z ]/.test(one) ? one : seenAs(one))).join('');
}
