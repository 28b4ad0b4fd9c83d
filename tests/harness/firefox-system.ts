import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';
import { openTab } from './firefox-tab';

/** What Firefox itself knows about the extension, read in one of its own pages. */
export interface FirefoxSystem {
  isBackgroundRunning(): Promise<boolean>;
  /** Ends the event page whatever it is doing, as a crash would; the next event starts it again. */
  stopBackground(): Promise<void>;
  /** Where the pages of an installed extension are. */
  originOf(id: string): Promise<string>;
  /** Uncaught errors and violations of the CSP so far, in the extension's pages and its event page. */
  errors(): Promise<string[]>;
}

// Firefox's own objects, as far as they are used here; its pages have them, the extension's do not.
declare const WebExtensionPolicy: {
  getByID(id: string): {
    mozExtensionHostname: string;
    extension: {
      backgroundState: string;
      terminateBackground(options: { disableResetIdleForTest: boolean }): Promise<void>;
    };
  };
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

/** What Firefox writes of an event page that ended while it awaited something: the very thing that tests do. */
const pageEnded = 'after context unloaded';

const stopTimeoutMs = 30_000;

/** Opens the page; errors are gathered from then on, those of the extension at `origin` alone. */
export async function openFirefoxSystem(
  browser: Browser,
  extensionId: string,
  origin: string,
): Promise<FirefoxSystem> {
  const page: Page = await openTab(browser, 'about:config');
  await page.evaluate(
    ([ours, ended]) => {
      const errors: string[] = [];
      window.invitesErrors = errors;
      Services.console.registerListener({
        observe(message) {
          if (!(message instanceof Ci.nsIScriptError)) return;
          const harmless = Ci.nsIScriptError.warningFlag | Ci.nsIScriptError.infoFlag;
          const mine = message.sourceName.startsWith(ours) || message.errorMessage.includes(ours);
          const late = message.errorMessage.includes(ended);
          if (mine && !late && !(message.flags & harmless))
            errors.push(`${message.sourceName}: ${message.errorMessage}`);
        },
      });
    },
    [origin, pageEnded] as const,
  );

  const isBackgroundRunning = () =>
    page.evaluate(
      (id) => WebExtensionPolicy.getByID(id).extension.backgroundState === 'running',
      extensionId,
    );

  return {
    isBackgroundRunning,
    async stopBackground() {
      await page.evaluate(
        // Else Firefox lets it live on while a listener of it has not replied.
        (id) =>
          WebExtensionPolicy.getByID(id).extension.terminateBackground({ disableResetIdleForTest: true }),
        extensionId,
      );
      const deadline = Date.now() + stopTimeoutMs;
      while (await isBackgroundRunning()) {
        if (Date.now() > deadline) throw new Error(`The event page lives on after ${stopTimeoutMs} ms.`);
        await sleep(10);
      }
    },
    originOf: (id) =>
      page.evaluate((one) => `moz-extension://${WebExtensionPolicy.getByID(one).mozExtensionHostname}`, id),
    errors: () => page.evaluate(() => window.invitesErrors ?? []),
  };
}
