import { few, many } from './measure';
import { popupTargets } from './popup-targets';
import { counted, type Limit, type Target, timed } from './target';

/** The rows about a poll that brings so many invitations, all as they are stored. */
function pollTargets(count: number, script: Limit, requests: Limit): Target[] {
  const rows: Omit<Target, 'count'>[] = [
    {
      ...timed,
      what: 'worker: script of a poll (CPU)',
      of: ({ polled }) => polled.map((one) => one.script.cpuMs),
      ...script,
    },
    {
      ...counted,
      what: 'worker: writes to storage.local',
      of: ({ polled }) => polled.map((one) => one.writes['local'] ?? 0),
      atMost: 0,
    },
    {
      ...counted,
      what: 'worker: writes to any storage',
      of: ({ polled }) => polled.map((one) => Object.values(one.writes).reduce((a, b) => a + b, 0)),
    },
    {
      ...counted,
      what: 'worker: API requests of a poll',
      of: ({ polled }) => polled.map((one) => one.apiRequests),
      ...requests,
    },
  ];
  return rows.map((row) => ({ ...row, count }));
}

/** The rows about using a list of so many invitations. */
function useTargets(count: number): Target[] {
  const longTask: Limit = { atMost: 50 };
  const rows: Omit<Target, 'count'>[] = [
    {
      ...timed,
      what: 'scrolling: longest task',
      of: ({ used }) => used.map((one) => one.scroll.wallMs),
      ...longTask,
    },
    {
      ...timed,
      what: 'searching: longest task',
      of: ({ used }) => used.map((one) => one.search.wallMs),
      ...longTask,
    },
    {
      ...timed,
      what: 'selecting all: longest task',
      of: ({ used }) => used.map((one) => one.selectAll.wallMs),
      ...longTask,
    },
    {
      ...counted,
      what: 'all three: long tasks',
      of: ({ used }) => used.map((one) => one.longTasks),
      atMost: 0,
    },
  ];
  return rows.map((row) => ({ ...row, count }));
}

/** Every row, in the table's order. */
export const targets: readonly Target[] = [
  ...popupTargets(few, { atMost: 1.15, times: 'floor' }, { atMost: 1.25, times: 'floor' }, { atMost: 10 }),
  ...pollTargets(few, { atMost: 15 }, { atMost: 1 }),
  ...popupTargets(many, {}, { atMost: 1.5, times: 'few' }, {}),
  ...useTargets(many),
  ...pollTargets(many, { atMost: 60 }, {}),
];
