import * as z from '@/lib/zod';
import { type InvitationRecord, isAnswered, type Route, recordSchema, sources } from './invitation-record';

/** The status of an invitation that Cloudflare no longer lists, kept because a response to it is under way or failed. */
export const unlisted = 'unlisted';

/** An invitation as stored: what each list said of it last, and what is known by having watched it. */
export const storedInvitationSchema = z.object({
  /** The same for as long as it is known, whichever list comes or goes. Unique in one login. */
  key: z.string(),
  records: z.partialRecord(z.enum(sources), recordSchema),
  /** When it was first seen here (epoch ms); null for those of before this was noted. */
  firstSeenAtMs: z.nullable(z.number()),
  /** When it was first known to be no longer pending (epoch ms); null while it is, and when it was so at first sight. */
  settledAtMs: z.nullable(z.number()),
  /** The number of the change that made it so: an answer that was asked for before it may not undo it. */
  settledSeq: z.number(),
  /**
   * Whether it is to be, or was, accepted without a press because its inviter is trusted: that is `undecided` while the
   * inviter of a new one is not known, and decided once.
   */
  unasked: z._default(z.enum(['no', 'undecided', 'accepted']), 'no'),
});
export type StoredInvitation = z.infer<typeof storedInvitationSchema>;

/** One invitation, put together from what the lists say. Where neither says something it is null. */
export interface Invitation
  extends Omit<InvitationRecord, 'id' | 'enforcesTwoFactor'>,
    Pick<StoredInvitation, 'key' | 'firstSeenAtMs' | 'settledAtMs' | 'settledSeq' | 'unasked'> {
  /** The ways to answer it, the preferred one first. */
  routes: Route[];
  enforcesTwoFactor: boolean;
  /** A pending membership says nothing of an end: it may be answered even when the invite has run out. */
  mayOutliveExpiry: boolean;
}

/** Whether the person can still answer: pending, and its time not passed, whatever its status says. */
export function isPending(
  { status, expiresAtMs, mayOutliveExpiry }: Pick<Invitation, 'status' | 'expiresAtMs' | 'mayOutliveExpiry'>,
  nowMs: number,
): boolean {
  return status === 'pending' && (expiresAtMs === null || expiresAtMs > nowMs || mayOutliveExpiry);
}

/** An invitation that runs out within this time (ms) is urgent: the badge says so, and a reminder if that is wanted. */
export const lastDayMs = 24 * 3_600_000;

/** Whether an invitation runs out within a day, or has. */
export function isLastDay({ expiresAtMs }: Pick<Invitation, 'expiresAtMs'>, nowMs: number): boolean {
  return expiresAtMs !== null && expiresAtMs - lastDayMs <= nowMs;
}

/** Made once for each stored invitation: there may be two thousand, and lists are rendered often. */
const made = new WeakMap<StoredInvitation, Invitation>();

/**
 * One invitation out of what the lists say. An answer that either has seen counts, because the other may lag behind. Each
 * fact is the preferred list's, or the other's where that does not say; cautions and two-factor are either's.
 */
export function invitationOf(stored: StoredInvitation): Invitation {
  const found = made.get(stored);
  if (found) return found;
  const { records, ...watched } = stored;
  const all = recordsOf(stored);
  const status = statusOf(stored);
  const first = <T>(read: (record: InvitationRecord) => T | null): T | null =>
    all.map(({ record }) => read(record)).find((value) => value !== null) ?? null;
  const invitation: Invitation = {
    ...watched,
    status,
    routes: all.flatMap(({ source, record: { id } }) => (id === null ? [] : { source, id })),
    organizationId: first(({ organizationId }) => organizationId) ?? '',
    organizationName: first(({ organizationName }) => organizationName),
    invitedBy: first(({ invitedBy }) => invitedBy),
    invitedEmail: first(({ invitedEmail }) => invitedEmail),
    invitedAtMs: first(({ invitedAtMs }) => invitedAtMs),
    expiresAtMs: first(({ expiresAtMs }) => expiresAtMs),
    enforcesTwoFactor: all.some(({ record }) => record.enforcesTwoFactor),
    roles: first(({ roles }) => (roles.length > 0 ? roles : null)) ?? [],
    cautions: [...new Set(all.flatMap(({ record }) => record.cautions))],
    mayOutliveExpiry: records.memberships?.status === 'pending',
  };
  made.set(stored, invitation);
  return invitation;
}

/** What each list says of it, the preferred one first. */
export function recordsOf({ records }: Pick<StoredInvitation, 'records'>) {
  return sources.flatMap((source) => {
    const record = records[source];
    return record ? [{ source, record }] : [];
  });
}

/** The status that counts: answered as soon as one list says so, pending as long as one says so. */
export function statusOf(stored: Pick<StoredInvitation, 'records'>): string {
  const statuses = recordsOf(stored).map(({ record }) => record.status);
  return (
    statuses.find(isAnswered) ?? statuses.find((status) => status === 'pending') ?? statuses[0] ?? unlisted
  );
}
