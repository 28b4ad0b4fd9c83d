import { execFileSync } from 'node:child_process';
import os from 'node:os';

/** Under what the figures came about. */
export interface Environment {
  date: string;
  commit: string;
  chromium: string;
  node: string;
  system: string;
  cpu: string;
  cores: number;
  /** How many processes wanted a core when it began and when it ended: above the number of cores, all is slower. */
  load: number[];
}

export function readEnvironment(chromium: string): Environment {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
  return {
    date: new Date().toISOString(),
    commit: git('rev-parse', 'HEAD') + (changed ? ' with changes' : ''),
    chromium,
    node: process.version,
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.availableParallelism(),
    load: [currentLoad()],
  };
}

/** The average of the last minute; 0 on Windows. */
export function currentLoad(): number {
  return os.loadavg()[0] ?? 0;
}
