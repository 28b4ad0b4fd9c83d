const longestWaitMs = 60 * 60_000;

/**
 * How long to wait (ms) after the `failures`-th failure in a row. Doubles from `baseMs`, plus up to a fifth, depending
 * on `random` (0 to 1), so that many clients do not retry at the same moment. At most one hour, but never less than
 * `baseMs`.
 */
export function backoffMs(failures: number, baseMs: number, random: number): number {
  const mostMs = Math.max(longestWaitMs, baseMs);
  const doubledMs = Math.min(baseMs * 2 ** Math.min(Math.max(failures - 1, 0), 20), mostMs);
  // Rounded up, because an alarm set to a fraction of a millisecond fires early.
  return Math.ceil(Math.min(doubledMs * (1 + random / 5), mostMs));
}
