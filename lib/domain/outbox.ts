import * as z from '@/lib/zod';
import { failureSchema } from './failure';
import { answers, routeSchema } from './invitation-record';

/** Identifies one invitation of one login. */
export interface InvitationRef {
  connectionId: string;
  key: string;
}

/** The user's answer to one invitation. */
export const choiceSchema = z.object({
  connectionId: z.string(),
  key: z.string(),
  /** The routes for sending the answer, preferred first. */
  routes: z.array(routeSchema),
  answer: z.enum(answers),
  /** The organization's name, because Cloudflare may no longer list the invitation when this is shown. */
  name: z._default(z.string(), ''),
});

export type Choice = z.infer<typeof choiceSchema>;

/** While an answer is held, it is not sent, and the user can take it back. */
export const holdSchema = z.object({
  /** `undo`: for a few seconds after a press. `trusted`: for the grace time of a trusted inviter's invitation. */
  kind: z.enum(['undo', 'trusted']),
  /** Epoch ms. */
  untilMs: z.number(),
  /** How long it is held in total (ms). If the clock was set back, the time left is limited to this. */
  forMs: z.number(),
});

export type Hold = z.infer<typeof holdSchema>;

/** The hold for a press, which can be undone for five seconds. */
export function undoHold(nowMs: number): Hold {
  const forMs = 5_000;
  return { kind: 'undo', untilMs: nowMs + forMs, forMs };
}

/**
 * A response under way. It is sent through the first of its routes; routes that Cloudflare refused are removed. It is
 * stored before each step that could be interrupted, so that a later worker knows what may have happened:
 * - `queued`: not sent, or known to have had no effect; may be sent.
 * - `sent`: was sent and may have taken effect; only Cloudflare can tell.
 * - `failed`: given up; the row shows why until the user tries again or dismisses it.
 */
export const outboxEntrySchema = z.extend(choiceSchema, {
  phase: z.enum(['queued', 'sent', 'failed']),
  /** How many times it was sent. */
  attempts: z.number(),
  /** The earliest time for the next step (epoch ms). */
  nextAtMs: z.number(),
  /** Null once it may be sent. */
  hold: z._default(z.nullable(holdSchema), null),
  /**
   * Set for an automatic acceptance, because the inviter is trusted: the roles that it was held with. Null for every
   * press.
   */
  unasked: z._default(z.nullable(z.object({ roles: z.array(z.string()) })), null),
  /** How many times in a row Cloudflare was asked for the outcome and did not say. */
  asks: z._default(z.number(), 0),
  /** The last failure. */
  failure: z.nullable(failureSchema),
});

export type OutboxEntry = z.infer<typeof outboxEntrySchema>;

/** A reference as a string, to compare or use as a key. */
export function refText({ connectionId, key }: InvitationRef): string {
  return `${connectionId} ${key}`;
}

export function isSameInvitation(a: InvitationRef, b: InvitationRef): boolean {
  return refText(a) === refText(b);
}

export function isUnderWay(entry: OutboxEntry): boolean {
  return entry.phase !== 'failed';
}

/** Whether a response can still be taken back: it was not sent, or Cloudflare has said since that it had no effect. */
export function isCancellable({ phase }: OutboxEntry): boolean {
  return phase === 'queued';
}

/**
 * The outbox with `choices` added, each in place of an earlier response that failed. Idempotent: while a response to
 * the same invitation is under way, another one is ignored, even with a different answer. Only an automatic acceptance
 * that is still held is replaced. With a `hold`, the new entries wait until it ends.
 */
export function withChoices(
  outbox: OutboxEntry[],
  choices: Choice[],
  { nowMs, hold, unasked = null }: { nowMs: number; hold: Hold | null; unasked?: OutboxEntry['unasked'] },
): OutboxEntry[] {
  const entries = new Map(outbox.map((entry) => [refText(entry), entry]));
  for (const choice of choices) {
    const before = entries.get(refText(choice));
    if (before && isUnderWay(before) && before.hold?.kind !== 'trusted') continue;
    entries.delete(refText(choice));
    entries.set(refText(choice), {
      ...choice,
      phase: 'queued',
      attempts: 0,
      asks: 0,
      nextAtMs: hold?.untilMs ?? nowMs,
      hold,
      unasked,
      failure: null,
    });
  }
  return [...entries.values()];
}

/**
 * The outbox with `before` replaced by `after`, or removed if that is null. Returns null if the outbox no longer has
 * `before` in that state: it was canceled, dismissed or moved on meanwhile, and the caller must leave it alone.
 */
export function transition(
  outbox: OutboxEntry[],
  before: OutboxEntry,
  after: OutboxEntry | null,
): OutboxEntry[] | null {
  const at = outbox.findIndex(
    (entry) =>
      isSameInvitation(entry, before) &&
      entry.answer === before.answer &&
      entry.phase === before.phase &&
      entry.routes.length === before.routes.length &&
      entry.attempts === before.attempts &&
      (entry.unasked === null) === (before.unasked === null),
  );
  return at < 0 ? null : outbox.toSpliced(at, 1, ...(after ? [after] : []));
}

/** The outbox with all waiting entries of a login due now, except those that are held. */
export function released(outbox: OutboxEntry[], connectionId: string, nowMs: number): OutboxEntry[] {
  return outbox.map((entry) =>
    entry.connectionId === connectionId && entry.nextAtMs > nowMs && entry.hold === null
      ? { ...entry, nextAtMs: nowMs }
      : entry,
  );
}

/** The outbox with every undo hold ended, because there is no longer a page to undo from. Those entries are due now. */
export function withoutUndo(outbox: OutboxEntry[], nowMs: number): OutboxEntry[] {
  return outbox.map((entry) =>
    entry.hold?.kind === 'undo' ? { ...entry, hold: null, nextAtMs: nowMs } : entry,
  );
}

/** Restarts the hold of an entry if it would last longer than it should because the clock was set back. */
export function withHoldWithin(entry: OutboxEntry, nowMs: number): OutboxEntry {
  const { hold } = entry;
  if (!hold || hold.untilMs <= nowMs + hold.forMs) return entry;
  const untilMs = nowMs + hold.forMs;
  return { ...entry, hold: { ...hold, untilMs }, nextAtMs: untilMs };
}
