import type { Page } from 'puppeteer-core';
import { readTexts } from '../support/texts';

/** English texts that differ in a locale: none of them may be visible in that language. */
export async function englishTexts(locale: string): Promise<string[]> {
  const own = new Map(
    (await readTexts(locale)).map(({ key, forms }) => [key, Object.values(forms).join('\n')]),
  );
  // A product term such as 'API token' may be kept within a sentence of another language.
  const all = [...own.values()].join('\n');
  return (await readTexts('en'))
    .filter(({ key, forms }) => own.get(key) !== Object.values(forms).join('\n'))
    .flatMap(({ forms }) => Object.values(forms))
    .flatMap((text) => text.split(/\$\d/).map((part) => part.trim()))
    .filter((part) => /\p{L}{2}/u.test(part) && !hasWords(all, part));
}

/** Whether `text` contains `words` as whole words: 'Accepter' does not contain 'Accept'. */
export function hasWords(text: string, words: string): boolean {
  const at = text.indexOf(words);
  if (at < 0) return false;
  const end = at + words.length;
  const isWhole = !/\p{L}$/u.test(text.slice(0, at)) && !/^\p{L}/u.test(text.slice(end));
  return isWhole || hasWords(text.slice(end), words);
}

/** Elements that overflow and are not meant to be cut off, including a page that would scroll sideways. */
export function spilling(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((one) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth)
      .filter((one) => getComputedStyle(one).overflowX !== 'hidden')
      .map((one) => `${one.localName}.${one.className}: ${one.textContent}`),
  );
}

/** Where the first element that matches `selector` begins and ends, in pixels from the left. */
export function edgesOf(page: Page, selector: string): Promise<{ left: number; right: number }> {
  return page.$eval(selector, (element) => {
    const { left, right } = element.getBoundingClientRect();
    return { left, right };
  });
}
