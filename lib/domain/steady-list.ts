import type { InviteRow } from './rows';

/**
 * Whether the user may be about to press something in the list, because the pointer or the keyboard focus is in it.
 * `resting` if neither has been used for a while.
 */
export type Aim = 'none' | 'moving' | 'resting';

/** What a list shows while the user may be aiming at it. */
export interface SteadyList {
  rows: InviteRow[];
  /** Keys of rows that are no longer open and only keep their place. */
  settled: ReadonlySet<string>;
  /** How many new rows are held back. */
  held: number;
}

/**
 * What to show in place of the rows `shown`, now that they are `latest`. While the user aims, every row stays where it
 * is: new ones are held back, and those that are gone keep their place. Rows that were answered here (they had a
 * response when they were shown, or are in `answeredHere`) leave as soon as the aim rests, because the user knows about
 * them.
 */
export function steadyList(
  shown: InviteRow[],
  latest: InviteRow[],
  aim: Aim,
  answeredHere: ReadonlySet<string>,
): SteadyList {
  if (aim === 'none' || shown.length === 0) return { rows: latest, settled: new Set(), held: 0 };
  const open = new Map(latest.map((row) => [row.key, row]));
  const leaves = ({ key, response }: InviteRow) =>
    aim === 'resting' && !open.has(key) && (response !== null || answeredHere.has(key));
  const rows = shown.filter((row) => !leaves(row)).map((row) => open.get(row.key) ?? row);
  const keys = new Set(shown.map(({ key }) => key));
  return {
    rows,
    settled: new Set(rows.filter(({ key }) => !open.has(key)).map(({ key }) => key)),
    held: latest.filter(({ key }) => !keys.has(key)).length,
  };
}
