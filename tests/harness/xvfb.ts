import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';

/** A virtual screen. */
export interface VirtualScreen {
  /** Such as `:7`, for the variable DISPLAY. */
  readonly display: string;
  close(): Promise<void>;
}

const START_TIMEOUT_MS = 10_000;

/** Starts an X server on a free display number. */
export async function startVirtualScreen(size: { width: number; height: number }): Promise<VirtualScreen> {
  const screen = `${size.width}x${size.height}x24`;
  // The server picks the number and writes it to its fourth stream, so two servers never use the same.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const kill = () => server.kill();
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
    server.once('error', () => resolve());
  });
  const close = async () => {
    kill();
    await ended;
    process.off('exit', kill);
  };
  try {
    return { display: `:${await readNumber(server.stdio[3])}`, close };
  } catch {
    await close();
    throw new Error('Xvfb did not start: run `node scripts/setup.mjs --display`.');
  }
}

async function readNumber(stream: unknown): Promise<number> {
  if (!(stream instanceof Readable)) throw new Error('Xvfb has no stream for its display number.');
  const [data] = await once(stream, 'data', { signal: AbortSignal.timeout(START_TIMEOUT_MS) });
  return Number.parseInt(String(data), 10);
}
