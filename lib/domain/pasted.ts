/** Longer texts are no credentials, and are left alone. */
const longest = 4096;

/** What breaks a line or looks like a blank. */
const blanks = /[\p{White_Space}\p{Cc}\u2800]+/gu;
/** What is not seen: zero widths, soft hyphens, directions, the mark that starts a file, what stands for a picture. */
const unseen = /[\p{DI}\p{Cf}\p{Co}\p{Cs}\uFFFC]/gu;

/** Quotes of any kind, those of escaped JSON, of languages and of print included, and the letters that look like one. */
const quotes = String.raw`\\\p{Quotation_Mark}\u0060´′″｀❛-❠🙶-🙸ʹ-ʼˮ՚׳״\p{Pi}\p{Pf}\p{Ps}\p{Pe}`;
/** What stands around a value besides: brackets, ends of statements, Markdown's marks. */
const wraps = String.raw`${quotes}<>＜＞,;，；、*|\s`;
/** A quote or a bracket as HTML has it. */
const entity = String.raw`&#?\w{2,4};`;
/** Before a value also bullets, the mark of a comment, and what is left of an assignment without its name. */
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

/** What a secret may follow after a blank alone: labels, options, variables, and the command that installs a tunnel. */
const label =
  '(?:(?:API|Global|Access)[ _-])*(?:Token|Key)|Bearer|install|--?[a-z-]*(?:token|key)|[a-z]+_[a-z_]*(?:token|key|secret)';

/** Up to the last name that a secret goes by, so that a whole command or JSON object may be pasted. */
const secretName = new RegExp(
  String.raw`^.*(?:^|[${wraps}{:=：＝?&])(?:(?:${label})\s+|${name}*(?:token|key|secret|value|authorization)${assigns})`,
  'iu',
);
const anyName = new RegExp(`^${words}[${quotes}]*${name}+${assigns}`, 'u');
/** A command for which a variable is set. */
const command = '(?:wrangler|npm|npx|node|curl|docker|terraform)';
/** Where something else begins after a secret: none holds a quote, a comma, a semicolon or an ampersand. */
const afterSecret = new RegExp(
  String.raw`(?:[${quotes},;&]|\s+(?:[#|]|${command}(?!\S)|${words}${name}+${assigns})).*$`,
  'u',
);

/** `Mira <mira@example.com>` */
const inBrackets = /^.*<([^<>]*@[^<>]*)>.*$/;
/** `=` may be part of an address, so a name before it has to be one of a mail, a user or an environment variable. */
const emailName = new RegExp(
  String.raw`^(?:.*[${wraps}:=])?${name}*(?:[Mm][Aa][Ii][Ll]|[Uu]ser(?:name)?|[Ll]ogin)${assigns}|^${words}[${quotes}]*[A-Z$][A-Z0-9_]*${assigns}|^[^@]*:\s*(?=[^\s])`,
  'u',
);
const afterEmail = new RegExp(
  String.raw`(@[^\s?${quotes},;]*)(?:[?${quotes},;]|\s+${words}${name}+${assigns}|\.$).*$`,
  'u',
);

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
  const bare = text.replace(ends, '').replace(tags, '$2');
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
