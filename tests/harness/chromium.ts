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

/** How to start the browser. */
export interface ChromiumOptions {
  /** The stand-in for api.cloudflare.com: the only host with an address. */
  api: ApiServer;
  /** Without a window; true unless told. */
  headless?: boolean;
  /** A profile to keep: with it a second launch is a restart. Without it, a new one that goes at the end. */
  userDataDir?: string;
  /** The unpacked build; .output/chrome-mv3 unless told. */
  extensionDir?: string;
  colorScheme?: 'light' | 'dark';
  /** The language of the extension's messages, as `de` or `zh-CN`; English unless told, wherever it runs. */
  lang?: string;
  /** Optional permissions that were given once before, and so are given again without a question. */
  grantedBefore?: readonly string[];
  /** More flags for the command line. */
  args?: string[];
  /** The icon stands in the toolbar itself rather than behind the puzzle piece. */
  pinned?: boolean;
  windowSize?: { width: number; height: number };
  /** Device pixels to one CSS pixel, for sharp pictures. */
  deviceScaleFactor?: number;
  /** False lets the worker idle and stop by itself; its errors are then not among the problems. */
  watchWorker?: boolean;
  /** Variables for the browser besides the process's own. */
  env?: Readonly<Record<string, string>>;
}

/** What a worker's global scope and an event page's have in common. */
export type BackgroundScope = Pick<WindowOrWorkerGlobalScope, 'fetch'> & EventTarget;
type InBackground = (scope: BackgroundScope, argument: string) => Promise<string[]>;

/** A running Chromium that has the extension. */
export interface ExtensionBrowser {
  readonly browser: Browser;
  readonly extensionId: string;
  /** Where its pages are, as `chrome-extension://…`, without a slash at the end. */
  readonly origin: string;
  /** Errors, exceptions and CSP violations of the extension's pages and worker so far. */
  readonly problems: readonly string[];
  /** The worker, started if it was stopped. */
  serviceWorker(): Promise<WebWorker>;
  /** Stops the worker; the next event starts it again. */
  killServiceWorker(): Promise<void>;
  /** Runs a function, handed the background's own global scope, in the worker or the event page that runs now. */
  inBackground(act: InBackground, argument: string): Promise<string[]>;
  /** Installs another extension as well. Returns its origin. */
  installOther(dir: string): Promise<string>;
  /** Installs another build of it as well, to be driven as this one is. Their problems are the same list. */
  installCopy(dir: string): Promise<ExtensionBrowser>;
  /** Reads the badge without starting the worker. */
  badge(): Promise<Badge>;
  waitForBadge(text: string, timeoutMs?: number): Promise<void>;
  /** Opens the real popup at the toolbar's icon, in place of one that is still open. */
  openPopup(): Promise<Page>;
  /** A page that nobody sees, with the extension's rights and none of its code; it stays open. */
  probe(): Promise<Page>;
  /** Opens one of the extension's pages in a tab; resolves when it shows something. */
  openPage(file: 'popup.html' | 'options.html'): Promise<Page>;
  /** Writes a PNG of a page at its own size. */
  capturePopup(page: Page, file: string): Promise<void>;
  /** Ends the browser and removes a profile that was its own. */
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

/** What several extensions in one browser share. */
interface Shared {
  browser: Browser;
  watch: ProblemWatch;
  sessions: WorkerSessions;
  /** The popup that is open: while it has the focus there is no window for another. */
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
  // A profile in its second run has it already; to load it again would be a new install.
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
      // It may be closing by itself, as popups do when something else gets the focus.
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
    // On Linux the language comes from the environment too.
    env: { ...process.env, LANGUAGE: lang, ...options.env },
    args: [
      ...chromiumArgs({ ...options, headless, lang, windowSize, deviceScaleFactor }),
      ...(options.args ?? []),
    ],
    // A bar that tells of automation would be in every picture.
    ignoreDefaultArgs: ['--enable-automation'],
  };
}
