import { z } from '../zod';

/**
 * An invitation as this extension knows it. Times are epoch milliseconds; null means that Cloudflare did not tell.
 * Without an `id` it can be shown but not answered.
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
  /** `pending`, `accepted`, `rejected`, `expired`, or a status that Cloudflare added since. */
  status: z.string(),
});

export type Invitation = z.infer<typeof invitationSchema>;
export type Answer = 'accepted' | 'rejected';

/** What tells two invitations apart: their id, or without one the organisation and the member. */
export function identity(invitation: Invitation): string {
  return (
    invitation.id ??
    `${invitation.organizationId}/${invitation.invitedEmail ?? ''}/${invitation.invitedAtMs ?? ''}`
  );
}
