import { setTimeout as sleep } from 'node:timers/promises';
import { knownKey, type Lab } from './lab';
import { isFloor, type Subject } from './subject';
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
const pageSize = 50;

/** Wakes the stopped worker by asking for a poll. */
export async function measurePoll(lab: Lab, subject: Subject): Promise<Poll> {
  lab.serve(subject);
  await (await lab.coldTab()).close();
  const page = await lab.barePage(subject);
  const arrivedBefore = lab.sandbox.requests.length;
  const trace = await traced(page, async () => {
    await page.evaluate(
      async (name, message) => {
        performance.mark(name);
        const changes: { area: string; keys: string[] }[] = [];
        window.benchChanges = changes;
        chrome.storage.onChanged.addListener((items, area) => {
          changes.push({ area, keys: Object.keys(items) });
        });
        await chrome.runtime.sendMessage(message);
      },
      mark,
      commandFor(lab, subject),
    );
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

/** What makes the subject's worker poll: the floor's has to be told everything. */
function commandFor({ sandbox }: Lab, subject: Subject) {
  if (!isFloor(subject)) return { type: 'refresh' };
  const pages = subject.count > pageSize ? Math.ceil(subject.count / pageSize) : 0;
  const paths = Array.from({ length: pages }, (_, i) => `/user/invites?page=${i + 1}&per_page=${pageSize}`);
  return {
    token: sandbox.credentials.token,
    paths: ['/user/invites', ...paths],
    known: knownKey(subject.count),
  };
}
