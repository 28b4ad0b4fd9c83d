import { cleanText } from '../clean-text';
import { listOf, z } from '../zod';
import type { Invitation } from './invitation';

/** An optional field whose odd value means 'not told', so that it never hides the invitation. */
const optionalText = z.catch(z.nullish(z.string()), null);

/**
 * An invitation as Cloudflare sends it. Only the two ids are required by the official document; `status` stays an
 * open string, because a status may be added one day.
 */
export const wireInviteSchema = z.object({
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
  roles: z.catch(z.nullish(listOf(z.string())), null),
});

/** Reads one invitation; anything that is not one fails the parse. */
export const inviteSchema = z.pipe(wireInviteSchema, z.transform(toInvitation));

const apiMessage = z.object({
  code: z.catch(z.number(), 0),
  message: z.catch(z.string(), ''),
  documentation_url: optionalText,
  error_chain: z.catch(
    z.nullish(listOf(z.object({ code: z.catch(z.number(), 0), message: z.catch(z.string(), '') }))),
    null,
  ),
});

const none = { items: [], unreadable: 0 };

/** The envelope of every answer; `result` is read by the call that knows what it asked for. */
export const envelopeSchema = z.object({
  success: z.boolean(),
  errors: z.catch(listOf(apiMessage), none),
  result: z.optional(z.unknown()),
  result_info: z.catch(
    z.nullish(
      z.object({
        total_count: z.catch(z.nullish(z.number()), null),
        per_page: z.catch(z.nullish(z.number()), null),
      }),
    ),
    null,
  ),
});

export type Envelope = z.infer<typeof envelopeSchema>;

/** Longer than Cloudflare documents any of them: 100 for a name, 90 for an address. */
const longestText = 120;
/** Cloudflare has about seventy. */
const mostRoles = 100;

/**
 * A text that a stranger chose. Cleaned here, before it is stored, so that every row, tooltip, label and message that
 * is made from it is safe.
 */
function shown(text: string | null | undefined): string | null {
  return cleanText(text ?? '', longestText) || null;
}

function toInvitation(wire: z.infer<typeof wireInviteSchema>): Invitation {
  return {
    id: addressable(wire.id),
    organizationId: wire.organization_id,
    organizationName: shown(wire.organization_name),
    invitedBy: shown(wire.invited_by),
    invitedEmail: shown(wire.invited_member_email),
    invitedAtMs: toMs(wire.invited_on),
    expiresAtMs: toMs(wire.expires_on),
    enforcesTwoFactor: wire.organization_is_enforcing_twofactor ?? false,
    roles: (wire.roles?.items ?? []).slice(0, mostRoles).flatMap((role) => shown(role) ?? []),
    status: wire.status || 'pending',
  };
}

/** An id that can stand in a URL's path: `.` and `..` name another resource even when encoded, half a surrogate pair cannot be encoded. */
function addressable(id: string | null | undefined): string | null {
  return !id || /^\.{1,2}$|\p{Surrogate}/u.test(id) ? null : id;
}

function toMs(time: string | null | undefined): number | null {
  const ms = Date.parse(time ?? '');
  return Number.isNaN(ms) ? null : ms;
}
