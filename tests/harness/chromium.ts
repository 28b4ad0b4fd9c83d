import { existsSync } from 'node:fs';
import path from 'node:path';
import puppeteer, { type Browser, type LaunchOptions, type Page, type WebWorker } from 'puppeteer-core';
import { findChromium } from '../../scripts/lib/browsers';
import { type Badge, readBadge, waitForBadgeText } from './badge';
import { type ApiServer, chromiumArgs } from './chromium-args';
import { unpackedExtensionId } from './extension-id';
import { untilRendered } from './pages';
import { capturePage, openActionPopup } from './popup';
import { openProbe } from './probe';
import { type ProblemWatch, watchProblems } from './problems';
import { prepareProfile, temporaryProfile } from './profile';
import { controlWorker } from './service-worker';
import { followWorkerSessions, type WorkerSessions } from './worker-sessions';

/** Options for starting the browser. */
export interface ChromiumOptions {
  /** The stand-in for api.cloudflare.com, the only host with an address. */
  api: ApiServer;
  /** Whether to run without a window, default true. */
  headless?: boolean;
  /** A profile to keep, so that a second launch is a restart. By default a new one that is deleted at the end. */
  userDataDir?: string;
  /** The unpacked build, default .output/chrome-mv3. */
  extensionDir?: string;
  colorScheme?: 'light' | 'dark';
  /** The language of the extension's messages, such as `de` or `zh-CN`. English by default, whatever the system's. */
  lang?: string;
  /** Optional permissions that were granted once before, and so are granted again without asking. */
  grantedBefore?: readonly string[];
  /** Additional command-line flags. */
  args?: string[];
  /** Shows the icon in the toolbar itself, not behind the puzzle piece. */
  pinned?: boolean;
  windowSize?: { width: number; height: number };
  /** Device pixels per CSS pixel, for sharp pictures. */
  deviceScaleFactor?: number;
  /** If false, the worker can go idle and stop by itself, but its errors are not in the problems. */
  watchWorker?: boolean;
  /** Environment variables for the browser, in addition to the process's own. */
  env?: Readonly<Record<string, string>>;
}

/** What the global scopes of a worker and an event page have in common. */
export type BackgroundScope = Pick<WindowOrWorkerGlobalScope, 'fetch'> & EventTarget;
type InBackground = (scope: BackgroundScope, argument: string) => Promise<string[]>;

/** A running Chromium with the extension. */
export interface ExtensionBrowser {
  readonly browser: Browser;
  readonly extensionId: string;
  /** The origin of its pages, `chrome-extension://…`, without a trailing slash. */
  readonly origin: string;
  /** Errors, exceptions and CSP violations in the extension's pages and worker so far. */
  readonly problems: readonly string[];
  /** The worker, which is started if it was stopped. */
  serviceWorker(): Promise<WebWorker>;
  /** Stops the worker; the next event starts it again. */
  killServiceWorker(): Promise<void>;
  /** Runs a function in the current worker or event page, with its global scope as the argument. */
  inBackground(act: InBackground, argument: string): Promise<string[]>;
  /** Installs another extension too. Returns its origin. */
  installOther(dir: string): Promise<string>;
  /** Also installs another build of it, which can be driven in the same way. They share the list of problems. */
  installCopy(dir: string): Promise<ExtensionBrowser>;
  /** Reads the badge without starting the worker. */
  badge(): Promise<Badge>;
  waitForBadge(text: string, timeoutMs?: number): Promise<void>;
  /** Opens the real popup at the toolbar icon, replacing one that is still open. */
  openPopup(): Promise<Page>;
  /** A hidden page with the extension's privileges and none of its code; it stays open. */
  probe(): Promise<Page>;
  /** Opens one of the extension's pages in a tab. Resolves when it shows something. */
  openPage(file: 'popup.html' | 'options.html'): Promise<Page>;
  /** Writes a PNG of a page at its current size. */
  capturePopup(page: Page, file: string): Promise<void>;
  /** Closes the browser and deletes a temporary profile. */
  close(): Promise<void>;
}

const DEFAULT_EXTENSION_DIR = path.resolve('.output/chrome-mv3');
const DEFAULT_WINDOW_SIZE = { width: 1280, height: 800 };
const DEFAULT_BADGE_TIMEOUT_MS = 30_000;

