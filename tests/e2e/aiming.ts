import type { Page } from 'puppeteer-core';

/** The position of something on the screen, in pixels from the top left. */
export interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Point {
  x: number;
  y: number;
}

/** The position of the button with this accessible name, as soon as it is visible. */
export async function rectOf(page: Page, name: string): Promise<Rect> {
  const handle = await page.waitForFunction(
    (wanted) => {
      const isNamed = (one: Element) => (one.ariaLabel ?? one.textContent) === wanted;
      const button = [...document.querySelectorAll('button')].find(
        (one) => one.checkVisibility() && isNamed(one),
      );
      if (!button || getComputedStyle(button).visibility !== 'visible') return null;
      const { left, top, right, bottom } = button.getBoundingClientRect();
      return { left, top, right, bottom };
    },
    { polling: 5 },
    name,
  );
  const rect = await handle.jsonValue();
  if (!rect) throw new Error(`No button ${name}.`);
  return rect;
}

export function centerOf({ left, top, right, bottom }: Rect): Point {
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}

export function overlap(a: Rect, b: Rect): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Presses a button as soon as it appears, before a user could have read it. */
export async function pressAtOnce(page: Page, name: string): Promise<void> {
  const { x, y } = centerOf(await rectOf(page, name));
  await page.mouse.click(x, y);
}

/** The organization of the row under a point. */
export function rowAt(page: Page, { x, y }: Point): Promise<string> {
  return page.evaluate(
    (left, top) =>
      document.elementFromPoint(left, top)?.closest('li')?.querySelector('h2')?.textContent ?? '',
    x,
    y,
  );
}

/** Waits a moment, no longer than a double-click takes, until another row is under a point. */
export async function untilAnotherRow(page: Page, { x, y }: Point, before: string): Promise<void> {
  await page
    .waitForFunction(
      (left, top, name) => {
        const row = document.elementFromPoint(left, top)?.closest('li');
        return row && row.querySelector('h2')?.textContent !== name;
      },
      { polling: 5, timeout: 400 },
      x,
      y,
      before,
    )
    .catch(() => undefined);
}

/** The organization of the row that has the focus. */
export function focusedRow(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.closest('li')?.querySelector('h2')?.textContent ?? '');
}
