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

/** How to start the browser. */
export interface FirefoxOptions {
  /** The stand-in for api.cloudflare.com: the only host that answers. */
  api: ApiServer;
  /** The unpacked build; .output/firefox-mv3 unless told. */
  extensionDir?: string;
  /**
   * A profile to keep: the extension is installed in it for good, so that a second launch is a restart. Only Firefox
   * ESR takes one that Mozilla has not signed. Without it, a new profile that goes at the end.
   */
  userDataDir?: string;
  /** How long an idle event page lives; 30 seconds, as Firefox has it, unless told. */
  idleTimeoutMs?: number;
  /** Preferences, such as those by which it takes itself for a phone. */
  prefs?: Readonly<Record<string, number>>;
  /** Variables for the browser besides the process's own. */
  env?: Readonly<Record<string, string>>;
}

/**
 * A running Firefox that has the extension, driven as Chromium is. Two things differ: the popup is a tab, because
 * nothing can look into a panel of Firefox; and `problems` is filled by `close`, with uncaught errors and violations
 * of the CSP alone: what is written to a console stays in the process that wrote it.
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
  /** Every host that the whole browser wanted to reach, with its port; what is on this machine is not asked for. */
  readonly hostsAskedFor: readonly string[];
}

/** The host of the extension's pages, the same at every start of a profile as the extension's storage hangs on it. */
const host = 'b6a6ee2f-9d3b-4a7e-8f0b-0f5b7c1d2e3f';
const defaultExtensionDir = path.resolve('.output/firefox-mv3');
const defaultIdleTimeoutMs = 30_000;
const defaultBadgeTimeoutMs = 10_000;

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

/** Puts the build where Firefox looks for what is installed in a profile; one that is there stays as it is. */
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
    // The variable lets the preference below turn off what Firefox asks Mozilla for by itself.
    env: { ...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: '1', ...env },
    acceptInsecureCerts: true,
    // Without it no page of an extension or of Firefox itself can be opened.
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify(hosts),
      'extensions.background.idle.timeout': idleTimeoutMs,
      // What lies in a profile counts as installed and turned on, signed or not.
      'xpinstall.signatures.required': false,
      'extensions.autoDisableScopes': 0,
      // A permission that is asked for is given, as the question is beyond a driver's reach.
      'extensions.webextOptionalPermissionPrompts': false,
      // The manifest as plain text, not in the viewer, whose page has no extension's rights.
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
  // The manifest as a page has the extension's rights and none of its code: it disturbs nothing.
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
