import * as z from 'zod/mini';
import { reasonsByKind } from './failure-reasons';

/**
 * What opens the API: a user-owned API token (recommended by Cloudflare), or the e-mail with the Global API key.
 * Never validated by length or prefix: Cloudflare changes those formats.
 */
export const credentialsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('token'), token: z.string().check(z.minLength(1)) }),
  z.object({
    kind: z.literal('key'),
    email: z.string().check(z.minLength(1)),
    key: z.string().check(z.minLength(1)),
  }),
]);

export type Credentials = z.infer<typeof credentialsSchema>;

const failureReasonSchema = z.enum(reasonsByKind.flatMap(([, reasons]) => reasons));

export type FailureReason = z.infer<typeof failureReasonSchema>;

/** A failed call, fit to be stored and shown: it never holds a secret. Times are epoch milliseconds. */
export const failureSchema = z.object({
  reason: failureReasonSchema,
  /** The server's own words, or null when it sent none. */
  message: z.nullable(z.string()),
  /** Cloudflare's page about it; always https on a cloudflare.com host. */
  documentationUrl: z.nullable(z.string()),
  atMs: z.number(),
  /** Not before this time may any call be made again; only when rate-limited. */
  retryAtMs: z.nullable(z.number()),
});

export type Failure = z.infer<typeof failureSchema>;

/** Why a person should look twice before accepting. */
const cautionSchema = z.enum(['mixed-scripts', 'imitates-cloudflare', 'link', 'inviter-domain', 'free-mail']);

export type Caution = z.infer<typeof cautionSchema>;

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
  /** What in it may deceive. */
  cautions: z._default(z.array(cautionSchema), []),
  /** `pending`, `accepted`, `rejected`, `expired`, or a status that Cloudflare added since. */
  status: z.string(),
});

export type Invitation = z.infer<typeof invitationSchema>;

/**
 * A page of the list of invitations, not yet read. `total` is how many Cloudflare says there are in all, `digest` names
 * the answer.
 */
export const listPageSchema = z.object({
  items: z.array(z.unknown()),
  total: z.number(),
  digest: z.string(),
});

export type ListPage = z.infer<typeof listPageSchema>;

/** An optional field whose odd value means 'not told', so that it never hides the invitation. */
const optionalText = z.catch(z.nullish(z.string()), null);
const optionalNumber = z.catch(z.nullish(z.number()), null);
const optionalList = z.catch(z.nullish(z.array(z.unknown())), null);

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
  roles: optionalList,
});

export type WireInvite = z.infer<typeof wireInviteSchema>;

/** An error of an answer, and one in the chain of what led to it. */
export const wireErrorSchema = z.object({
  code: z.catch(z.number(), 0),
  message: z.catch(z.string(), ''),
  documentation_url: optionalText,
  error_chain: optionalList,
});

/** The envelope of every answer; `result` is read by the call that knows what it asked for. */
export const wireEnvelopeSchema = z.object({
  success: z.boolean(),
  errors: optionalList,
  result: z.optional(z.unknown()),
  result_info: z.catch(z.nullish(z.object({ total_count: optionalNumber })), null),
});
