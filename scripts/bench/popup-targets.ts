import { counted, type Limit, type Target, timed } from './target';

const none: Limit = { atMost: 0 };

/** The rows about opening the popup with so many invitations. */
export function popupTargets(count: number, firstPaint: Limit, complete: Limit, script: Limit): Target[] {
  const rows: Omit<Target, 'count'>[] = [
    {
      ...timed,
      what: 'popup: first contentful paint',
      of: ({ opened }) => opened.map((one) => one.firstPaintMs),
      ...firstPaint,
    },
    {
      ...timed,
      what: 'popup: list complete',
      of: ({ opened }) => opened.map((one) => one.completeMs),
      ...complete,
    },
    {
      ...timed,
      what: 'popup: script until then (CPU)',
      of: ({ traced }) => traced.map((one) => one.script?.cpuMs),
      ...script,
    },
    {
      ...timed,
      what: 'popup: longest task while it opens (CPU)',
      of: ({ traced }) => traced.map((one) => one.longestTask?.cpuMs),
    },
    { ...counted, what: 'popup: layout shift', of: ({ opened }) => opened.map((one) => one.shift), ...none },
    {
      ...counted,
      what: 'popup: requests of the page',
      of: ({ opened }) => opened.map((one) => one.requests),
    },
    {
      ...counted,
      what: 'popup: requests of the page to the API',
      of: ({ opened }) => opened.map((one) => one.requestsToApi),
      ...none,
    },
    {
      ...counted,
      what: 'popup: requests of the worker meanwhile',
      of: ({ opened }) => opened.map((one) => one.workerRequests),
    },
    {
      ...counted,
      what: 'popup: reads of one storage area',
      of: ({ opened }) => opened.map(({ reads }) => Math.max(0, ...Object.values(reads))),
      atMost: 1,
    },
    {
      ...counted,
      what: 'popup: mutations after it is complete',
      of: ({ opened }) => opened.map((one) => one.mutationsAfter),
      ...none,
    },
  ];
  return rows.map((row) => ({ ...row, count }));
}
