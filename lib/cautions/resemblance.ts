/** The name to look for imitations of. */
const target = 'cloudflare';

/** How much a name may differ and still be taken for the target: one letter, or two or three that look alike. */
const limit = 1;

/** Up to this, a name is as good as the target. */
const nearlySame = 0.25;

/** What is written, which letters of the target it is taken for, and how much that counts as a difference. */
const mistaken: readonly (readonly [seen: string, meant: string, cost: number])[] = [
  // Letters drawn with symbols.
  ['@', 'a', 0],
  ['4', 'a', 0],
  ['/\\', 'a', 0],
  ['(', 'c', 0],
  ['[', 'c', 0],
  ['{', 'c', 0],
  ['<', 'c', 0],
  ['3', 'e', 0],
  ['!', 'l', 0],
  ['/', 'l', 0],
  ['\\', 'l', 0],
  ['()', 'o', 0],
  ['l)', 'd', 0],
  ['l=', 'f', 0],
  ['l2', 'r', 0],
  ['l_l', 'u', 0],
  ['£', 'l', 0],
  ['£', 'f', 0],
  // Letters that run together, and similar shapes.
  ['cl', 'd', 0.1],
  ['d', 'cl', 0.1],
  ['i', 'l', 0.4],
  ['j', 'l', 0.4],
  ['t', 'l', 0.5],
  ['t', 'f', 0.5],
  ['n', 'u', 0.3],
  ['v', 'u', 0.3],
  ['b', 'd', 0.4],
  ['p', 'd', 0.4],
  ['c', 'e', 0.3],
  ['e', 'c', 0.3],
  // Letters that sound the same.
  ['k', 'c', 0.3],
  ['q', 'c', 0.3],
  ['w', 'u', 0.3],
  ['ph', 'f', 0.3],
  ['v', 'f', 0.4],
  ['t', 'd', 0.4],
  ['au', 'ou', 0.3],
  ['air', 'are', 0.3],
  ['ear', 'are', 0.3],
  ['er', 'are', 0.4],
  ['eur', 'are', 0.5],
  ['eyr', 'are', 0.5],
  // Left-out vowels.
  ['cld', 'cloud', 0.5],
  ['flr', 'flare', 0.5],
];

/** The same, by the position in the target where the meant letters end. */
const mistakenUpTo = Array.from({ length: target.length + 1 }, (_, j) =>
  mistaken.filter(([, meant]) => target.endsWith(meant, j)),
);

const vowels = 'aeiou';

const letter = /[\p{L}\p{N}]/u;

const none = { off: Number.POSITIVE_INFINITY, start: 0 };

/**
 * Sequences of two or three letters, at least one of which is in every name within the limit, forwards or backwards,
 * because one half of the target differs by less than half the limit. Hardly any other name has one.
 */
const remnant = new RegExp(
  [
    '[c([{<]_[li1|!/\\\\£]',
    'u_(?:d|[li1|]_\\)|c_[li1|])',
    '(?:f|£|[li1|]=)_[li1|!/\\\\£]',
    '[a4@]_(?:r|[li1|]2)_[e3]',
    '[a4@]_[li1|]_r',
    'l_f',
    'o_l_c',
  ]
    .join('|')
    .replaceAll('_', '[^a-z0-9]*'),
  'i',
);

/** Whether a text, as written or as `glance` returns it, is worth comparing with the target. */
export function mayResembleTarget(text: string): boolean {
  return remnant.test(text);
}

/** How much the best matching end of the text so far differs from the target's first letters, and where it starts. */
interface Match {
  off: number;
  start: number;
}

/**
 * Whether a text, as `glance` returns it, contains 'cloudflare' or a similar name. Damerau's edit distance with
 * Sellers' algorithm, where letters that look or sound alike cost less, and characters between letters cost nothing. A
 * match that spans several words counts only if it uses all the letters of those words, unless it is nearly the target
 * itself.
 */
export function resemblesTarget(text: string): boolean {
  const isLetter = Array.from({ length: text.length }, (_, i) => letter.test(text.charAt(i)));
  // One row for each character, with one match for each length of the target's beginning.
  const rows = [Array.from({ length: target.length + 1 }, (_, j): Match => ({ off: j, start: 0 }))];
  for (let end = 1; end <= text.length; end++) {
    const row = nextRow(rows, text, end, isLetter[end - 1] ?? false);
    rows.push(row);
    const { off, start } = row[target.length] ?? none;
    if (off <= nearlySame) return true;
    if (off > limit) continue;
    const isAligned = !(isLetter[start - 1] && isLetter[start]) && !isLetter[end];
    if (isAligned || !isLetter.slice(start, end).includes(false)) return true;
  }
  return false;
}

/** The row for the next character, the last one before `end`. */
function nextRow(rows: readonly Match[][], text: string, end: number, isLetter: boolean): Match[] {
  const before = rows[end - 1] ?? [];
  const seen = text.charAt(end - 1);
  const last = text.charAt(end - 2);
  const extra = isLetter ? (seen === last ? 0.3 : 1) : 0;
  const row: Match[] = [{ off: 0, start: end }];
  for (let j = 1; j <= target.length; j++) {
    const meant = target.charAt(j - 1);
    const best = { off: Number.POSITIVE_INFINITY, start: end };
    const consider = ({ off, start }: Match = none, cost: number) => {
      if (off + cost >= best.off) return;
      best.off = off + cost;
      best.start = start;
    };
    consider(row[j - 1], 1);
    consider(before[j - 1], seen === meant ? 0 : vowels.includes(seen) && vowels.includes(meant) ? 0.5 : 1);
    consider(before[j], extra);
    if (j > 1 && seen === target.charAt(j - 2) && last === meant) consider(rows[end - 2]?.[j - 2], 0.5);
    for (const [as, of, cost] of mistakenUpTo[j] ?? []) {
      if (text.endsWith(as, end)) consider(rows[end - as.length]?.[j - of.length], cost);
    }
    row.push(best);
  }
  return row;
}
