import type { Measured } from './measure';
import { few, type SubjectName, subjectNames } from './subject';
import type { Target } from './target';
import { targets } from './targets';

/** What stands for all samples, and between which figures the middle half of them lies. */
interface Figure {
  figure: number;
  middleHalf: [number, number];
  samples: number;
}

/** One row of the table, as it goes into the JSON. */
interface Row {
  invitations: number;
  what: string;
  unit: Target['unit'];
  figures: Partial<Record<SubjectName, Figure>>;
  oursToFloor: number | null;
  scriptedToFloor: number | null;
  oursToScripted: number | null;
  oursToLibrary: number | null;
  oursToEarlier: number | null;
  target: string;
  /** The ratio that the target is about, where no column shows it. */
  reached: number | null;
  met: boolean | null;
}

/** The middle of the 20 to 45 ms that the blank page took on the machine for which limits in milliseconds were set. */
const referenceBlankMs = 32.5;

/** Makes the rows, and of them a table in Markdown. `slowness` is how often this machine takes the reference's time. */
export function report({ subjects, blankPaintMs }: Measured): {
  table: string;
  rows: Row[];
  slowness: number;
} {
  // A machine that is faster gets no stricter limit than the one that was set.
  const slowness = Math.max(1, quantile(inOrder(blankPaintMs), 0.5) / referenceBlankMs);
  const rows = targets.map((target) => rowOf(target, subjects, slowness));
  const names = subjectNames.filter((name) => subjects[name]);
  const head = [
    'invitations',
    'what',
    ...names,
    'ours : floor',
    'scripted : floor',
    'ours : scripted',
    'ours : library',
    'ours : earlier',
    'target',
    'met',
  ];
  const cells = rows.map((row) => [
    String(row.invitations),
    row.what,
    ...names.map((name) => format(row.figures[name]?.figure, row.unit)),
    row.oursToFloor?.toFixed(2) ?? '',
    row.scriptedToFloor?.toFixed(2) ?? '',
    row.oursToScripted?.toFixed(2) ?? '',
    row.oursToLibrary?.toFixed(2) ?? '',
    row.oursToEarlier?.toFixed(2) ?? '',
    row.target,
    verdict(row),
  ]);
  // Without an earlier build its column would only be empty.
  const shown = [head, ...cells].map((line) =>
    line.filter((_, index) => names.includes('earlier') || head[index] !== 'ours : earlier'),
  );
  return { table: markdown(shown), rows, slowness };
}

function rowOf(target: Target, subjects: Measured['subjects'], slowness: number): Row {
  const valuesOf = (name: SubjectName, count = target.count) => {
    const samples = subjects[name]?.[count];
    return samples ? target.of(samples) : [];
  };
  const figures: Row['figures'] = {};
  for (const name of subjectNames) {
    const figure = figureOf(target, valuesOf(name));
    if (figure) figures[name] = figure;
  }
  const ratio = (one: Values, other: Values) => (target.unit === 'ms' ? medianRatio(one, other) : null);
  const ours = valuesOf('ours');
  const bases: Partial<Record<NonNullable<Target['times']>, Values>> = {
    floor: valuesOf('floor'),
    few: valuesOf('ours', few),
  };
  const base = target.times && bases[target.times];
  const limited = base ? ratio(ours, base) : (figures.ours?.figure ?? null);
  const atMost = (target.atMost ?? Number.NaN) * (target.times === 'speed' ? slowness : 1);
  return {
    invitations: target.count,
    what: target.what,
    unit: target.unit,
    figures,
    oursToFloor: ratio(ours, valuesOf('floor')),
    scriptedToFloor: ratio(valuesOf('scripted'), valuesOf('floor')),
    oursToScripted: ratio(ours, valuesOf('scripted')),
    oursToLibrary: ratio(ours, valuesOf('library')),
    oursToEarlier: ratio(ours, valuesOf('earlier')),
    target: wordsFor(target, atMost),
    reached: target.times === 'few' ? limited : null,
    met: Number.isNaN(atMost) || limited === null ? null : limited <= atMost,
  };
}

function verdict({ met, reached }: Row): string {
  if (met === null) return '';
  return `${met ? 'yes' : 'NO'}${reached === null ? '' : ` (${reached.toFixed(2)})`}`;
}

function wordsFor({ atMost, times, unit }: Target, here: number): string {
  if (atMost === undefined) return '';
  if (times === 'floor') return `≤ ${atMost} × floor`;
  if (times === 'speed') return `≤ ${atMost} ms, here ${here.toFixed(1)}`;
  if (times === 'few') return `≤ ${atMost} × ours with ${few}`;
  return `≤ ${atMost}${unit && ` ${unit}`}`;
}

/** One for each round. */
type Values = readonly (number | undefined)[];

function figureOf({ by }: Target, values: Values): Figure | undefined {
  const sorted = inOrder(values);
  if (sorted.length === 0) return undefined;
  const figure = quantile(sorted, by === 'median' ? 0.5 : 1);
  return { figure, middleHalf: [quantile(sorted, 0.25), quantile(sorted, 0.75)], samples: sorted.length };
}

/** Of what was measured in the same round each: the machine may be twice as fast in one as in another. */
function medianRatio(one: Values, other: Values): number | null {
  const ratios = one.map((value, round) => {
    const base = other[round];
    return value !== undefined && base ? value / base : undefined;
  });
  const sorted = inOrder(ratios);
  return sorted.length > 0 ? quantile(sorted, 0.5) : null;
}

function inOrder(values: Values): number[] {
  return values.filter((one) => one !== undefined).sort((a, b) => a - b);
}

/** The value below which such a share of the sorted values lies. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? 0;
  return below + (above - below) * (place - Math.floor(place));
}

function format(figure: number | undefined, unit: Target['unit']): string {
  if (figure === undefined) return '–';
  if (unit === '') return String(Math.round(figure * 1000) / 1000);
  return `${figure < 100 ? figure.toFixed(1) : figure.toFixed(0)} ms`;
}

function markdown(lines: readonly string[][]): string {
  const widths =
    lines[0]?.map((_, index) => Math.max(3, ...lines.map((line) => line[index]?.length ?? 0))) ?? [];
  const draw = (line: string[]) =>
    `| ${line.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = lines;
  return [draw(head), draw(widths.map((width) => '-'.repeat(width))), ...body.map(draw)].join('\n');
}
