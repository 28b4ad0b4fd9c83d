import * as z from 'zod';

const text = z.exactOptional(z.string());
const flag = z.exactOptional(z.boolean());

const account = z.strictObject({
  id: text,
  name: text,
  /** `standard` or `enterprise`. */
  type: text,
  /** The age of the account, not of the invitation. RFC 3339. */
  created_on: text,
  managed_by: z.exactOptional(z.strictObject({ parent_org_id: text, parent_org_name: text })),
  settings: z.exactOptional(z.strictObject({ enforce_twofactor: flag, abuse_contact_email: text })),
});

const grants = z.strictObject({ read: flag, write: flag });

const policy = z.strictObject({
  id: text,
  /** `allow` or `deny`. */
  access: text,
  permission_groups: z.exactOptional(z.array(z.strictObject({ id: z.string(), name: text }))),
  resource_groups: z.exactOptional(
    z.array(
      z.strictObject({
        id: z.string(),
        name: text,
        scope: z.strictObject({ key: z.string(), objects: z.array(z.strictObject({ key: z.string() })) }),
      }),
    ),
  ),
});

/** Strict, for memberships that arrive as JSON. Code in the same process uses the type `SandboxMembership`. */
export const membershipSchema = z.strictObject({
  id: text,
  /** `pending`, `accepted` or `rejected`: the API documentation has no `expired`. */
  status: text,
  account: z.exactOptional(account),
  roles: z.exactOptional(z.array(z.string())),
  permissions: z.exactOptional(z.record(z.string(), grants)),
  policies: z.exactOptional(z.array(policy)),
  api_access_enabled: z.exactOptional(z.nullable(z.boolean())),
  /** Not in the API documentation, but seen in replies. Clients must neither store nor log it. */
  code: text,
});

/** A membership on the wire, with the field names of Cloudflare's API documentation. Any of them may be missing. */
export type SandboxMembership = z.infer<typeof membershipSchema>;

/** A membership with all fields filled in. */
export type AddedMembership = SandboxMembership & {
  id: string;
  account: NonNullable<SandboxMembership['account']> & { id: string; name: string };
};
