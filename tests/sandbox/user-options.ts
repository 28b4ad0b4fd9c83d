import * as z from 'zod';

/**
 * How a route answers: `served` as documented; `refused` with HTTP 403, as for a plan without it; `unknown` as if it
 * did not exist (HTTP 404, code 7003), to every login that is known.
 */
const service = z.enum(['served', 'refused', 'unknown']);

/** Strict, for what arrives as JSON; in process the type `UserOptions` says the same. */
export const userOptionsSchema = z.strictObject({
  /** `/user/invites` and what is below it. */
  invites: z.exactOptional(service),
  /** `/memberships` and what is below it. */
  memberships: z.exactOptional(service),
  /**
   * How the list of invites tells of its pages: by `total_count`, as documented, by `total_pages` in its place, by a
   * cursor that asks for the next one, or not at all.
   */
  invitePages: z.exactOptional(z.enum(['total-count', 'total-pages', 'cursor', 'untold'])),
  /** Whether the list of memberships is filtered by the parameter `status`. */
  statusFilter: z.exactOptional(z.enum(['applied', 'ignored'])),
  /** What `total_count`, and with it `total_pages`, counts in a list of memberships filtered by `status`. */
  totalCount: z.exactOptional(z.enum(['filtered', 'unfiltered'])),
  /** Whether a list of memberships has `total_pages`. */
  totalPages: z.exactOptional(z.boolean()),
});

/** What differs between plans, or is undocumented, in what Cloudflare answers to a user. */
export type UserOptions = Required<z.infer<typeof userOptionsSchema>>;

/** What holds for a user until a test says otherwise. */
export const defaultUserOptions: UserOptions = {
  invites: 'served',
  memberships: 'served',
  invitePages: 'total-count',
  statusFilter: 'applied',
  totalCount: 'filtered',
  totalPages: false,
};
