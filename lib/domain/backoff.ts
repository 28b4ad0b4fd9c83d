const longestWaitMs = 60 * 60_000;

/**
 * How long to wait after the `failures`-th failure in a row: doubling from `baseMs`, at most one hour, with up to a
 * fifth added by `random` (0 to 1) so that many clients do not return in step. Never shorter than `baseMs`.
 */
export function backoffMs(failures: number, baseMs: number, random: number): number {
  const mostMs = Math.max(longestWaitMs, baseMs);
  const doubledMs = Math.min(baseMs * 2 ** Math.min(Math.max(failures - 1, 0), 20), mostMs);
  // Whole, because an alarm set to a fraction of a millisecond rings before it.
  return Math.ceil(Math.min(doubledMs * (1 + random / 5), mostMs));
}
