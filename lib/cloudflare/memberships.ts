import { cautionsOf } from '@/lib/cautions/cautions';
import type { InvitationRecord } from '@/lib/domain/invitation-record';
import * as z from '@/lib/zod';
import { optionalId, optionalList, optionalText } from './envelope';
import { addressable, namesOf, readStatus, shown } from './wire-text';

/**
 * A membership as Cloudflare sends it: an invitation as long as it is pending. It does not say who sent it, when, or
 * when it expires. The official documentation requires none of the fields; without an account there is nothing to show.
 */
const wireMembershipSchema = z.object({
  id: optionalId,
  status: z.nullish(z.string()),
  account: z.object({
    id: z.string(),
    name: optionalText,
    settings: z.catch(
      z.nullish(z.object({ enforce_twofactor: z.catch(z.nullish(z.boolean()), null) })),
      null,
    ),
  }),
  roles: optionalList,
});

export type WireMembership = z.infer<typeof wireMembershipSchema>;

/** Reads one membership; null if it is not one. */
export function readMembership(value: unknown): InvitationRecord | null {
  const parsed = wireMembershipSchema.safeParse(value);
  if (!parsed.success) return null;
  const { id, status, account, roles } = parsed.data;
  const organizationName = shown(account.name);
  return {
    id: addressable(id),
    organizationId: account.id,
    organizationName,
    invitedBy: null,
    invitedEmail: null,
    invitedAtMs: null,
    expiresAtMs: null,
    enforcesTwoFactor: account.settings?.enforce_twofactor ?? null,
    roles: namesOf(roles),
    cautions: cautionsOf({ organizationName, invitedBy: null }),
    status: readStatus(status),
  };
}
