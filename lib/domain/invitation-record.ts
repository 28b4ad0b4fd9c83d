import * as z from '@/lib/zod';
import { cautionSchema } from './caution';

/** What a person can do with an invitation. */
export const answers = ['accepted', 'rejected'] as const;
export type Answer = (typeof answers)[number];

/**
 * Cloudflare's two lists of invitations, in the order in which they are preferred: `/user/invites`, which tells more, and
 * `/memberships`, which accounts on every plan have. One invitation can be in either or in both.
 */
export const sources = ['invites', 'memberships'] as const;
export type Source = (typeof sources)[number];

/** The same in the order of `sources`, so that what is stored is the same text whichever came first. */
export function inOrder<T>(bySource: Partial<Record<Source, T>>): Partial<Record<Source, T>> {
  const entries = sources.flatMap((source) => {
    const value = bySource[source];
    return value === undefined ? [] : [[source, value] as const];
  });
  return Object.fromEntries(entries);
}

/** One way to ask about an invitation and to answer it. */
export const routeSchema = z.object({ source: z.enum(sources), id: z.string() });
export type Route = z.infer<typeof routeSchema>;

/**
 * An invitation as one of the lists has it. Times are epoch milliseconds; null means that this list does not say. Without
 * an `id` it can be shown but not answered there.
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
  /** What in it may deceive. */
  cautions: z._default(z.array(cautionSchema), []),
  /** `pending`, `accepted`, `rejected`, `expired`, or a status that Cloudflare added since. */
  status: z.string(),
});
export type InvitationRecord = z.infer<typeof recordSchema>;

/** What tells two records of one list apart: neither the id nor the organization is enough. */
export function identity({ id, organizationId, invitedEmail, invitedAtMs }: InvitationRecord): string {
  return JSON.stringify(id === null ? [organizationId, invitedEmail, invitedAtMs] : [organizationId, id]);
}

/** Whether a record is open to an answer. */
export function isOpen({ status, expiresAtMs }: InvitationRecord, nowMs: number): boolean {
  return status === 'pending' && (expiresAtMs === null || expiresAtMs > nowMs);
}

/** Whether a status says that the person answered. */
export function isAnswered(status: string): boolean {
  return answers.some((answer) => answer === status);
}
