import type { Page } from 'puppeteer-core';
import { type ChromiumOptions, type ExtensionBrowser, launchChromium } from '../harness/chromium';
import { type FirefoxBrowser, type FirefoxOptions, launchFirefox } from '../harness/firefox';
import { seedLogins } from '../harness/seed';
import { startSandbox } from '../sandbox/start';
import type { Sandbox, SandboxOptions } from '../sandbox/types';

export type BrowserName = 'chromium' | 'firefox';

/** The shipped extension in a real browser, with the sandbox in place of Cloudflare. */
export interface Stage<T = ExtensionBrowser> {
  sandbox: Sandbox;
  extension: T;
  /**
   * Connects the first user, or the first two, and lists their invitations. Earlier logins and their answers are
   * forgotten.
   */
  connect(users?: 1 | 2): Promise<void>;
  /** Sends the worker a command as one of the extension's pages does. Resolves to its reply once it is done. */
  send(command: object): Promise<unknown>;
  close(): Promise<void>;
}

/** What works in either browser. */
export type AnyExtension = Omit<FirefoxBrowser, 'isBackgroundRunning' | 'hostsAskedFor'>;

/** Options to start either browser; `idleTimeoutMs` is for Firefox only. */
type AnyOptions = Pick<FirefoxOptions, 'api' | 'extensionDir' | 'userDataDir' | 'idleTimeoutMs'>;

/** Starts the browser of this name. */
export function launchAny(name: BrowserName, options: AnyOptions): Promise<AnyExtension> {
  return name === 'chromium' ? launchChromium(options) : launchFirefox(options);
}

export interface StageOptions {
  sandbox?: SandboxOptions;
  chromium?: Omit<ChromiumOptions, 'api'>;
}

/** A stage in Chromium, for what only works there. */
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
export async function stageWith<T extends Pick<ExtensionBrowser, 'probe' | 'close'>>(
  launch: (api: Sandbox) => Promise<T>,
  options?: SandboxOptions,
): Promise<Stage<T>> {
  const sandbox = await startSandbox(options);
  const extension = await launch(sandbox);
  return {
    sandbox,
    extension,
    async connect(users = 1) {
      const page = await extension.probe();
      const logins = sandbox.users.slice(0, users).map(({ credentials }) => credentials);
      await seedLogins(
        page,
        logins.map(({ token, email }) => ({ token, email })),
      );
      await sendCommand(page, { type: 'refresh' });
    },
    send: async (command) => sendCommand(await extension.probe(), command),
    async close() {
      await extension.close();
      await sandbox.close();
    },
  };
}

/** Sends the worker a command as one of the extension's pages does; a worker that dies meanwhile does not reply. */
export function sendCommand(page: Page, command: object): Promise<unknown> {
  return page.evaluate((message) => chrome.runtime.sendMessage(message).catch(() => undefined), command);
}
