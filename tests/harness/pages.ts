import { setTimeout as sleep } from 'node:timers/promises';
import type { ElementHandle, Page } from 'puppeteer-core';

/** Fills in the token on the options page and presses Connect, as a user would. */
export async function connectByToken(options: Page, token: string): Promise<void> {
  await fillInToken(options, token);
  await press(options, 'Connect');
}

/** Enters the token in the form that updates a login's credentials, and saves it. */
export async function updateByToken(options: Page, token: string): Promise<void> {
  await fillInToken(options, token);
  await press(options, 'Save');
}

async function fillInToken(options: Page, token: string): Promise<void> {
  await choose(options, 'API token');
  await fill(options, 'API token', token);
}

export async function connectByKey(options: Page, email: string, key: string): Promise<void> {
  await options.locator('::-p-aria([name="Email and Global API key"][role="radio"])').click();
  await options.locator('::-p-aria([name="Email"][role="textbox"])').fill(email);
  await fill(options, 'Global API key', key);
  await press(options, 'Connect');
}

/** Chooses the radio button with exactly this accessible name. */
export async function choose(page: Page, name: string): Promise<void> {
  await page.locator(`::-p-aria([name="${name}"][role="radio"])`).click();
}

/** Chooses how to store the credentials in the connect form. */
export async function chooseKeeping(options: Page, name: string): Promise<void> {
  await press(options, 'Change where to store your credentials');
  await choose(options, name);
}

/** Fills in the text field with exactly this label. */
export async function fill(page: Page, label: string, text: string): Promise<void> {
  const labelled = `//label[normalize-space()="${label}"]/following::input[1]`;
  await page
    .locator(`::-p-xpath(${labelled} | //input[not(@type="radio")][@aria-label="${label}"])`)
    .fill(text);
}

/** Connects with a token that is kept encrypted, and sets the passphrase. */
export async function connectEncrypted(options: Page, token: string, passphrase: string): Promise<void> {
  await chooseKeeping(options, 'Encrypted with a passphrase');
  await fill(options, 'New passphrase', passphrase);
  await fill(options, 'Repeat new passphrase', passphrase);
  await connectByToken(options, token);
}

/** Presses the button with exactly this accessible name. In the popup, waits until it accepts presses. */
export async function press(page: Page, name: string): Promise<void> {
  await untilStill(page, name);
  // Some presses close the popup, possibly before the browser confirms the click, which would then be repeated.
  const closing = new AbortController();
  const abort = () => closing.abort();
  page.once('close', abort);
  try {
    await page.locator(`::-p-aria([name="${name}"][role="button"])`).click({ signal: closing.signal });
  } catch (error) {
    if (!page.isClosed()) throw error;
  } finally {
    page.off('close', abort);
  }
}

/** Presses a button that answers, and sends the answer at once instead of holding it, as when the popup closes. */
export async function pressAndSend(page: Page, name: string): Promise<void> {
  await press(page, name);
  await sendHeld(page);
}

/** Sends the answers that are held for five seconds at once, as when the popup closes. */
export async function sendHeld(page: Page): Promise<void> {
  await page.evaluate(() => chrome.runtime.sendMessage({ type: 'closed' }));
}

/** Waits until this button has not moved for as long as the popup requires before it accepts a press. */
export async function untilStill(page: Page, name: string, timeoutMs = 30_000): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  const selector = `::-p-aria([name="${name}"][role="button"])`;
  let before = '';
  let sinceMs = Date.now();
  let button: ElementHandle | undefined;
  for (;;) {
    button ??= await page.locator(selector).waitHandle();
    // Null outside the popup's main part, the only place with this rule; empty if the button just disappeared.
    const place = await button.evaluate(placeOf).catch(() => '');
    if (place === null || (place === before && Date.now() - sinceMs > stillMs)) return button.dispose();
    if (place !== before) {
      // The name may belong to another button by now.
      await button.dispose();
      button = undefined;
      sinceMs = Date.now();
    }
    before = place;
    if (Date.now() > endMs) throw new Error(`The button ${name} keeps moving.`);
    await sleep(50);
  }
}

/** Longer than the half second that the popup requires. */
const stillMs = 650;

/** The position and text of a button, if it is one that must not move. */
function placeOf(button: Element): string | null {
  if (!button.isConnected) return '';
  const list = button.closest('#popup main');
  if (!list) return null;
  const listBox = list.getBoundingClientRect();
  const { top, bottom } = button.getBoundingClientRect();
  // Scroll first, as a user would, because a click that scrolls by itself would happen while the button moves.
  if (top < listBox.top || bottom > listBox.bottom) button.scrollIntoView({ block: 'center' });
  return JSON.stringify([button.getBoundingClientRect(), button.ariaLabel, button.textContent]);
}

/** Waits until the page shows `text`. If it does not, the error says what it shows instead. */
export async function waitForText(page: Page, text: string, timeoutMs = 30_000): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  for (;;) {
    const shown = await visibleText(page);
    if (shown.includes(text)) return;
    if (Date.now() > endMs) throw new Error(`The page does not show ${JSON.stringify(text)}, but:\n${shown}`);
    await sleep(50);
  }
}

/** Waits for the first rendering, which comes after the load event, because a page may have to wait for the worker. */
export async function untilRendered(page: Page): Promise<void> {
  await page.waitForSelector('#app > *, #popup > *');
}

/** All visible text of the page, as laid out. */
export async function visibleText(page: Page): Promise<string> {
  return page.$eval('body', ({ innerText }) => innerText);
}

/** Everything the page says visually or to screen readers, one per line: texts, labels, tooltips, its title. */
export function everyText(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = [document.title];
    const nodes = document.createNodeIterator(document.body, NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) texts.push(node.nodeValue ?? '');
    for (const element of document.querySelectorAll('body *')) {
      for (const name of ['aria-label', 'title', 'placeholder']) texts.push(element.getAttribute(name) ?? '');
    }
    return texts.filter((text) => text.trim() !== '');
  });
}

/** The organizations that the popup lists, in order, except those that were just accepted. */
export function organizations(page: Page): Promise<string[]> {
  return page.$$eval('li:not(:has(.joined)) h2', (headings) =>
    headings.map((heading) => heading.textContent ?? ''),
  );
}
