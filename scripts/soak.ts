import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { type KillingReport, killAtRandom } from '../tests/e2e/killing';
import { setStage } from '../tests/e2e/stage';

/**
 * Runs all samples of the tests that run only a tenth of them in `npm test`. Then kills the real worker hundreds of
 * times, with faults, and writes the results to docs/reliability.md.
 */
const sampled = ['tests/unit/faults', 'tests/e2e/kills', 'tests/e2e/languages', 'tests/e2e/questions'];
const file = 'docs/reliability.md';
const seeds = [11, 22, 33, 44, 55];
const kills = 200;

execFileSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...sampled], {
  stdio: 'inherit',
  env: { ...process.env, SOAK: '1' },
});

const reports: [number, KillingReport][] = [];
for (const seed of seeds) {
  const stage = await setStage({
    sandbox: { rateLimit: { requests: 1_000_000 } },
    // A debugger that is attaching would keep a killed worker alive.
    chromium: { watchWorker: false },
  });
  try {
    await stage.connect();
    const report = await killAtRandom(stage, { kills, seed, faults: true });
    reports.push([seed, report]);
    console.log(`seed ${seed}: ${JSON.stringify(report)}`);
  } finally {
    await stage.close();
  }
}

const rows = reports.map(([seed, report]) => {
  const ends = [report.effective, report.refusedAsRepeated, report.wrong.length, report.outbox.length];
  return `| ${[seed, report.kills, report.responses, ...ends].join(' | ')} |`;
});
const table = [
  '| seed | kills | responses | took effect exactly once | refused as repeated | wrong in the end | left in the outbox |',
  '|---|---|---|---|---|---|---|',
  ...rows,
].join('\n');
const text = readFileSync(file, 'utf8').replace(
  /<!-- soak -->[\s\S]*<!-- \/soak -->/,
  () => `<!-- soak -->\n${table}\n<!-- /soak -->`,
);
writeFileSync(file, text);
const bad = reports.some(
  ([, report]) => report.wrong.length > 0 || report.outbox.length > 0 || report.effective < report.responses,
);
process.exitCode = bad ? 1 : 0;
