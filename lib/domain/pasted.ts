/** Longer texts are not credentials, and are left unchanged. */
const longest = 4096;

/** Line breaks, and whatever looks like a space. */
const blanks = /[\p{White_Space}\p{Cc}\u2800]+/gu;
/**
 * Invisible characters: zero widths, soft hyphens, direction marks, the byte order mark, the placeholder for an object.
 */
const unseen = /[\p{DI}\p{Cf}\p{Co}\p{Cs}\uFFFC]/gu;

/** Quotes of every kind, including those of escaped JSON, other languages and print, and letters that look like one. */
const quotes = String.raw`\\\p{Quotation_Mark}\u0060´′″｀❛-❠🙶-🙸ʹ-ʼˮ՚׳״\p{Pi}\p{Pf}\p{Ps}\p{Pe}`;
/** What else can surround a value: brackets, ends of statements, Markdown characters. */
const wraps = String.raw`${quotes}<>＜＞,;，；、*|\s`;
/** A quote or a bracket as an HTML entity. */
const entity = String.raw`&#?\w{2,4};`;
/** Before a value also bullets, comment characters, and what is left of an assignment without its name. */
const ends = new RegExp(
  String.raw`^(?:[${wraps}:=：＝•·→#]|\$(?=['"])|${entity})+|(?:[${wraps}…。]|${entity})+$`,
  'gu',
);
const tags = /^([a-z]+)>(.*)<\/\1$/i;

/** Between a name and its value. Base64 may end in `=`, so something must follow. */
const assigns = String.raw`[${quotes}]*\s*(?::=|=>|[:=：＝])\s*(?=[^\s=])`;
const name = String.raw`[\p{L}\p{N}_$.-]`;
/** Words before a name, as in `export NAME=`, `set "NAME=` and `My token: `. */
const words = String.raw`(?:[\p{L}$-]{1,20}\s+){0,3}`;

/**
 * What a secret can follow with only a space in between: labels, options, variables, and the command that installs a
 * tunnel.
 */
const label =
  '(?:(?:API|Global|Access)[ _-])*(?:Token|Key)|Bearer|install|--?[a-z-]*(?:token|key)|[a-z]+_[a-z_]*(?:token|key|secret)';

/** Everything up to the last name of a secret, so that a whole command or JSON object can be pasted. */
const secretName = new RegExp(
  String.raw`^.*(?:^|[${wraps}{:=：＝?&])(?:(?:${label})\s+|${name}*(?:token|key|secret|value|authorization)${assigns})`,
  'iu',
);
const anyName = new RegExp(`^${words}[${quotes}]*${name}+${assigns}`, 'u');
/** A command that a variable is set for. */
const command = '(?:wrangler|npm|npx|node|curl|docker|terraform)';
/** Where something else begins after a secret, which contains no quote, comma, semicolon or ampersand. */
const afterSecret = new RegExp(
  String.raw`(?:[${quotes},;&]|\s+(?:[#|]|${command}(?!\S)|${words}${name}+${assigns})).*$`,
  'u',
);

/** `Mira <mira@example.com>` */
const inBrackets = /^.*<([^<>]*@[^<>]*)>.*$/;
/** `=` may be part of an address, so a name before it has to be that of a mail, user or environment variable. */
const emailName = new RegExp(
  String.raw`^(?:.*[${wraps}:=])?${name}*(?:[Mm][Aa][Ii][Ll]|[Uu]ser(?:name)?|[Ll]ogin)${assigns}|^${words}[${quotes}]*[A-Z$][A-Z0-9_]*${assigns}|^[^@]*:\s*(?=[^\s])`,
  'u',
);
const afterEmail = new RegExp(
  String.raw`(@[^\s?${quotes},;]*)(?:[?${quotes},;]|\s+${words}${name}+${assigns}|\.$).*$`,
  'u',
);

/**
 * Removes what was copied along with a pasted API token or key: quotes, `Bearer `, `NAME=`, other headers, line breaks,
 * invisible characters. Never changes a bare secret, nor what it has returned before. Does not check whether the rest
 * is a secret.
 */
export function cleanSecret(pasted: string): string {
  return whileItChanges(pasted, secretStep);
}

/**
 * Removes what was copied along with a pasted email address, such as `mailto:`, angle brackets and quotes. Text without
 * an @ is cleaned like a secret: one may have been pasted into the wrong field, and should be recognized there.
 */
export function cleanEmail(pasted: string): string {
  return whileItChanges(pasted, (text) => (text.includes('@') ? emailStep(text) : secretStep(text)));
}

function secretStep(text: string): string {
  const bare = text.replace(ends, '').replace(tags, '$2');
  const value = bare.replace(secretName, '').replace(anyName, '');
  return value === bare ? bare.replace(afterSecret, '') : value;
}

function emailStep(text: string): string {
  const bare = text.replace(inBrackets, '$1').replace(ends, '');
  const value = bare.replace(emailName, '');
  return value === bare ? bare.replace(afterEmail, '$1') : value;
}

/** Every step only removes text, so this ends. Spaces are removed last, because they separate words from names. */
function whileItChanges(pasted: string, step: (text: string) => string): string {
  if (pasted.length > longest) return pasted;
  const before = pasted.replace(unseen, '').replace(blanks, ' ');
  const stepped = step(before);
  if (stepped !== before) return whileItChanges(stepped, step);
  const joined = stepped.replaceAll(' ', '');
  return joined === pasted ? joined : whileItChanges(joined, step);
}
