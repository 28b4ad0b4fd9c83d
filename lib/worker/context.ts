import type { CreateClient } from '@/lib/cloudflare/client';
import type { Log } from './log';

/** What the worker's jobs need besides storage, passed in so that tests can replace it. */
export interface WorkerContext {
  createClient: CreateClient;
  /** Epoch milliseconds. */
  nowMs: () => number;
  /** 0 to 1. */
  random: () => number;
  log: Log;
}

/** Converts minutes, as in the settings, to milliseconds. */
export function minutesToMs(minutes: number): number {
  return minutes * 60_000;
}
