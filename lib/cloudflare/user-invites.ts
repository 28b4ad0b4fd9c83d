import { cautionsOf } from '@/lib/cautions/cautions';
import type { InvitationRecord } from '@/lib/domain/invitation-record';
import * as z from '@/lib/zod';
import { optionalId, optionalList, optionalText } from './envelope';
import { readTime } from './time';
import { addressable, namesOf, readStatus, shown } from './wire-text';

/**
 * An invitation as Cloudflare sends it. The official documentation requires only the two ids. `status` stays an open
 * string because Cloudflare may add one.
 */
const wireInviteSchema = z.object({
  organization_id: z.string(),
  invited_member_id: optionalId,
  id: optionalId,
  status: z.nullish(z.string()),
  expires_on: z.optional(z.unknown()),
  invited_on: z.optional(z.unknown()),
  invited_by: optionalText,
  invited_member_email: optionalText,
  organization_name: optionalText,
  organization_is_enforcing_twofactor: z.catch(z.nullish(z.boolean()), null),
  roles: optionalList,
});

export type WireInvite = z.infer<typeof wireInviteSchema>;

/** Reads one invitation; null if it is not one. */
export function readInvite(value: unknown): InvitationRecord | null {
  const parsed = wireInviteSchema.safeParse(value);
  if (!parsed.success) return null;
  const wire = parsed.data;
  const organizationName = shown(wire.organization_name);
  const invitedBy = shown(wire.invited_by);
  const cautions = cautionsOf({ organizationName, invitedBy });
  return {
    id: addressable(wire.id),
    organizationId: wire.organization_id,
    organizationName,
    invitedBy,
    invitedEmail: shown(wire.invited_member_email),
    invitedAtMs: readTime(wire.invited_on),
    expiresAtMs: readTime(wire.expires_on),
    enforcesTwoFactor: wire.organization_is_enforcing_twofactor ?? null,
    roles: namesOf(wire.roles),
    cautions: isDisguised(wire.invited_by, invitedBy)
      ? [...new Set([...cautions, 'inviter-domain' as const])]
      : cautions,
    status: readStatus(wire.status),
  };
}

/** Whether an address looks plain only because invisible characters were removed from it. */
function isDisguised(sent: string | null | undefined, shownAddress: string | null): boolean {
  return shownAddress !== null && /^[!-~]+$/.test(shownAddress) && shownAddress !== sent?.trim();
}
