import type { Policy, Settings } from './schemas';
import type { Keeping } from './vault/keeping';

export type { Policy };

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
