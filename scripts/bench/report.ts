/** One line of the table. */
export interface Row {
  what: string;
  measured: string;
  /** The maximum. */
  limit: string;
  met: boolean;
  /** Our time or size divided by that of the earlier build, if there is one. */
  toEarlier?: number | undefined;
}

/** A row for a value that may be at most `limit`; `format` formats both. */
export function rowOf(
  what: string,
  value: number,
  limit: number,
  format: (value: number) => string,
  toEarlier?: number,
): Row {
  return { what, measured: format(value), limit: format(limit), met: value <= limit, toEarlier };
}

/** The mean without the fastest and the slowest tenth: varies less than the median, and ignores single hiccups. */
export function trimmedMean(values: readonly number[]): number {
  const cut = Math.floor(values.length / 10);
  const kept = values.toSorted((a, b) => a - b).slice(cut, values.length - cut);
  return kept.reduce((sum, value) => sum + value, 0) / kept.length;
}

/** The middle value, or the upper one of two. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Formats the table as Markdown, with a column for the earlier build if there is one. */
export function markdown(rows: readonly Row[]): string {
  const columns = rows.some(({ toEarlier }) => toEarlier !== undefined) ? 5 : 4;
  const lines = rows.map(({ what, measured, limit, met, toEarlier }) => [
    what,
    measured,
    limit,
    met ? 'yes' : 'NO',
    toEarlier?.toFixed(3) ?? '',
  ]);
  const table = [['what', 'measured', 'limit', 'met', 'ours : earlier'], ...lines];
  const widths = table.reduce<number[]>(
    (max, line) => line.map((cell, i) => Math.max(max[i] ?? 0, cell.length)),
    [],
  );
  const draw = (line: string[]) =>
    `| ${line
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .slice(0, columns)
      .join(' | ')} |`;
  const [head = [], ...body] = table;
  return [draw(head), draw(widths.map((width) => '-'.repeat(width))), ...body.map(draw)].join('\n');
}
