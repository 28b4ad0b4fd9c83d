import { vi } from 'vitest';

const timeoutMs = 30_000;

/**
 * Calls `check` every `interval` ms until it no longer throws, and resolves to what it returns. Gives up after half a
 * minute, because a busy machine may need most of that.
 */
export function eventually<T>(check: () => T | Promise<T>, interval = 50): Promise<T> {
  return vi.waitFor(check, { timeout: timeoutMs, interval });
}
