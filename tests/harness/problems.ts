import type { Browser, CDPSession, Protocol, Target } from 'puppeteer-core';

/** Collects errors in the extension's own pages and its worker. */
export interface ProblemWatch {
  /** Console errors, uncaught exceptions and CSP violations so far. */
  readonly problems: string[];
  /** Also watches another extension. Must be called before it is installed. */
  add(extensionId: string): void;
  /** Detaches the debugger from the worker, which could not stop otherwise. */
  releaseWorker(): Promise<void>;
  /**
   * Waits until every target has its session. Of two sessions that are opened on one target at the same time, puppeteer
   * drops the second, so this must come before any other session.
   */
  settled(): Promise<void>;
}

/**
 * Each target gets its own debugger session. Chromium replays earlier reports to a late session, so nothing is lost
 * between the start of a page and of its session.
 */
export function watchProblems(browser: Browser, watchWorker: boolean): ProblemWatch {
  const origins: string[] = [];
  const isOurs = (url: string) => origins.some((origin) => url.startsWith(origin));
  const problems: string[] = [];
  const sessions = new Map<Target, Watched>();

  const watch = (target: Target) => {
    const isWorker = target.type() === 'service_worker' && isOurs(target.url());
    if (sessions.has(target) || !(target.type() === 'page' || (isWorker && watchWorker))) return;
    // Undefined for targets that are gone before they could be watched, such as a popup that closes at once.
    const opened = target.createCDPSession().catch(() => undefined);
    const report: Report = (text, url) => {
      const where = [target.url(), url].find(isOurs);
      if (where !== undefined && !text.includes(shuttingDown)) problems.push(`${pathOf(where)}: ${text}`);
    };
    const listens = opened.then((session) => session && listen(session, report)).catch(() => undefined);
    sessions.set(target, { opened, listens });
  };
  browser.on('targetcreated', watch);
  // The popup is not a page yet when its target appears.
  browser.on('targetchanged', watch);
  browser.on('targetdestroyed', (target) => sessions.delete(target));
  for (const target of browser.targets()) watch(target);

  return {
    problems,
    add: (extensionId) => void origins.push(`chrome-extension://${extensionId}/`),
    async releaseWorker() {
      for (const [target, { opened }] of sessions) {
        if (target.type() !== 'service_worker') continue;
        sessions.delete(target);
        // Does not wait for the worker: one that is stopping never answers.
        await (await opened)?.detach().catch(() => undefined);
      }
    },
    async settled() {
      await Promise.all(Array.from(sessions.values(), ({ listens }) => listens));
    },
  };
}

/** What Chromium answers to a worker that is busy while the browser closes, which is not the worker's fault. */
const shuttingDown = 'The browser is shutting down.';

type Report = (text: string, url: string) => void;

interface Watched {
  /** Answered by the browser, whatever state the target is in. */
  opened: Promise<CDPSession | undefined>;
  /** Answered by the target itself. */
  listens: Promise<void>;
}

async function listen(session: CDPSession, report: Report): Promise<void> {
  session.on('Runtime.consoleAPICalled', (event) => {
    if (event.type === 'error' || event.type === 'assert') {
      report(`console.${event.type}: ${event.args.map(textOf).join(' ')}`, urlOf(event.stackTrace));
    }
  });
  session.on('Runtime.exceptionThrown', ({ exceptionDetails: details }) => {
    const text = details.exception?.description ?? details.text;
    report(`uncaught: ${text}`, details.url ?? urlOf(details.stackTrace));
  });
  session.on('Log.entryAdded', ({ entry }) => {
    if (isProblem(entry)) report(`${entry.source}: ${entry.text}`, entry.url ?? '');
  });
  await session.send('Runtime.enable');
  await session.send('Log.enable');
}

/** Tests cause refusals by the API on purpose, but a file missing from the extension is a problem. */
function isProblem(entry: Protocol.Log.LogEntry): boolean {
  if (entry.level !== 'error') return false;
  return entry.source !== 'network' || (entry.url ?? '').startsWith('chrome-extension:');
}

function textOf(value: Protocol.Runtime.RemoteObject): string {
  return value.description ?? String(value.value);
}

function urlOf(stack: Protocol.Runtime.StackTrace | undefined): string {
  return stack?.callFrames[0]?.url ?? '';
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname.slice(1) : url;
}
