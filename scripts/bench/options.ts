import { parseArgs } from 'node:util';

/** What the person asked for. */
export interface BenchOptions {
  /** An earlier build to stand beside the present one. */
  against: string | undefined;
  /** Measured openings of each popup; everything else follows from it. */
  runs: number;
  /** Where the figures go as JSON. */
  json: string;
}

/** Thrown for a mistake on the command line: one sentence, no stack. */
export class UsageError extends Error {}

const defaultRuns = 30;

const help = `Measures the production build in headless Chromium, side by side with a page that has no script.

Usage: npm run bench -- [options]

  --against DIR   an earlier build (a chrome-mv3 folder) to measure as well
  --runs N        openings of each popup, default ${defaultRuns}; three times as many where the limit is
                  close, fewer of what is slower
  --json FILE     where the figures go, default .output/bench.json
  --help          this text`;

/** Reads the command line; null when only help was wanted, which is then printed. */
export function readOptions(): BenchOptions | null {
  const { help: wantsHelp, against, runs, json } = parse();
  if (wantsHelp) {
    console.log(help);
    return null;
  }
  const count = runs === undefined ? defaultRuns : Number(runs);
  if (!Number.isInteger(count) || count < 1)
    throw new UsageError(`--runs must be a whole number from 1 on, not '${runs}'.`);
  return { against, runs: count, json: json ?? '.output/bench.json' };
}

function parse() {
  try {
    const text = { type: 'string' } as const;
    const options = { against: text, runs: text, json: text, help: { type: 'boolean', short: 'h' } } as const;
    return parseArgs({ options }).values;
  } catch (error) {
    throw new UsageError(
      `${error instanceof Error ? error.message : String(error)} (--help shows the usage.)`,
    );
  }
}
