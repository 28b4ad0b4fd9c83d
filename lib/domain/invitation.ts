import * as z from '@/lib/zod';
import { type InvitationRecord, isAnswered, type Route, recordSchema, sources } from './invitation-record';

/**
 * The status of an invitation that Cloudflare no longer lists, kept because a response to it is under way or failed.
 */
export const unlisted = 'unlisted';

/** An invitation as stored: what each list last said about it, and what we know from watching it. */
export const storedInvitationSchema = z.object({
  /** Stays the same for as long as the invitation is known, whichever list it appears in. Unique within a login. */
  key: z.string(),
  records: z.partialRecord(z.enum(sources), recordSchema),
  /** When it was first seen here (epoch ms); null for invitations from before this was recorded. */
  firstSeenAtMs: z.nullable(z.number()),
  /**
   * When it was first known to be no longer pending (epoch ms); null while it is pending, or if it was not when first
   * seen.
   */
  settledAtMs: z.nullable(z.number()),
  /** The number of the change that settled it: a reply to a request made before that change cannot undo it. */
  settledSeq: z.number(),
  /**
   * `accepted` if it was accepted automatically because its inviter is trusted, `undecided` while the inviter of a new
   * invitation is unknown, `caution` or `two-factor` if its inviter is trusted and that is why it waits for the user
   * all the same, else `no`. Decided only once, except that one that was to be accepted may still come to wait.
   */
  unasked: z._default(z.enum(['no', 'caution', 'two-factor', 'undecided', 'accepted']), 'no'),
});
export type StoredInvitation = z.infer<typeof storedInvitationSchema>;

/** One invitation, combined from what the lists say. A field is null if neither list has a value for it. */
export interface Invitation
  extends Omit<InvitationRecord, 'id' | 'enforcesTwoFactor'>,
    Pick<StoredInvitation, 'key' | 'firstSeenAtMs' | 'settledAtMs' | 'settledSeq' | 'unasked'> {
  /** The routes for answering it, preferred first. */
  routes: Route[];
  enforcesTwoFactor: boolean;
  /** A pending membership has no expiry time, so it may still be open after the invite has expired. */
  mayOutliveExpiry: boolean;
}

/** Whether the user can still answer it: it is pending and has not expired, whether or not its status says so yet. */
export function isPending(
  { status, expiresAtMs, mayOutliveExpiry }: Pick<Invitation, 'status' | 'expiresAtMs' | 'mayOutliveExpiry'>,
  nowMs: number,
): boolean {
  return status === 'pending' && (expiresAtMs === null || expiresAtMs > nowMs || mayOutliveExpiry);
}

/**
 * An invitation that expires within this time (ms) is urgent: the badge shows it, and a reminder too if the user wants
 * that.
 */
export const lastDayMs = 24 * 3_600_000;

/** Whether an invitation expires within a day or has expired. */
export function isLastDay({ expiresAtMs }: Pick<Invitation, 'expiresAtMs'>, nowMs: number): boolean {
  return expiresAtMs !== null && expiresAtMs - lastDayMs <= nowMs;
}

/** Built once for each stored invitation: there may be two thousand, and lists are rendered often. */
const made = new WeakMap<StoredInvitation, Invitation>();

/**
 * Combines what the lists say about one invitation. An answer that either list has seen counts, because the other may
 * lag behind. Each field comes from the preferred list, or from the other one if that has no value; cautions and the
 * two-factor requirement come from both.
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

/** What each list says about it, preferred list first. */
export function recordsOf({ records }: Pick<StoredInvitation, 'records'>) {
  return sources.flatMap((source) => {
    const record = records[source];
    return record ? [{ source, record }] : [];
  });
}

/** The status that counts: answered as soon as one list says so, else pending if one list says so. */
export function statusOf(stored: Pick<StoredInvitation, 'records'>): string {
  const statuses = recordsOf(stored).map(({ record }) => record.status);
  return (
    statuses.find(isAnswered) ?? statuses.find((status) => status === 'pending') ?? statuses[0] ?? unlisted
  );
}
