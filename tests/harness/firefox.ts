import { cpSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';
import { z } from 'zod';
import { findFirefox } from '../../scripts/lib/browsers';
import { type ApiProxy, startApiProxy } from './api-proxy';
import { readBadge, waitForBadgeText } from './badge';
import type { ExtensionBrowser } from './chromium';
import type { ApiServer } from './chromium-args';
import { openFirefoxSystem } from './firefox-system';
import { openTab } from './firefox-tab';
import { untilRendered } from './pages';

/** Options for starting the browser. */
export interface FirefoxOptions {
  /** The stand-in for api.cloudflare.com, the only host that responds. */
  api: ApiServer;
  /** The unpacked build, default .output/firefox-mv3. */
  extensionDir?: string;
  /**
   * A profile to keep. The extension is installed permanently, so that a second launch is a restart. Only Firefox ESR
   * allows this for extensions that Mozilla has not signed. By default a new profile that is deleted at the end.
   */
  userDataDir?: string;
  /** How long an idle event page lives. Default 30 seconds, as in Firefox. */
  idleTimeoutMs?: number;
  /** Preferences, such as those that make Firefox behave as on a phone. */
  prefs?: Readonly<Record<string, number>>;
  /** Environment variables for the browser, in addition to the process's own. */
  env?: Readonly<Record<string, string>>;
}

/**
 * A running Firefox with the extension, driven in the same way as Chromium. Two things differ. The popup is a tab,
 * because no driver can access a Firefox panel. And `problems` is filled by `close`, only with uncaught errors and CSP
 * violations, because console messages stay in the process that wrote them.
 */
export interface FirefoxBrowser
  extends Pick<
    ExtensionBrowser,
    | 'browser'
    | 'extensionId'
    | 'origin'
    | 'problems'
    | 'inBackground'
    | 'installOther'
    | 'killServiceWorker'
    | 'probe'
    | 'badge'
    | 'waitForBadge'
    | 'openPopup'
    | 'openPage'
    | 'close'
  > {
  isBackgroundRunning(): Promise<boolean>;
  /** Every host, with its port, that the whole browser tried to reach, except those on this machine. */
  readonly hostsAskedFor: readonly string[];
}

/**
 * The host of the extension's pages. It must be the same at every start of a profile, because storage depends on it.
 */
const host = 'b6a6ee2f-9d3b-4a7e-8f0b-0f5b7c1d2e3f';
const defaultExtensionDir = path.resolve('.output/firefox-mv3');
const defaultIdleTimeoutMs = 30_000;
const defaultBadgeTimeoutMs = 30_000;

const manifestSchema = z.object({
  browser_specific_settings: z.object({ gecko: z.object({ id: z.string() }) }),
});

/** Starts Firefox with the unmodified production build. */
export async function launchFirefox(options: FirefoxOptions): Promise<FirefoxBrowser> {
  const { extensionDir = defaultExtensionDir } = options;
  const manifestFile = path.join(extensionDir, 'manifest.json');
  if (!existsSync(manifestFile)) {
    throw new Error(`There is no build in ${extensionDir}: run \`npm run build -- -b firefox\` first.`);
  }
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(manifestFile, 'utf8')));
  const { id } = manifest.browser_specific_settings.gecko;
  const proxy = await startApiProxy(options.api.httpsPort);
  let browser: Browser | undefined;
  const end = async () => {
    await browser?.close();
    await proxy.close();
  };
  try {
    if (options.userDataDir !== undefined) installForGood(options.userDataDir, id, extensionDir);
    browser = await start(options, proxy.port, { [id]: host });
    if (options.userDataDir === undefined) await browser.installExtension(path.resolve(extensionDir));
    return await takeControl(browser, id, proxy, end);
  } catch (error) {
    await end();
    throw error;
  }
}

/** Installs the build in a profile, unless one is installed already. */
function installForGood(userDataDir: string, id: string, extensionDir: string): void {
  const folder = path.join(userDataDir, 'extensions', id);
  if (!existsSync(folder)) cpSync(extensionDir, folder, { recursive: true });
}

function start(
  { idleTimeoutMs = defaultIdleTimeoutMs, userDataDir, env, prefs }: FirefoxOptions,
  proxyPort: number,
  hosts: Readonly<Record<string, string>>,
): Promise<Browser> {
  const executablePath = findFirefox();
  if (!executablePath) throw new Error('Firefox is missing: run `node scripts/setup.mjs --firefox`.');
  return puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    ...(userDataDir !== undefined && { userDataDir }),
    // The variable allows the preference below to turn off Firefox's own requests to Mozilla.
    env: { ...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: '1', ...env },
    acceptInsecureCerts: true,
    // Without it, pages of extensions and of Firefox itself cannot be opened.
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify(hosts),
      'extensions.background.idle.timeout': idleTimeoutMs,
      // Enables extensions that are found in the profile, signed or not.
      'xpinstall.signatures.required': false,
      'extensions.autoDisableScopes': 0,
      // Grants requested permissions, because a driver cannot answer the prompt.
      'extensions.webextOptionalPermissionPrompts': false,
      // Shows the manifest as plain text, because the JSON viewer's page has no extension privileges.
      'devtools.jsonview.enabled': false,
      'services.settings.server': 'data:,#remote-settings-dummy/v1',
      'network.proxy.type': 1,
      'network.proxy.http': '127.0.0.1',
      'network.proxy.http_port': proxyPort,
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': proxyPort,
      'network.proxy.no_proxies_on': 'localhost,127.0.0.1',
      ...prefs,
    },
  });
}

async function takeControl(
  browser: Browser,
  id: string,
  proxy: ApiProxy,
  end: () => Promise<void>,
): Promise<FirefoxBrowser> {
  const origin = `moz-extension://${host}`;
  const problems: string[] = [];
  let closing: Promise<void> | undefined;
  const system = await openFirefoxSystem(browser, id, origin);
  // The manifest opened as a page has the extension's privileges and none of its code, so it disturbs nothing.
  const probe = await openTab(browser, `${origin}/manifest.json`);
  const badge = () => readBadge(probe);

  const openPage = async (file: 'popup.html' | 'options.html') => {
    const page = await openTab(browser, `${origin}/${file}`);
    await untilRendered(page);
    return page;
  };

  return {
    browser,
    extensionId: id,
    origin,
    problems,
    hostsAskedFor: proxy.hostsAskedFor,
    badge,
    waitForBadge: (text, timeoutMs = defaultBadgeTimeoutMs) => waitForBadgeText(badge, text, timeoutMs),
    isBackgroundRunning: system.isBackgroundRunning,
    killServiceWorker: system.stopBackground,
    probe: async () => probe,
    async inBackground(act, argument) {
      const scope = await probe.evaluateHandle(async () => {
        const page = await chrome.runtime.getBackgroundPage();
        if (!page) throw new Error('There is no event page.');
        return page;
      });
      return probe.evaluate(act, scope, argument);
    },
    installOther: async (dir) => system.originOf(await browser.installExtension(dir)),
    openPage,
    openPopup: () => openPage('popup.html'),
    close() {
      closing ??= system
        .errors()
        .then((errors) => problems.push(...errors))
        .then(end);
      return closing;
    },
  };
}
