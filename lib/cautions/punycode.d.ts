/** The package has no types of its own. */
declare module 'punycode.js' {
  /** Decodes each `xn--` label of a domain. Throws a RangeError where one encodes nothing. */
  export function toUnicode(domain: string): string;
}
