import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';
import { openTab } from './firefox-tab';

/** What Firefox itself knows about the extension, read in one of its own pages. */
export interface FirefoxSystem {
  isBackgroundRunning(): Promise<boolean>;
  /** Ends the event page as Firefox does when it idles; the next event starts it again. */
  stopBackground(): Promise<void>;
  /** Uncaught errors and violations of the CSP so far, in the extension's pages and its event page. */
  errors(): Promise<string[]>;
}

// Firefox's own objects, as far as they are used here; its pages have them, the extension's do not.
declare const WebExtensionPolicy: {
  getByID(id: string): { extension: { backgroundState: string; terminateBackground(): Promise<void> } };
};
declare const Ci: {
  nsIScriptError: {
    new (): { readonly errorMessage: string; readonly sourceName: string; readonly flags: number };
    readonly warningFlag: number;
    readonly infoFlag: number;
  };
};
declare const Services: {
  console: { registerListener(listener: { observe(message: object): void }): void };
};
declare global {
  interface Window {
    invitesErrors?: string[];
  }
}

const stopTimeoutMs = 5_000;

/** Opens the page; errors are gathered from then on, those of the extension at `origin` alone. */
export async function openFirefoxSystem(
  browser: Browser,
  extensionId: string,
  origin: string,
): Promise<FirefoxSystem> {
  const page: Page = await openTab(browser, 'about:config');
  await page.evaluate((ours) => {
    const errors: string[] = [];
    window.invitesErrors = errors;
    Services.console.registerListener({
      observe(message) {
        if (!(message instanceof Ci.nsIScriptError)) return;
        const harmless = Ci.nsIScriptError.warningFlag | Ci.nsIScriptError.infoFlag;
        const mine = message.sourceName.startsWith(ours) || message.errorMessage.includes(ours);
        if (mine && !(message.flags & harmless))
          errors.push(`${message.sourceName}: ${message.errorMessage}`);
      },
    });
  }, origin);

  const isBackgroundRunning = () =>
    page.evaluate(
      (id) => WebExtensionPolicy.getByID(id).extension.backgroundState === 'running',
      extensionId,
    );

  return {
    isBackgroundRunning,
    async stopBackground() {
      await page.evaluate(
        (id) => WebExtensionPolicy.getByID(id).extension.terminateBackground(),
        extensionId,
      );
      const deadline = Date.now() + stopTimeoutMs;
      while (await isBackgroundRunning()) {
        if (Date.now() > deadline) throw new Error(`The event page lives on after ${stopTimeoutMs} ms.`);
        await sleep(10);
      }
    },
    errors: () => page.evaluate(() => window.invitesErrors ?? []),
  };
}
