/** Longer texts are no credentials, and are left alone. */
const longest = 4096;

/** What breaks a line or looks like a blank. */
const blanks = /[\p{White_Space}\p{Cc}\u2800]+/gu;
/** What is not seen: zero widths, soft hyphens, directions, the mark that starts a file, what stands for a picture. */
const unseen = /[\p{DI}\p{Cf}\p{Co}\p{Cs}\uFFFC]/gu;

/** Quotes of any kind, those of escaped JSON and of languages included. */
const quotes = String.raw`\\"'\u0060´′″＂＇｀\p{Pi}\p{Pf}\p{Ps}\p{Pe}`;
/** What stands around a value besides: brackets, ends of statements, Markdown's marks. */
const wraps = String.raw`${quotes}<>＜＞,;，；、*|\s`;
const ends = new RegExp(`^[${wraps}]+|[${wraps}]+$`, 'gu');

/** Between a name and its value. Base64 may end in `=`, so something must follow. */
const assigns = String.raw`[${quotes}]*\s*(?::=|=>|[:=])\s*(?=[^\s=])`;
const name = String.raw`[\p{L}\p{N}_$.-]`;
/** Words before a name, as in `export NAME=`, `set "NAME=` and `My token: `. */
const words = String.raw`(?:[\p{L}$-]{1,20}\s+){0,3}`;

/** Up to the last name that a secret goes by, so that a whole command or JSON object may be pasted. */
const secretName = new RegExp(
  String.raw`^.*(?:^|[${wraps}{:=])(?:Bearer\s+|${name}*(?:token|key|secret|value|authorization)${assigns})`,
  'iu',
);
const anyName = new RegExp(`^${words}[${quotes}]*${name}+${assigns}`, 'u');
/** Where something else begins after a secret: none holds a quote, a comma or a semicolon. */
const afterSecret = new RegExp(String.raw`(?:[${quotes},;]|\s+(?:[#&|]|${words}${name}+${assigns})).*$`, 'u');

/** `Mira <mira@example.com>` */
const inBrackets = /^.*<([^<>]*@[^<>]*)>.*$/;
/** `=` may be part of an address, so a name before it has to be one of a mail or of an environment variable. */
const emailName = new RegExp(
  String.raw`^(?:.*[${wraps}:=])?${name}*[Mm][Aa][Ii][Ll]${assigns}|^${words}[${quotes}]*[A-Z$][A-Z0-9_]*${assigns}|^[^@]*:\s*(?=[^\s])`,
  'u',
);
const afterEmail = new RegExp(String.raw`(@[^\s?${quotes},;]*)[?${quotes},;].*$`, 'u');

/**
 * A pasted API token or key without what was pasted along: quotes, `Bearer `, `NAME=`, other headers, line breaks, what
 * is not seen. A bare secret is never changed, nor is what this has returned before. Says nothing about whether what is
 * left is a secret.
 */
export function cleanSecret(pasted: string): string {
  return whileItChanges(pasted, secretStep);
}

/**
 * A pasted e-mail address without what was pasted along, such as `mailto:`, angle brackets and quotes. What has no @
 * is cleaned like a secret: one may have got into the wrong field, and is to be recognized there.
 */
export function cleanEmail(pasted: string): string {
  return whileItChanges(pasted, (text) => (text.includes('@') ? emailStep(text) : secretStep(text)));
}

function secretStep(text: string): string {
  const bare = text.replace(ends, '');
  const value = bare.replace(secretName, '').replace(anyName, '');
  return value === bare ? bare.replace(afterSecret, '') : value;
}

function emailStep(text: string): string {
  const bare = text.replace(inBrackets, '$1').replace(ends, '');
  const value = bare.replace(emailName, '');
  return value === bare ? bare.replace(afterEmail, '$1') : value;
}

/** Every step only takes away, so it comes to an end. Blanks go last: they tell words from names. */
function whileItChanges(pasted: string, step: (text: string) => string): string {
  if (pasted.length > longest) return pasted;
  const before = pasted.replace(unseen, '').replace(blanks, ' ');
  const stepped = step(before);
  if (stepped !== before) return whileItChanges(stepped, step);
  const joined = stepped.replaceAll(' ', '');
  return joined === pasted ? joined : whileItChanges(joined, step);
}
