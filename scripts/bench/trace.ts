import type { Page } from 'puppeteer-core';
import { z } from 'zod';

const Event = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  ts: z.number().default(0),
  /** Microseconds by the clock, and of the processor's time. */
  dur: z.number().default(0),
  tdur: z.number().default(0),
  args: z
    .object({
      name: z.unknown().optional(),
      data: z.object({ startTime: z.number().optional() }).optional().catch(undefined),
    })
    .optional(),
});
type Event = z.infer<typeof Event>;
const TraceFile = z.object({ traceEvents: z.array(Event) });

/** One thread of one process. */
interface Thread {
  pid: number;
  tid: number;
}

/** A time that script or a task took, by the clock and of the processor's time. */
export interface Took {
  wallMs: number;
  cpuMs: number;
}

/** What one browser did between two moments. */
export type Trace = readonly Event[];

const categories = [
  '-*',
  'v8',
  'v8.execute',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'blink.user_timing',
];

/** Everything that is the program's own: compiling, evaluating, callbacks, promises, and the garbage they leave. */
const scriptEvents = new Set([
  'v8.compile',
  'v8.compileModule',
  'v8.evaluateModule',
  'EvaluateScript',
  'FunctionCall',
  'v8.callFunction',
  'RunMicrotasks',
  'MinorGC',
  'MajorGC',
]);

/** Does `job` and returns the trace of it. */
export async function traced(page: Page, job: () => Promise<void>): Promise<Trace> {
  await page.tracing.start({ categories });
  await job();
  const bytes = await page.tracing.stop();
  if (!bytes) throw new Error('Chromium gave no trace.');
  return TraceFile.parse(JSON.parse(new TextDecoder().decode(bytes))).traceEvents;
}

/** The thread that set a mark, when, and the trace's time at which the clock of its page stood at zero. */
export function threadOfMark(trace: Trace, mark: string): Thread & { atUs: number; zeroUs: number } {
  const event = trace.findLast(({ name, args }) => name === mark && args?.data?.startTime !== undefined);
  if (!event) throw new Error(`The trace has no mark ${mark}.`);
  const { pid, tid, ts, args } = event;
  return { pid, tid, atUs: ts, zeroUs: ts - (args?.data?.startTime ?? 0) * 1000 };
}

/** The thread of the service worker in this process. */
export function workerThread(trace: Trace, pid: number): Thread {
  const event = trace.find((one) => one.pid === pid && one.args?.name === 'ServiceWorker thread');
  if (!event) throw new Error('The trace has no service worker.');
  return { pid, tid: event.tid };
}

/** When a thread first had to do with a script of the page's own, after a time of the trace. */
export function firstScriptUs(trace: Trace, thread: Thread, afterUs: number): number {
  const event = complete(trace, thread).find(({ name, ts }) => name === 'v8.compileModule' && ts > afterUs);
  if (!event) throw new Error('The trace has no module.');
  return event.ts;
}

/** How long script ran on a thread, what is nested counted once, of what began between two times of the trace. */
export function scriptTime(trace: Trace, thread: Thread, fromUs = 0, toUs = Number.POSITIVE_INFINITY): Took {
  let endUs = 0;
  const took = { wallMs: 0, cpuMs: 0 };
  for (const { name, ts, dur, tdur } of complete(trace, thread)) {
    if (!scriptEvents.has(name) || ts < fromUs || ts > toUs || ts < endUs) continue;
    endUs = ts + dur;
    took.wallMs += dur / 1000;
    took.cpuMs += tdur / 1000;
  }
  return took;
}

/** The tasks of a thread, those first that took most of the processor's time. */
export function tasksOf(trace: Trace, thread: Thread): Took[] {
  return complete(trace, thread)
    .filter(({ name }) => name === 'RunTask')
    .map(({ dur, tdur }) => ({ wallMs: dur / 1000, cpuMs: tdur / 1000 }))
    .sort((a, b) => b.cpuMs - a.cpuMs);
}

/** The thread's events that have a duration, in order; of two that begin at once, the outer one first. */
function complete(trace: Trace, { pid, tid }: Thread): Event[] {
  return trace
    .filter((event) => event.ph === 'X' && event.pid === pid && event.tid === tid)
    .sort((a, b) => a.ts - b.ts || b.dur - a.dur);
}
