import type { Page } from 'puppeteer-core';
import type { BackgroundScope } from '../harness/chromium';

/** Keeps what a page or the background writes on its console from now on until it ends. */
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

/** What was kept, and last of all `canary`, written by way of the same console. */
export async function readConsole(scope: BackgroundScope, canary: string): Promise<string[]> {
  Reflect.get(scope, 'console').log(canary);
  return Reflect.get(scope, 'written');
}

/** Does one of the above in a page. */
export async function inPage(page: Page, act: typeof readConsole, canary: string): Promise<string[]> {
  return page.evaluate(act, await page.evaluateHandle(() => window), canary);
}
