import { setTimeout as sleep } from 'node:timers/promises';
import type { Lab, Subject } from './lab';
import { scriptTime, type Took, threadOfMark, traced, workerThread } from './trace';

/** What one poll with an unchanged answer took, from the worker's start until it has nothing left to do. */
export interface Poll {
  script: Took;
  apiRequests: number;
  /** Changes of storage, by area: as many as there are calls that wrote something new. */
  writes: Record<string, number>;
  /** The keys that were written, for the curious. */
  keys: string[];
}

declare global {
  interface Window {
    benchChanges?: { area: string; keys: string[] }[];
  }
}

const mark = 'bench-poll';
const idleMs = 400;

/** Wakes the stopped worker by asking for a poll. */
export async function measurePoll(lab: Lab, subject: Subject): Promise<Poll> {
  await (await lab.coldTab()).close();
  const page = await lab.barePage(subject);
  const arrivedBefore = lab.sandbox.requests.length;
  const trace = await traced(page, async () => {
    await page.evaluate(async (name) => {
      performance.mark(name);
      const changes: { area: string; keys: string[] }[] = [];
      window.benchChanges = changes;
      chrome.storage.onChanged.addListener((items, area) => {
        changes.push({ area, keys: Object.keys(items) });
      });
      await chrome.runtime.sendMessage({ type: 'refresh' });
    }, mark);
    await sleep(idleMs);
  });
  subject.lastPollMs = Date.now();
  const changes = await page.evaluate(() => window.benchChanges ?? []);
  await page.close();
  const writes: Record<string, number> = {};
  for (const { area } of changes) writes[area] = (writes[area] ?? 0) + 1;
  return {
    script: scriptTime(trace, workerThread(trace, threadOfMark(trace, mark).pid)),
    apiRequests: lab.sandbox.requests.length - arrivedBefore,
    writes,
    keys: [...new Set(changes.flatMap(({ area, keys }) => keys.map((key) => `${area}.${key}`)))],
  };
}
