import { cautionsOf } from '@/lib/cautions/cautions';
import { cleanText } from '@/lib/clean-text';
import type { Invitation } from '@/lib/domain/invitation';
import * as z from '@/lib/zod';
import { optionalList, optionalText } from './envelope';

/**
 * An invitation as Cloudflare sends it. Only the two ids are required by the official document; `status` stays an
 * open string, because a status may be added one day.
 */
const wireInviteSchema = z.object({
  organization_id: z.string(),
  invited_member_id: z.nullish(z.string()),
  id: z.nullish(z.string()),
  status: z.nullish(z.string()),
  expires_on: optionalText,
  invited_on: optionalText,
  invited_by: optionalText,
  invited_member_email: optionalText,
  organization_name: optionalText,
  organization_is_enforcing_twofactor: z.catch(z.nullish(z.boolean()), null),
  roles: optionalList,
});

export type WireInvite = z.infer<typeof wireInviteSchema>;

/** Longer than Cloudflare documents any of them: 100 for a name, 90 for an address. */
const longestText = 120;
/** Cloudflare has about seventy. */
const mostRoles = 100;

/** Reads one invitation as Cloudflare sends it; null when it is none. */
export function readInvite(value: unknown): Invitation | null {
  const parsed = wireInviteSchema.safeParse(value);
  if (!parsed.success) return null;
  const wire = parsed.data;
  const organizationName = shown(wire.organization_name);
  const invitedBy = shown(wire.invited_by);
  const roles = (wire.roles ?? []).slice(0, mostRoles);
  return {
    id: addressable(wire.id),
    organizationId: wire.organization_id,
    organizationName,
    invitedBy,
    invitedEmail: shown(wire.invited_member_email),
    invitedAtMs: toMs(wire.invited_on),
    expiresAtMs: toMs(wire.expires_on),
    enforcesTwoFactor: wire.organization_is_enforcing_twofactor ?? false,
    roles: roles.flatMap((role) => (typeof role === 'string' && shown(role)) || []),
    cautions: cautionsOf({ organizationName, invitedBy }),
    status: wire.status || 'pending',
  };
}

/**
 * A text that a stranger chose. Cleaned here, before it is stored, so that every row, tooltip, label and message that
 * is made from it is safe.
 */
function shown(text: string | null | undefined): string | null {
  return cleanText(text ?? '', longestText) || null;
}

/** An id that can stand in a URL's path: `.` and `..` name another resource even when encoded, half a surrogate pair cannot be encoded. */
function addressable(id: string | null | undefined): string | null {
  return id && id !== '.' && id !== '..' && id.isWellFormed() ? id : null;
}

function toMs(time: string | null | undefined): number | null {
  const ms = Date.parse(time ?? '');
  return Number.isNaN(ms) ? null : ms;
}
