import * as z from 'zod';

/**
 * How a route replies: `served` as documented, `refused` with HTTP 403 as on a plan without it, or `unknown` as if it
 * did not exist (HTTP 404, code 7003). Applies to every authenticated login.
 */
const service = z.enum(['served', 'refused', 'unknown']);

/** Strict, for options that arrive as JSON. Code in the same process uses the type `UserOptions`. */
export const userOptionsSchema = z.strictObject({
  /** `/user/invites` and everything below it. */
  invites: z.exactOptional(service),
  /** `/memberships` and everything below it. */
  memberships: z.exactOptional(service),
  /**
   * How the list of invites describes its pages: with `total_count` as documented, with `total_pages` instead, with a
   * cursor for the next page, or not at all.
   */
  invitePages: z.exactOptional(z.enum(['total-count', 'total-pages', 'cursor', 'untold'])),
  /** Whether the list of memberships is filtered by the parameter `status`. */
  statusFilter: z.exactOptional(z.enum(['applied', 'ignored'])),
  /** What `total_count` and `total_pages` count in a list of memberships filtered by `status`. */
  totalCount: z.exactOptional(z.enum(['filtered', 'unfiltered'])),
  /** Whether a list of memberships has `total_pages`. */
  totalPages: z.exactOptional(z.boolean()),
});

/** Differences between plans, or undocumented ones, in Cloudflare's replies to a user. */
export type UserOptions = Required<z.infer<typeof userOptionsSchema>>;

/** The default options of a user. */
export const defaultUserOptions: UserOptions = {
  invites: 'served',
  memberships: 'served',
  invitePages: 'total-count',
  statusFilter: 'applied',
  totalCount: 'filtered',
  totalPages: false,
};
