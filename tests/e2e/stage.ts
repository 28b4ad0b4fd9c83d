import { type ChromiumOptions, type ExtensionBrowser, launchChromium } from '../harness/chromium';
import { type FirefoxBrowser, type FirefoxOptions, launchFirefox } from '../harness/firefox';
import { connectByToken, waitForText } from '../harness/pages';
import { startSandbox } from '../sandbox/start';
import type { Sandbox, SandboxOptions } from '../sandbox/types';

export type BrowserName = 'chromium' | 'firefox';

/** The shipped extension in a real browser, with the sandbox in Cloudflare's place. */
export interface Stage<T = ExtensionBrowser> {
  sandbox: Sandbox;
  extension: T;
  /** Connects the sandbox's first user by token on the options page. */
  connect(): Promise<void>;
  close(): Promise<void>;
}

/** What can be done in either browser. */
export type AnyExtension = Omit<FirefoxBrowser, 'isBackgroundRunning' | 'hostsAskedFor'>;

/** How to start either browser; the time of idling is that of Firefox alone. */
type AnyOptions = Pick<FirefoxOptions, 'api' | 'extensionDir' | 'userDataDir' | 'idleTimeoutMs'>;

/** Starts the browser of this name. */
export function launchAny(name: BrowserName, options: AnyOptions): Promise<AnyExtension> {
  return name === 'chromium' ? launchChromium(options) : launchFirefox(options);
}

export interface StageOptions {
  sandbox?: SandboxOptions;
  chromium?: Omit<ChromiumOptions, 'api'>;
}

/** A stage in Chromium, for what only there can be done or seen. */
export function setStage(options: StageOptions = {}): Promise<Stage> {
  return stageWith((api) => launchChromium({ ...options.chromium, api }), options.sandbox);
}

/** A stage in the browser of this name. */
export function setStageIn(
  name: BrowserName,
  options: Omit<AnyOptions, 'api'> = {},
): Promise<Stage<AnyExtension>> {
  return stageWith((api) => launchAny(name, { ...options, api }));
}

/** A stage in the browser that `launch` starts. */
export async function stageWith<T extends Pick<ExtensionBrowser, 'openPage' | 'close'>>(
  launch: (api: Sandbox) => Promise<T>,
  options?: SandboxOptions,
): Promise<Stage<T>> {
  const sandbox = await startSandbox(options);
  const extension = await launch(sandbox);
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
