import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Target, WebWorker } from 'puppeteer-core';
import type { Probe } from './probe';
import type { ProblemWatch } from './problems';
import type { WorkerSessions } from './worker-sessions';

/** Starts, accesses and stops the extension's worker. */
export interface WorkerControl {
  /** The worker, which is started if it was stopped. A debugger stays attached from then on, so it never goes idle. */
  get(): Promise<WebWorker>;
  /** Stops it as the browser does when it is idle. The next event, or `get`, starts it again. */
  kill(): Promise<void>;
}

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 30_000;
const STOP_ATTEMPT_MS = 1_000;
const ANSWER_TIMEOUT_MS = 1_000;

export function controlWorker(
  browser: Browser,
  extensionId: string,
  probe: Probe,
  watch: ProblemWatch,
  sessions: WorkerSessions,
): WorkerControl {
  const scopeURL = `chrome-extension://${extensionId}/`;
  const isWorker = (target: Target) =>
    target.type() === 'service_worker' && target.url().startsWith(scopeURL);

  const connect = async (): Promise<WebWorker | undefined> => {
    const control = await probe.workerControl();
    await control.send('ServiceWorker.startWorker', { scopeURL });
    const target = await browser.waitForTarget(isWorker, { timeout: START_TIMEOUT_MS });
    await watch.settled();
    const worker = await target.worker();
    if (!worker) return undefined;
    // A worker that is stopping never answers.
    const answered = worker.evaluate(() => true).catch(() => false);
    return (await Promise.race([answered, sleep(ANSWER_TIMEOUT_MS, false)])) ? worker : undefined;
  };

  return {
    async get() {
      const deadline = Date.now() + START_TIMEOUT_MS;
      while (Date.now() < deadline) {
        const worker = await connect();
        if (worker) return worker;
      }
      throw new Error(`The extension's worker did not start within ${START_TIMEOUT_MS} ms.`);
    },
    async kill() {
      const control = await probe.workerControl();
      // An event that arrives meanwhile may start the next one at once.
      const running = browser.targets().filter(isWorker);
      // The target of a stopped worker disappears once no debugger is attached to it.
      const isLeft = () => browser.targets().some((target) => running.includes(target));
      const deadline = Date.now() + STOP_TIMEOUT_MS;
      while (isLeft()) {
        if (Date.now() > deadline)
          throw new Error(`The extension's worker is still running after ${STOP_TIMEOUT_MS} ms.`);
        // A session that was just being opened keeps it alive, but is gone by the next attempt.
        await watch.releaseWorker();
        await sessions.detachAll();
        await control.send('ServiceWorker.stopAllWorkers');
        const patience = Date.now() + STOP_ATTEMPT_MS;
        while (isLeft() && Date.now() < patience) await sleep(10);
      }
    },
  };
}
