import type { CreateClient } from '@/lib/cloudflare/client';
import type { Log } from './log';

/** What the worker's jobs need besides storage, handed in so that tests choose it. */
export interface WorkerContext {
  createClient: CreateClient;
  /** Epoch milliseconds. */
  nowMs: () => number;
  /** 0 to 1. */
  random: () => number;
  log: Log;
}

/** Minutes, as settings have them, in the milliseconds that times are in. */
export function minutesToMs(minutes: number): number {
  return minutes * 60_000;
}
