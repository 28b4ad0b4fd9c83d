import * as z from '@/lib/zod';
import type { Connection } from './connection';
import { areCredentialsGone } from './failure';
import type { PollState } from './poll-schedule';

/** That the passphrase was given since the browser started, as pages see it: the key beside it is not theirs to read. */
export const unlockedSchema = z.object({
  /** When the person last did something in one of the extension's pages (epoch ms). */
  usedAtMs: z.number(),
});

export type Unlocked = z.infer<typeof unlockedSchema>;

/** What decides whether a connection waits for the passphrase. */
interface LockState {
  unlocked: Unlocked | null;
  polls: Record<string, PollState>;
}

/** Whether a connection's credentials wait for the passphrase: it is then not polled and takes no responses. */
export function isLocked({ unlocked, polls }: LockState, { id, keeping }: Connection): boolean {
  // What is gone from the vault no passphrase brings back: that is said instead.
  return keeping === 'encrypted' && !unlocked && !areCredentialsGone(polls[id]?.failure);
}

/** When it locks by itself (epoch ms), or null when only the end of the browser locks it. */
export function lockAtMs(unlocked: Unlocked | null, lockAfterMinutes: number | null): number | null {
  return unlocked && lockAfterMinutes !== null ? unlocked.usedAtMs + lockAfterMinutes * 60_000 : null;
}

/** Whether it was left unused for too long. A clock that was set far back counts as that. */
export function hasIdled(unlocked: Unlocked, lockAfterMinutes: number | null, nowMs: number): boolean {
  return lockAfterMinutes !== null && Math.abs(nowMs - unlocked.usedAtMs) >= lockAfterMinutes * 60_000;
}
