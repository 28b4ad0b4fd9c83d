import * as z from '@/lib/zod';
import { cautionSchema } from './caution';

/** What a person can do with an invitation. */
export const answers = ['accepted', 'rejected'] as const;
export type Answer = (typeof answers)[number];

/**
 * An invitation. Times are epoch milliseconds; null means that Cloudflare did not tell. Without an `id` it can be shown
 * but not answered.
 */
export const invitationSchema = z.object({
  id: z.nullable(z.string()),
  organizationId: z.string(),
  organizationName: z.nullable(z.string()),
  invitedBy: z.nullable(z.string()),
  invitedEmail: z.nullable(z.string()),
  invitedAtMs: z.nullable(z.number()),
  expiresAtMs: z.nullable(z.number()),
  enforcesTwoFactor: z.boolean(),
  roles: z.array(z.string()),
  /** What in it may deceive. */
  cautions: z._default(z.array(cautionSchema), []),
  /** `pending`, `accepted`, `rejected`, `expired`, or a status that Cloudflare added since. */
  status: z.string(),
});

export type Invitation = z.infer<typeof invitationSchema>;

/** What tells two invitations apart: their id, or without one the organization and the member. */
export function identity(invitation: Invitation): string {
  return (
    invitation.id ??
    `${invitation.organizationId}/${invitation.invitedEmail ?? ''}/${invitation.invitedAtMs ?? ''}`
  );
}

/** Whether the person can still answer: pending, and its time not passed, whatever its status says. */
export function isPending(invitation: Invitation, nowMs: number): boolean {
  return invitation.status === 'pending' && (invitation.expiresAtMs ?? Number.POSITIVE_INFINITY) > nowMs;
}
