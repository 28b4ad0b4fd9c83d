/**
 * Gives the document styles that came with a script: a style sheet in a file of its own is one more request, and the
 * script is there 5 ms later for it.
 */
export function adoptStyles(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}
