/** The package ships no types. */
declare module 'punycode.js' {
  /** Decodes each `xn--` label of a domain. Throws a RangeError if one is invalid. */
  export function toUnicode(domain: string): string;
}
