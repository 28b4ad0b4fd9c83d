import { type SubjectName, subjectNames } from './lab';
import { few, type Measured } from './measure';
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
  oursToEarlier: number | null;
  target: string;
  met: boolean | null;
}

/** Makes the rows, and of them a table in Markdown. */
export function report(measured: Measured): { table: string; rows: Row[] } {
  const rows = targets.map((target) => rowOf(target, measured));
  const names = subjectNames.filter((name) => measured[name]);
  const head = [
    'invitations',
    'what',
    ...names,
    'ours : floor',
    'scripted : floor',
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
    row.oursToEarlier?.toFixed(2) ?? '',
    row.target,
    row.met === null ? '' : row.met ? 'yes' : 'NO',
  ]);
  // Without an earlier build its column would only be empty.
  const shown = [head, ...cells].map((line) =>
    line.filter((_, index) => names.includes('earlier') || head[index] !== 'ours : earlier'),
  );
  return { table: markdown(shown), rows };
}

function rowOf(target: Target, measured: Measured): Row {
  const figures: Row['figures'] = {};
  for (const name of subjectNames) {
    const figure = figureOf(target, measured, name, target.count);
    if (figure) figures[name] = figure;
  }
  const { floor, scripted, ours, earlier } = figures;
  const ratio = (one: Figure | undefined, other: Figure | undefined) =>
    target.unit === 'ms' && one && other && other.figure > 0 ? one.figure / other.figure : null;
  const base = target.times === 'floor' ? floor : figureOf(target, measured, 'ours', few);
  const limit = target.times ? base && (target.atMost ?? 0) * base.figure : target.atMost;
  return {
    invitations: target.count,
    what: target.what,
    unit: target.unit,
    figures,
    oursToFloor: ratio(ours, floor),
    scriptedToFloor: ratio(scripted, floor),
    oursToEarlier: ratio(ours, earlier),
    target: wordsFor(target),
    met: limit === undefined || !ours ? null : ours.figure <= limit,
  };
}

function wordsFor({ atMost, times, unit }: Target): string {
  if (atMost === undefined) return '';
  if (times === 'floor') return `≤ ${atMost} × floor`;
  if (times === 'few') return `≤ ${atMost} × ours with ${few}`;
  return `≤ ${atMost}${unit && ` ${unit}`}`;
}

function figureOf(target: Target, measured: Measured, name: SubjectName, count: number): Figure | undefined {
  const samples = measured[name]?.[count];
  const values = (samples ? target.of(samples) : []).filter((one) => one !== undefined).sort((a, b) => a - b);
  if (values.length === 0) return undefined;
  const figure = target.by === 'median' ? quantile(values, 0.5) : quantile(values, 1);
  return { figure, middleHalf: [quantile(values, 0.25), quantile(values, 0.75)], samples: values.length };
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
