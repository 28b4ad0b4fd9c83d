import * as z from '@/lib/zod';
import { cautionSchema } from './caution';

/** The answers that the user can give to an invitation. */
export const answers = ['accepted', 'rejected'] as const;
export type Answer = (typeof answers)[number];

/**
 * Cloudflare's two lists of invitations, in order of preference: `/user/invites`, which has more details, and
 * `/memberships`, which accounts on every plan have. An invitation can be in either or in both.
 */
export const sources = ['invites', 'memberships'] as const;
export type Source = (typeof sources)[number];

/** The same object with its keys in the order of `sources`, so that it is always stored as the same text. */
export function inOrder<T>(bySource: Partial<Record<Source, T>>): Partial<Record<Source, T>> {
  const entries = sources.flatMap((source) => {
    const value = bySource[source];
    return value === undefined ? [] : [[source, value] as const];
  });
  return Object.fromEntries(entries);
}

/** One way to request an invitation and to answer it. */
export const routeSchema = z.object({ source: z.enum(sources), id: z.string() });
export type Route = z.infer<typeof routeSchema>;

/**
 * An invitation as one of the lists has it. Times are epoch milliseconds; null means that this list does not say.
 * Without an `id` the invitation can be shown, but not answered through this list.
 */
export const recordSchema = z.object({
  id: z.nullable(z.string()),
  organizationId: z.string(),
  organizationName: z.nullable(z.string()),
  invitedBy: z.nullable(z.string()),
  invitedEmail: z.nullable(z.string()),
  invitedAtMs: z.nullable(z.number()),
  expiresAtMs: z.nullable(z.number()),
  enforcesTwoFactor: z.nullable(z.boolean()),
  roles: z.array(z.string()),
  /** What may be deceptive about it. */
  cautions: z._default(z.array(cautionSchema), []),
  /** `pending`, `accepted`, `rejected`, `expired`, or a status that Cloudflare has introduced since. */
  status: z.string(),
});
export type InvitationRecord = z.infer<typeof recordSchema>;

/** A key that tells the records of one list apart: neither the id nor the organization is enough. */
export function identity({ id, organizationId, invitedEmail, invitedAtMs }: InvitationRecord): string {
  return JSON.stringify(id === null ? [organizationId, invitedEmail, invitedAtMs] : [organizationId, id]);
}

/** Whether a record can still be answered. */
export function isOpen({ status, expiresAtMs }: InvitationRecord, nowMs: number): boolean {
  return status === 'pending' && (expiresAtMs === null || expiresAtMs > nowMs);
}

/** Whether a status says that the user answered. */
export function isAnswered(status: string): boolean {
  return answers.some((answer) => answer === status);
}
