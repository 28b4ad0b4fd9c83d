import * as z from '@/lib/zod';
import { failureSchema } from './failure';
import { answers, routeSchema } from './invitation-record';

/** What tells one invitation of one login from any other. */
export interface InvitationRef {
  connectionId: string;
  key: string;
}

/** What the person chose for one invitation. */
export const choiceSchema = z.object({
  connectionId: z.string(),
  key: z.string(),
  /** The ways to give the answer, the preferred one first. */
  routes: z.array(routeSchema),
  answer: z.enum(answers),
  /** The organization: by the time it is shown, Cloudflare may no longer list the invitation. */
  name: z._default(z.string(), ''),
});

export type Choice = z.infer<typeof choiceSchema>;

/** While an answer is held it is not sent, and the person can take it back. */
export const holdSchema = z.object({
  /** For a few seconds after a press; or for the grace time of a trusted inviter's invitation. */
  kind: z.enum(['undo', 'trusted']),
  /** Epoch ms. */
  untilMs: z.number(),
  /** How long it is held in all (ms): with a clock that was set back, what is left of it may not be more. */
  forMs: z.number(),
});

export type Hold = z.infer<typeof holdSchema>;

/** How a press is held, so that it can be undone for five seconds. */
export function undoHold(nowMs: number): Hold {
  const forMs = 5_000;
  return { kind: 'undo', untilMs: nowMs + forMs, forMs };
}

/**
 * A response under way, by the first of its routes; one that Cloudflare refused is no longer among them. It is stored
 * before each step that could be cut short, so that a later worker knows what may have happened:
 * - `queued`: not sent, or known to have had no effect; may be sent.
 * - `sent`: it went out and may have taken effect; only asking Cloudflare can tell.
 * - `failed`: given up; the row shows why until the person tries again or dismisses it.
 */
export const outboxEntrySchema = z.extend(choiceSchema, {
  phase: z.enum(['queued', 'sent', 'failed']),
  /** How many times it was sent. */
  attempts: z.number(),
  /** The next step is not taken before this time (epoch ms). */
  nextAtMs: z.number(),
  /** Null from when it may be sent. */
  hold: z._default(z.nullable(holdSchema), null),
  /** For what nobody pressed, because the inviter is trusted: the roles that it was held with. Null for every press. */
  unasked: z._default(z.nullable(z.object({ roles: z.array(z.string()) })), null),
  /** How many times in a row Cloudflare was asked in vain what became of it. */
  asks: z._default(z.number(), 0),
  /** What went wrong last. */
  failure: z.nullable(failureSchema),
});

export type OutboxEntry = z.infer<typeof outboxEntrySchema>;

/** A reference as one text. */
export function refText({ connectionId, key }: InvitationRef): string {
  return `${connectionId} ${key}`;
}

export function isSameInvitation(a: InvitationRef, b: InvitationRef): boolean {
  return refText(a) === refText(b);
}

export function isUnderWay(entry: OutboxEntry): boolean {
  return entry.phase !== 'failed';
}

/** Whether a response may still be taken back: it was not sent, or Cloudflare said afterwards that it had no effect. */
export function isCancellable({ phase }: OutboxEntry): boolean {
  return phase === 'queued';
}

/**
 * The outbox with `choices` added, each in place of an earlier response that failed. Idempotent: while a response to the
 * same invitation is under way, another is ignored, whatever it says; but a press counts more than what nobody pressed
 * and is still held. With a `hold` they wait for its end.
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
 * The outbox with `before` replaced by `after`, or taken out where that is null. Null when it no longer holds `before` as
 * it was: somebody cancelled, dismissed or went on with it, and whoever asks has to leave it alone.
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

/** The outbox with the entries of a login going on now: it is served again, or the person asks. */
export function released(outbox: OutboxEntry[], connectionId: string, nowMs: number): OutboxEntry[] {
  return outbox.map((entry) =>
    entry.connectionId === connectionId && entry.nextAtMs > nowMs && entry.hold === null
      ? { ...entry, nextAtMs: nowMs }
      : entry,
  );
}

/** The outbox with nothing waiting to be undone any more: nobody is there to undo it. */
export function withoutUndo(outbox: OutboxEntry[], nowMs: number): OutboxEntry[] {
  return outbox.map((entry) =>
    entry.hold?.kind === 'undo' ? { ...entry, hold: null, nextAtMs: nowMs } : entry,
  );
}

/** An entry that by a clock that was set back would be held for longer than it should: then it is held anew. */
export function withHoldWithin(entry: OutboxEntry, nowMs: number): OutboxEntry {
  const { hold } = entry;
  if (!hold || hold.untilMs <= nowMs + hold.forMs) return entry;
  const untilMs = nowMs + hold.forMs;
  return { ...entry, hold: { ...hold, untilMs }, nextAtMs: untilMs };
}
