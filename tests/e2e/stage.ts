import { type ChromiumOptions, type ExtensionBrowser, launchChromium } from '../harness/chromium';
import { startSandbox } from '../sandbox/start';
import type { Sandbox } from '../sandbox/types';

/** The shipped extension in a real browser, with the sandbox in Cloudflare's place. */
export interface Stage {
  sandbox: Sandbox;
  extension: ExtensionBrowser;
  close(): Promise<void>;
}

export async function setStage(options: Omit<Partial<ChromiumOptions>, 'api'> = {}): Promise<Stage> {
  const sandbox = await startSandbox();
  const extension = await launchChromium({ ...options, api: sandbox });
  return {
    sandbox,
    extension,
    async close() {
      await extension.close();
      await sandbox.close();
    },
  };
}
