/** The package has no types of its own. */
declare module 'punycode.js' {
  const punycode: {
    /** Decodes each `xn--` label of a domain. Throws a RangeError where one encodes nothing. */
    toUnicode(domain: string): string;
  };
  export default punycode;
}
