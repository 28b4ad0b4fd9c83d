import { launchChromium } from '../harness/chromium';
import { type FirefoxBrowser, launchFirefox } from '../harness/firefox';
import { startSandbox } from '../sandbox/start';
import type { Sandbox } from '../sandbox/types';

/** The browsers that every test about the shipped extension runs in. */
export const browsers = ['chromium', 'firefox'] as const;

type BrowserName = (typeof browsers)[number];

/** The shipped extension in a real browser, with the sandbox in Cloudflare's place. */
export interface Stage<T> {
  sandbox: Sandbox;
  extension: T;
  close(): Promise<void>;
}

/** What can be done in either browser. */
export type AnyExtension = Omit<FirefoxBrowser, 'isBackgroundRunning'>;

/** Starts the sandbox and a browser with the extension. */
export async function setStage(name: BrowserName): Promise<Stage<AnyExtension>> {
  return stageWith<AnyExtension>((api) =>
    name === 'chromium' ? launchChromium({ api }) : launchFirefox({ api }),
  );
}

/** Starts the sandbox and the browser that `launch` starts. */
export async function stageWith<T extends { close(): Promise<void> }>(
  launch: (api: Sandbox) => Promise<T>,
): Promise<Stage<T>> {
  const sandbox = await startSandbox();
  const extension = await launch(sandbox);
  return {
    sandbox,
    extension,
    async close() {
      await extension.close();
      await sandbox.close();
    },
  };
}
