import type { Page } from 'puppeteer-core';
import type { BackgroundScope } from '../harness/chromium';

/** Records everything a page or the background writes to its console from now on. */
export async function listenToConsole(scope: BackgroundScope): Promise<string[]> {
  const written: string[] = [];
  const write = (...args: unknown[]) => {
    written.push(args.map((arg) => `${arg} ${JSON.stringify(arg)}`).join(' '));
  };
  const methods = ['log', 'info', 'debug', 'warn', 'error', 'trace', 'dir', 'table', 'assert'];
  Object.assign(Reflect.get(scope, 'console'), Object.fromEntries(methods.map((name) => [name, write])));
  Object.assign(scope, { written });
  return written;
}

/** Returns what was recorded, with `canary` at the end, which is written to the same console. */
export async function readConsole(scope: BackgroundScope, canary: string): Promise<string[]> {
  Reflect.get(scope, 'console').log(canary);
  return Reflect.get(scope, 'written');
}

/** Calls one of the functions above in a page. */
export async function inPage(page: Page, act: typeof readConsole, canary: string): Promise<string[]> {
  return page.evaluate(act, await page.evaluateHandle(() => window), canary);
}
