import * as z from 'zod';
import type { SandboxInvite } from './types';
import { userOptionsSchema } from './user-options';

const text = z.exactOptional(z.string());

/** The fields of an invitation to add. */
export const partialInvite = z.strictObject({
  id: text,
  organization_id: text,
  organization_name: text,
  invited_by: text,
  invited_member_email: text,
  invited_member_id: z.exactOptional(z.nullable(z.string())),
  invited_on: text,
  expires_on: text,
  organization_is_enforcing_twofactor: z.exactOptional(z.boolean()),
  roles: z.exactOptional(z.array(z.string())),
  status: text,
}) satisfies z.ZodType<Partial<SandboxInvite>>;

const lag = z.union([z.number().min(0), z.literal('until-catch-up')]);

/** The options of a user, and the other things that can be changed about one. */
export const changes = z.strictObject({
  options: z.exactOptional(userOptionsSchema),
  lag: z.exactOptional(z.strictObject({ invites: z.exactOptional(lag), memberships: z.exactOptional(lag) })),
  twoFactor: z.exactOptional(z.boolean()),
});
