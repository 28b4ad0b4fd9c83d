import { firstPaintOf } from './first-paint';
import type { Lab } from './lab';
import { waitForList } from './list';
import { observerScript, startMark } from './observe';
import { popupOf, type Subject } from './subject';
import { firstScriptUs, scriptTime, type Took, tasksOf, threadOfMark, traced } from './trace';

/** What one opening of the popup took. */
export interface Opening {
  /** From the navigation until the screen shows anything. */
  firstPaintMs: number;
  /** From the navigation until the frame with the last row is on the screen. */
  completeMs: number;
  shift: number;
  mutationsAfter: number;
  /** How often each area of storage was read before the list was complete. */
  reads: Record<string, number>;
  /** Requests of the page, to anyone, and those of them that went to Cloudflare's API. */
  requests: number;
  requestsToApi: number;
  /** What arrived at the API from the worker, which the popup has told that it is open. */
  workerRequests: number;
  /** From a trace, and so only when one was asked for. */
  script?: Took;
  longestTask?: Took | undefined;
}

/** Opens the popup in a process of its own, closes it, and tells what was seen. */
export async function openPopup(lab: Lab, subject: Subject, withTrace: boolean): Promise<Opening> {
  await lab.refresh(subject);
  const page = await lab.coldTab();
  // A process that begins during a trace holds up its end for seconds: so it has begun, and has run no script.
  const other = withTrace ? await lab.barePage(subject) : undefined;
  await page.bringToFront();
  const urls: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  await page.evaluateOnNewDocument(observerScript);
  const firstPaint = await firstPaintOf(page);
  const arrivedBefore = lab.sandbox.requests.length;
  const open = async () => {
    await page.goto(popupOf(subject));
    await waitForList(page, subject.count);
  };
  const trace = withTrace ? await traced(page, open) : undefined;
  if (!trace) await open();

  const record = await page.evaluate(() => window.bench);
  if (!record) throw new Error(`${subject.name} was not observed.`);
  const opening: Opening = {
    firstPaintMs: await firstPaint(),
    completeMs: record.completeMs,
    shift: record.shift,
    mutationsAfter: record.mutations,
    reads: record.readsBeforeComplete,
    requests: urls.length,
    requestsToApi: urls.filter((url) => new URL(url).hostname === 'api.cloudflare.com').length,
    workerRequests: lab.sandbox.requests.length - arrivedBefore,
  };
  await page.close();
  await other?.close();
  if (!trace) return opening;
  const thread = threadOfMark(trace, startMark);
  // What runs before is the measuring itself.
  const fromUs = firstScriptUs(trace, thread, thread.atUs);
  const script = scriptTime(trace, thread, fromUs, thread.zeroUs + record.completeMs * 1000);
  return { ...opening, script, longestTask: tasksOf(trace, thread)[0] };
}
