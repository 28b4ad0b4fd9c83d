import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const SETTLE_INTERVAL_MS = 200;
const SETTLE_TIMEOUT_MS = 4_000;
const MAX_PICTURE_BYTES = 64 * 1024 * 1024;

/** Writes a PNG of the upper left part of a display, once nothing on it moves. */
export async function captureScreen(
  display: string,
  size: { width: number; height: number },
  file: string,
): Promise<void> {
  const deadline = Date.now() + SETTLE_TIMEOUT_MS;
  let last = await grab(display, size);
  while (Date.now() < deadline) {
    await sleep(SETTLE_INTERVAL_MS);
    const next = await grab(display, size);
    const still = next.equals(last);
    last = next;
    if (still) break;
  }
  await writeFile(file, last);
}

async function grab(display: string, { width, height }: { width: number; height: number }): Promise<Buffer> {
  const area = ['-window', 'root', '-crop', `${width}x${height}+0+0`, '+repage'];
  // Timestamps would make two equal pictures differ.
  const plain = ['-strip', '-define', 'png:exclude-chunks=date,time'];
  try {
    const { stdout } = await promisify(execFile)('import', [...area, ...plain, 'png:-'], {
      encoding: 'buffer',
      env: { ...process.env, DISPLAY: display },
      maxBuffer: MAX_PICTURE_BYTES,
    });
    return stdout;
  } catch (cause) {
    throw new Error('The screen could not be captured: run `node scripts/setup.mjs --display`.', { cause });
  }
}
