import { type ChromiumOptions, type ExtensionBrowser, launchChromium } from '../harness/chromium';
import { connectByToken, waitForText } from '../harness/pages';
import { startSandbox } from '../sandbox/start';
import type { Sandbox, SandboxOptions } from '../sandbox/types';

/** The shipped extension in a real browser, with the sandbox in Cloudflare's place. */
export interface Stage {
  sandbox: Sandbox;
  extension: ExtensionBrowser;
  /** Connects the sandbox's first user by token on the options page. */
  connect(): Promise<void>;
  close(): Promise<void>;
}

export interface StageOptions {
  sandbox?: SandboxOptions;
  chromium?: Omit<ChromiumOptions, 'api'>;
}

export async function setStage(options: StageOptions = {}): Promise<Stage> {
  const sandbox = await startSandbox(options.sandbox);
  const extension = await launchChromium({ ...options.chromium, api: sandbox });
  return {
    sandbox,
    extension,
    async connect() {
      const page = await extension.openPage('options.html');
      await connectByToken(page, sandbox.credentials.token);
      await waitForText(page, 'Connected.');
      await page.close();
    },
    async close() {
      await extension.close();
      await sandbox.close();
    },
  };
}
