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

/** The way in which new credentials are kept: the one that was chosen, or the first that is allowed. */
export function keepingWithin({ allowedKeeping }: Policy, chosen: Keeping): Keeping {
  return allowedKeeping === null || allowedKeeping.includes(chosen) ? chosen : (allowedKeeping[0] ?? chosen);
}
