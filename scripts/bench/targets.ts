import { popupTargets } from './popup-targets';
import { few, many } from './subject';
import { counted, type Limit, type Target, timed } from './target';
import type { Took } from './trace';
import type { Use } from './use-popup';

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

/** What the browser itself calls a long task, and a person feels. */
const longTaskMs = 50;

/** The rows about using a list of so many invitations. */
function useTargets(count: number): Target[] {
  const longest = (what: string, of: (use: Use) => Took[]): Omit<Target, 'count'> => ({
    ...timed,
    what: `${what}: longest task (CPU)`,
    of: ({ used }) => used.map((one) => of(one)[0]?.cpuMs),
    atMost: longTaskMs,
  });
  const rows: Omit<Target, 'count'>[] = [
    longest('scrolling', ({ scroll }) => scroll),
    longest('searching', ({ search }) => search),
    longest('selecting all', ({ selectAll }) => selectAll),
    {
      ...counted,
      what: `all three: tasks above ${longTaskMs} ms (CPU)`,
      of: ({ used }) => used.map((one) => Object.values(one).flat().filter(isLong).length),
      atMost: 0,
    },
  ];
  return rows.map((row) => ({ ...row, count }));
}

function isLong({ cpuMs }: Took): boolean {
  return cpuMs > longTaskMs;
}

/** Every row, in the table's order. */
export const targets: readonly Target[] = [
  ...popupTargets(
    few,
    { atMost: 1.15, times: 'floor' },
    { atMost: 1.25, times: 'floor' },
    { atMost: 10, times: 'speed' },
  ),
  ...pollTargets(few, { atMost: 15, times: 'speed' }, { atMost: 1 }),
  ...popupTargets(many, {}, { atMost: 1.5, times: 'few' }, {}),
  ...useTargets(many),
  ...pollTargets(many, { atMost: 60, times: 'speed' }, {}),
];
