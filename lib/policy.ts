import { intervals, type Settings } from './settings';
import { type Keeping, keepings } from './vault/keeping';
import { z } from './zod';

/**
 * What an administrator has set for everyone in an organization; null where nothing is set. A value that cannot be
 * read counts as not set, alone, as the browsers check it against the schema or not at all.
 */
export const policySchema = z.object({
  intervalMinutes: z.catch(z.nullable(z.literal(intervals)), null),
  notifications: z.catch(z.nullable(z.boolean()), null),
  allowedKeeping: z.catch(z.nullable(z.array(z.enum(keepings)).check(z.minLength(1))), null),
  hideReject: z.catch(z.boolean(), false),
});

export type Policy = z.infer<typeof policySchema>;

export const noPolicy: Policy = {
  intervalMinutes: null,
  notifications: null,
  allowedKeeping: null,
  hideReject: false,
};

/** The settings as they take effect: policy beats what the person chose. */
export function withPolicy(chosen: Settings, policy: Policy): Settings {
  return {
    ...chosen,
    intervalMinutes: policy.intervalMinutes ?? chosen.intervalMinutes,
    notifications: policy.notifications ?? chosen.notifications,
  };
}

/** Whether the organization lets credentials be kept in this way. */
export function isKeepingAllowed({ allowedKeeping }: Policy, keeping: Keeping): boolean {
  return allowedKeeping === null || allowedKeeping.includes(keeping);
}

/** The way in which new credentials are kept: the one that was chosen, or the first that is allowed. */
export function keepingWithin(policy: Policy, chosen: Keeping): Keeping {
  return isKeepingAllowed(policy, chosen) ? chosen : (policy.allowedKeeping?.[0] ?? chosen);
}
