import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startLab } from './bench/lab';
import { measure } from './bench/measure';
import { markdown, type Row, rowOf } from './bench/report';
import { gzippedSize, sizeLimits } from './lib/sizes';

/**
 * Measures the build in headless Chromium against a page without scripts, and with `--against DIR` also against an
 * earlier build. Exits with code 1 if a limit is missed. docs/performance.md explains each line.
 */
const build = path.resolve('.output/chrome-mv3');
const { against } = parseArgs({ options: { against: { type: 'string' } } }).values;

const currentLoad = () => (os.loadavg()[0] ?? 0).toFixed(1);
const loadBefore = currentLoad();
const lab = await startLab();
try {
  const rows = [
    ...(await measure(lab, build, against)),
    sizeRow('popup, scripts and styles', 'popup.html'),
    sizeRow('worker', 'background.js'),
  ];
  const cores = `${os.availableParallelism()} × ${os.cpus()[0]?.model ?? 'unknown processor'}`;
  console.log(`${markdown(rows)}\n\n${lab.version}, Node ${process.version}, ${cores}.`);
  console.log(`Load average over one minute: ${loadBefore} before, ${currentLoad()} after.`);
  if (rows.some(({ met }) => !met)) process.exitCode = 1;
} finally {
  await lab.close();
}

function sizeRow(what: string, entry: keyof typeof sizeLimits): Row {
  const bytes = gzippedSize(build, entry);
  const toEarlier = against === undefined ? undefined : bytes / gzippedSize(against, entry);
  return rowOf(what, bytes, sizeLimits[entry], (size) => `${(size / 1000).toFixed(1)} kB`, toEarlier);
}
