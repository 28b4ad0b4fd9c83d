import type { Invitation } from './schemas';

export type { Invitation };

export type Answer = 'accepted' | 'rejected';

/** What tells two invitations apart: their id, or without one the organisation and the member. */
export function identity(invitation: Invitation): string {
  return (
    invitation.id ??
    `${invitation.organizationId}/${invitation.invitedEmail ?? ''}/${invitation.invitedAtMs ?? ''}`
  );
}