/** Starts Chromium with the unmodified production build. */
export async function launchChromium(options: ChromiumOptions): Promise<ExtensionBrowser> {
  const { extensionDir = DEFAULT_EXTENSION_DIR, watchWorker = true } = options;
  if (!existsSync(path.join(extensionDir, 'manifest.json'))) {
    throw new Error(`There is no build in ${extensionDir}: run \`npm run build\` first.`);
  }
  const extensionId = unpackedExtensionId(extensionDir);
  const temporary = options.userDataDir === undefined ? temporaryProfile() : undefined;
  const userDataDir = options.userDataDir ?? temporary?.userDataDir ?? '';
  prepareProfile(userDataDir, { ...options, extensionId });
  let browser: Browser | undefined;
  const close = async () => {
    await browser?.close();
    await temporary?.remove();
  };
  try {
    browser = await puppeteer.launch(launchOptions(options, userDataDir));
    temporary?.removeAtExit();
    const watch = watchProblems(browser, watchWorker);
    const sessions = await followWorkerSessions(browser);
    const shared = { browser, watch, sessions, popup: undefined, close };
    return await takeControl(shared, extensionDir, extensionId);
  } catch (error) {
    await close();
    throw error;
  }
}

/** What the extensions in one browser share. */
interface Shared {
  browser: Browser;
  watch: ProblemWatch;
  sessions: WorkerSessions;
  /** The open popup. While it has the focus, no other can open. */
  popup: Page | undefined;
  close(): Promise<void>;
}

async function takeControl(
  shared: Shared,
  extensionDir: string,
  extensionId: string,
): Promise<ExtensionBrowser> {
  const { browser, watch, sessions } = shared;
  watch.add(extensionId);
  // On the second run a profile already has the extension; loading it again would be a new install.
  if (!(await browser.extensions()).has(extensionId)) {
    const realId = await browser.installExtension(path.resolve(extensionDir));
    if (realId !== extensionId) throw new Error(`The extension's id is ${realId}, not ${extensionId}.`);
  }
  const probe = await openProbe(browser, extensionId);
  const worker = controlWorker(browser, extensionId, probe, watch, sessions);
  const origin = `chrome-extension://${extensionId}`;
  const badge = async () => readBadge(await probe.page());

  return {
    browser,
    extensionId,
    origin,
    problems: watch.problems,
    probe: probe.page,
    badge,
    serviceWorker: worker.get,
    killServiceWorker: worker.kill,
    async inBackground(act, argument) {
      const running = await worker.get();
      const scope = await running.evaluateHandle(() => globalThis);
      return running.evaluate(act, scope, argument);
    },
    installOther: async (dir) => `chrome-extension://${await browser.installExtension(dir)}`,
    installCopy: (dir) => takeControl(shared, dir, unpackedExtensionId(dir)),
    waitForBadge: (text, timeoutMs = DEFAULT_BADGE_TIMEOUT_MS) => waitForBadgeText(badge, text, timeoutMs),
    async openPopup() {
      // It may already be closing, as popups do when something else gets the focus.
      if (shared.popup && !shared.popup.isClosed()) await shared.popup.close().catch(() => undefined);
      const popup = await openActionPopup(browser, probe);
      shared.popup = popup;
      await watch.settled();
      return popup;
    },
    async openPage(file) {
      const page = await browser.newPage();
      await page.goto(`${origin}/${file}`);
      await watch.settled();
      await untilRendered(page);
      return page;
    },
    capturePopup: capturePage,
    async close() {
      await watch.settled();
      await shared.close();
    },
  };
}

function launchOptions(options: ChromiumOptions, userDataDir: string): LaunchOptions {
  const { headless = true, windowSize = DEFAULT_WINDOW_SIZE, deviceScaleFactor = 1, lang = 'en' } = options;
  const executablePath = findChromium();
  if (!executablePath) throw new Error('Chromium is missing: run `node scripts/setup.mjs --chromium`.');
  return {
    executablePath,
    headless,
    userDataDir,
    pipe: true,
    enableExtensions: true,
    defaultViewport: null,
    // On Linux the language also comes from the environment.
    env: { ...process.env, LANGUAGE: lang, ...options.env },
    args: [
      ...chromiumArgs({ ...options, headless, lang, windowSize, deviceScaleFactor }),
      ...(options.args ?? []),
    ],
    // Otherwise a bar about automation would be in every picture.
    ignoreDefaultArgs: ['--enable-automation'],
  };
}
