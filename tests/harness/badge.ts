import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';

/** What the toolbar shows for the extension. */
export interface Badge {
  text: string;
  /** The tooltip. */
  title: string;
  /** The badge's background as #rrggbb. */
  color: string;
}

const POLL_INTERVAL_MS = 50;

/** Reads the badge from one of the extension's pages. */
export async function readBadge(page: Page): Promise<Badge> {
  const { text, title, color } = await page.evaluate(async () => ({
    text: await chrome.action.getBadgeText({}),
    title: await chrome.action.getTitle({}),
    color: await chrome.action.getBadgeBackgroundColor({}),
  }));
  const hex = Array.from(color.slice(0, 3), (part) => part.toString(16).padStart(2, '0'));
  return { text, title, color: `#${hex.join('')}` };
}

/**
 * Waits until the badge shows a text.
 * @throws Error that says what it showed last
 */
export async function waitForBadgeText(
  read: () => Promise<Badge>,
  text: string,
  timeoutMs: number,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const badge = await read();
    if (badge.text === text) return;
    if (Date.now() > deadline) {
      throw new Error(
        `The badge is "${badge.text}" (${badge.title}) after ${timeoutMs} ms, not "${text}" as expected.`,
      );
    }
    await sleep(POLL_INTERVAL_MS);
  }
}
