import { vi } from 'vitest';

const timeoutMs = 30_000;

/**
 * Calls `check` every `intervalMs` until it no longer throws, and resolves to what it returns. Gives up after half a
 * minute, because on a busy machine anything may take seconds.
 */
export function eventually<T>(check: () => T | Promise<T>, intervalMs = 50): Promise<T> {
  return vi.waitFor(check, { timeout: timeoutMs, interval: intervalMs });
}
