import * as z from 'zod/mini';
import { failureSchema, invitationSchema } from '../cloudflare/schemas';
import { keepings } from '../vault/keeping';

/** A Cloudflare login this extension watches. What opens it is stored apart, see `secrets`. */
export const connectionSchema = z.object({
  id: z.string(),
  /** What the person calls it; empty until they choose a name. */
  name: z.string(),
  kind: z.enum(['token', 'key']),
  /** The login's e-mail address, null while unknown (a token does not tell). */
  email: z.nullable(z.string()),
  /** False once Cloudflare refused a response for want of permission. */
  canRespond: z.boolean(),
  /** How its credentials are kept; the first versions knew one way. */
  keeping: z._default(z.enum(keepings), 'device'),
});

export type Connection = z.infer<typeof connectionSchema>;

/**
 * An invitation as last seen. `settledAtMs` is when it was first known to be no longer pending; null while it is, and
 * when it was so at first sight. A poll that began before may still carry the old status and must not undo it.
 */
const knownInvitationSchema = z.extend(invitationSchema, { settledAtMs: z.nullable(z.number()) });

/** The invitations of one connection as of its last good poll. */
export const snapshotSchema = z.object({
  invitations: z.array(knownInvitationSchema),
  /** How many invitations Cloudflare sent that could not be read. */
  unreadable: z.number(),
  /** False when Cloudflare told of more than it sent. */
  complete: z.boolean(),
  /** Names the list that this says the same as; null where it says more, or something else since. */
  digest: z._default(z.nullable(z.string()), null),
});

export type KnownInvitation = z.infer<typeof knownInvitationSchema>;
export type Snapshot = z.infer<typeof snapshotSchema>;

/** How the polling of one connection stands. All times are epoch milliseconds. */
export const pollStateSchema = z.object({
  /** When the last poll ended, good or bad. */
  finishedAtMs: z.number(),
  /** When the last good poll ended; null before the first. */
  fetchedAtMs: z.nullable(z.number()),
  /** Why the last poll failed; null when it was good. */
  failure: z.nullable(failureSchema),
  /** How many polls failed in a row. */
  failures: z.number(),
  /** When the next poll is due; null while paused until the person acts. */
  nextAtMs: z.nullable(z.number()),
});

export type PollState = z.infer<typeof pollStateSchema>;

/**
 * A response under way. It is stored before each step that could be cut short, so that a later worker knows what
 * may have happened:
 * - `queued`: not sent, or known to have had no effect; may be sent.
 * - `sent`: a PATCH went out and may have taken effect; only asking Cloudflare settles it.
 * - `failed`: given up; the row shows why until the person tries again or dismisses it.
 */
export const outboxEntrySchema = z.object({
  connectionId: z.string(),
  inviteId: z.string(),
  answer: z.enum(['accepted', 'rejected']),
  phase: z.enum(['queued', 'sent', 'failed']),
  /** How many times a PATCH was sent. */
  attempts: z.number(),
  /** The next step is not taken before this time (epoch ms). */
  nextAtMs: z.number(),
  /** What went wrong last. */
  failure: z.nullable(failureSchema),
});

export type OutboxEntry = z.infer<typeof outboxEntrySchema>;

const batchItemSchema = z.object({
  connectionId: z.string(),
  inviteId: z.string(),
  answer: z.enum(['accepted', 'rejected']),
  /** The organization, for the summary: its row may be gone by then. */
  name: z.string(),
});

/** Several responses that the person gave in one go, kept until they have seen what became of them. */
export const batchSchema = z.object({
  items: z.array(batchItemSchema),
  /** How many were taken back before they were sent. */
  cancelled: z.number(),
});

export type BatchItem = z.infer<typeof batchItemSchema>;
export type Batch = z.infer<typeof batchSchema>;

/** That the passphrase was given since the browser started. Pages may see it; the key is kept apart. */
export const unlockedSchema = z.object({
  /** When the person last did something in one of the extension's pages (epoch ms). */
  usedAtMs: z.number(),
});

export type Unlocked = z.infer<typeof unlockedSchema>;

const minuteOfDay = z.number().check(z.int(), z.gte(0), z.lt(24 * 60));

/**
 * Hours of the day in which nothing is shown, as minutes since local midnight. They pass midnight when `to` is the
 * earlier; the same for both is no time at all.
 */
export const quietHoursSchema = z.object({ from: minuteOfDay, to: minuteOfDay });

export type QuietHours = z.infer<typeof quietHoursSchema>;

/**
 * How far the telling of one thing is:
 * - `owed`: to be shown as soon as it is true and may be shown.
 * - `shown`: was shown, and may still stand on the screen.
 * - `over`: never to be shown, or not again.
 */
const phaseSchema = z.enum(['owed', 'shown', 'over']);

/** One invitation that was seen; `key` is its `identity`. It says too which invitations are not new. */
const noticeSchema = z.object({
  key: z.string(),
  fresh: phaseSchema,
  expiring: phaseSchema,
  failed: phaseSchema,
});

/** By connection id. A connection without an entry was never listed, so that nothing in its first list is news. */
export const noticesSchema = z.record(z.string(), z.array(noticeSchema));

export type Notice = z.infer<typeof noticeSchema>;
export type Notices = z.infer<typeof noticesSchema>;
