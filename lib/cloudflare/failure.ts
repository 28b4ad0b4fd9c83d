import { reasonsByKind } from './failure-reasons';
import type { Failure, FailureReason } from './schemas';

export type { Failure, FailureReason };

/** What the worker does about a failure. */
export type FailureKind = (typeof reasonsByKind)[number][0];

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** The kind that a failure belongs to. */
export function kindOf({ reason }: Pick<Failure, 'reason'>): FailureKind {
  const found = reasonsByKind.find(([, reasons]: readonly [FailureKind, readonly FailureReason[]]) =>
    reasons.includes(reason),
  );
  return found?.[0] ?? 'unexpected';
}

/** A failure about which the server said nothing. */
export function silentFailure(reason: FailureReason, atMs: number): Failure {
  return { reason, message: null, documentationUrl: null, atMs, retryAtMs: null };
}
