import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';
import { openTab } from './firefox-tab';

/** What Firefox itself knows about the extension, read in one of Firefox's own pages. */
export interface FirefoxSystem {
  isBackgroundRunning(): Promise<boolean>;
  /** Kills the event page whatever it is doing, like a crash; the next event starts it again. */
  stopBackground(): Promise<void>;
  /** The origin of an installed extension's pages. */
  originOf(id: string): Promise<string>;
  /** Uncaught errors and CSP violations so far, in the extension's pages and its event page. */
  errors(): Promise<string[]>;
}

// The parts of Firefox's own objects that are used here. Firefox's pages have them, the extension's do not.
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

/** What Firefox logs when an event page ends while it awaits something, which tests cause on purpose. */
const pageEnded = 'after context unloaded';

const stopTimeoutMs = 30_000;

/** Opens the page. From then on it collects errors, only those of the extension at `origin`. */
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
        // Otherwise Firefox keeps it alive until all its listeners have replied.
        (id) =>
          WebExtensionPolicy.getByID(id).extension.terminateBackground({ disableResetIdleForTest: true }),
        extensionId,
      );
      const deadline = Date.now() + stopTimeoutMs;
      while (await isBackgroundRunning()) {
        if (Date.now() > deadline)
          throw new Error(`The event page is still running after ${stopTimeoutMs} ms.`);
        await sleep(10);
      }
    },
    originOf: (id) =>
      page.evaluate((one) => `moz-extension://${WebExtensionPolicy.getByID(one).mozExtensionHostname}`, id),
    errors: () => page.evaluate(() => window.invitesErrors ?? []),
  };
}
