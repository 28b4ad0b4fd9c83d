import * as z from '@/lib/zod';
import type { Connection } from './connection';
import { areCredentialsGone } from './failure';
import type { PollState } from './poll-schedule';

/**
 * The open vault as pages see it: the passphrase was entered since the browser started. They may not read the key
 * stored beside it.
 */
export const unlockedSchema = z.object({
  /** When the user last did something in one of the extension's pages (epoch ms). */
  usedAtMs: z.number(),
});

export type Unlocked = z.infer<typeof unlockedSchema>;

/** What determines whether a connection is waiting for the passphrase. */
interface LockState {
  unlocked: Unlocked | null;
  polls: Record<string, PollState>;
}

/**
 * Whether a connection's credentials are waiting for the passphrase. While they are, it is not polled and no responses
 * are sent.
 */
export function isLocked({ unlocked, polls }: LockState, { id, keeping }: Connection): boolean {
  // No passphrase brings back credentials that are gone from the vault, so that failure is shown instead.
  return keeping === 'encrypted' && !unlocked && !areCredentialsGone(polls[id]?.failure);
}

/** When the vault locks by itself (epoch ms); null if only closing the browser locks it. */
export function lockAtMs(unlocked: Unlocked | null, lockAfterMinutes: number | null): number | null {
  return unlocked && lockAfterMinutes !== null ? unlocked.usedAtMs + lockAfterMinutes * 60_000 : null;
}

/** Whether the vault was left unused for too long. A clock that was set far back also counts as that. */
export function hasIdled(unlocked: Unlocked, lockAfterMinutes: number | null, nowMs: number): boolean {
  return lockAfterMinutes !== null && Math.abs(nowMs - unlocked.usedAtMs) >= lockAfterMinutes * 60_000;
}
