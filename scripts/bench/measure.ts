import { setTimeout as sleep } from 'node:timers/promises';
import { installFloor } from './floor';
import type { Lab, Origin } from './lab';
import { type Opening, openPopup } from './open-popup';
import { median, type Row, rowOf, trimmedMean } from './report';
import { type LongestTasks, usePopup } from './use-popup';

/** The browser caches a compiled script after loading it twice, so only the third and later openings are alike. */
const warmUps = 3;
const rounds = 20;
const uses = 3;
const idleMs = 10_000;
const longestTaskMs = 100;

/** Measures everything except sizes, for one build and optionally an earlier one in the same rounds. */
export async function measure(lab: Lab, build: string, against: string | undefined): Promise<Row[]> {
  const ours = await lab.installBuild(build);
  const earlier = against === undefined ? undefined : await lab.installBuild(against);
  const floor = await installFloor(lab, ours.few);
  const builds = [ours, earlier].flatMap((one) => (one ? [one.few, one.many] : []));
  const { openings, writes } = await openInRounds(lab, floor, builds);

  const ratioRow = (
    what: string,
    of: keyof Opening,
    [one, base, before]: [Origin, Origin, Origin | undefined],
    limit: number,
  ): Row => {
    const ms = (origin: Origin) => trimmedMean(openings.get(origin)?.map((opening) => opening[of]) ?? []);
    const toEarlier = before === undefined ? undefined : ms(one) / ms(before);
    const row = rowOf(what, ms(one) / ms(base), limit, (value) => value.toFixed(2), toEarlier);
    const times = `${ms(one).toFixed(0)} : ${ms(base).toFixed(0)} ms`;
    return { ...row, measured: `${row.measured} (${times})` };
  };
  return [
    ratioRow('first paint, 20 : static floor', 'firstPaintMs', [ours.few, floor, earlier?.few], 1.25),
    ratioRow('list complete, 20 : static floor', 'completeMs', [ours.few, floor, earlier?.few], 1.3),
    ratioRow('list complete, 2,000 : 20', 'completeMs', [ours.many, ours.few, earlier?.many], 1.5),
    ...(await longestTaskRows(lab, ours.many)),
    rowOf('requests of an idle popup', await countIdleRequests(lab, ours.few), 0, String),
    rowOf('writes of an unchanged poll to disk', Math.max(...writes), 0, String),
  ];
}

/** In each round, polls with each build and then opens each popup once, so that a busy moment affects all of them. */
async function openInRounds(lab: Lab, floor: Origin, builds: readonly Origin[]) {
  const openings = new Map<Origin, Opening[]>();
  /** How often each poll wrote to disk. */
  const writes: number[] = [];
  for (let round = 0; round < warmUps + rounds; round++) {
    for (const build of builds) {
      const written = await lab.poll(build);
      if (round >= warmUps) writes.push(written);
    }
    // In random order, so that none always comes after the same other one, whose aftermath would slow it down.
    for (const origin of shuffled([floor, ...builds])) {
      const { page, ...opening } = await openPopup(lab, origin);
      await page.close();
      if (round >= warmUps) openings.set(origin, [...(openings.get(origin) ?? []), opening]);
    }
  }
  return { openings, writes };
}

function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}

async function longestTaskRows(lab: Lab, origin: Origin): Promise<Row[]> {
  const used: LongestTasks[] = [];
  for (let use = 0; use < uses; use++) {
    await lab.poll(origin);
    used.push(await usePopup(lab, origin));
  }
  return (['scroll', 'search', 'select all'] as const).map((action) => {
    const ms = median(used.map((tasks) => tasks[action]));
    return rowOf(`longest task, 2,000: ${action}`, ms, longestTaskMs, (value) => `${value.toFixed(0)} ms`);
  });
}

/** Opens the popup soon after a poll and leaves it open. Counts requests to the API, and any by the page itself. */
async function countIdleRequests(lab: Lab, origin: Origin): Promise<number> {
  await lab.poll(origin);
  const arrived = lab.requests.length;
  const { page } = await openPopup(lab, origin);
  let pageRequests = 0;
  page.on('request', () => {
    pageRequests++;
  });
  await sleep(idleMs);
  await page.close();
  return lab.requests.length - arrived + pageRequests;
}
