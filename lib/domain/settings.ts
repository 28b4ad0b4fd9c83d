import * as z from '@/lib/zod';
import { type Keeping, keepings } from './credentials';
import { quietHoursSchema } from './quiet-hours';

/** The themes to choose from. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The polling intervals to choose from, in minutes. */
export const intervals = [1, 5, 15, 30, 60] as const;

/** After how many minutes without use the passphrase is needed again; null means only after the browser was closed. */
export const lockTimes = [null, 15, 60, 480] as const;

/**
 * What the user can choose. An unknown value falls back to its default without affecting the others, so that settings
 * from a newer version stay as far as possible.
 */
export const settingsSchema = z.object({
  intervalMinutes: z.catch(z.literal(intervals), 5),
  theme: z.catch(z.enum(themes), 'system'),
  // If it is absent, the user chose nothing. If it is unknown, they chose a time that only another version has, and
  // want it locked.
  lockAfterMinutes: z.catch(z._default(z.literal(lockTimes), null), 15),
  /** Whether the user wants them; each device's browser must allow them too. */
  notifications: z.catch(z.boolean(), false),
  /** Null while off. */
  quietHours: z.catch(z.nullable(quietHoursSchema), null),
});

export type Settings = z.infer<typeof settingsSchema>;

/** What the popup needs to know of the settings and the policy. */
export const appearanceSchema = z.object({ theme: z.enum(themes), hideReject: z.boolean() });

export type Appearance = z.infer<typeof appearanceSchema>;

export const defaultSettings: Settings = {
  intervalMinutes: 5,
  theme: 'system',
  lockAfterMinutes: null,
  notifications: false,
  quietHours: null,
};

/**
 * What an administrator has set for everyone in an organization; null if nothing is set. A value that cannot be read
 * counts as not set, without affecting the others, because not every browser checks it against the schema.
 */
export const policySchema = z.object({
  intervalMinutes: z.catch(z.nullable(z.literal(intervals)), null),
  notifications: z.catch(z.nullable(z.boolean()), null),
  allowedKeeping: z.catch(z.nullable(z.array(z.enum(keepings)).check(z.minLength(1))), null),
  hideReject: z.catch(z.boolean(), false),
  /**
   * The inviters that every login trusts, in place of its own list; if it is empty, none are trusted. Entries that are
   * neither an address nor a domain are ignored.
   */
  trustedInviters: z.catch(z.nullable(z.array(z.catch(z.string(), ''))), null),
});

export type Policy = z.infer<typeof policySchema>;

export const noPolicy: Policy = {
  intervalMinutes: null,
  notifications: null,
  allowedKeeping: null,
  hideReject: false,
  trustedInviters: null,
};

/** The effective settings: the policy overrides what the user chose. */
export function withPolicy(chosen: Settings, policy: Policy): Settings {
  return {
    ...chosen,
    intervalMinutes: policy.intervalMinutes ?? chosen.intervalMinutes,
    notifications: policy.notifications ?? chosen.notifications,
  };
}

/** Whether the organization allows credentials to be kept this way. */
export function isKeepingAllowed({ allowedKeeping }: Policy, keeping: Keeping): boolean {
  return allowedKeeping === null || allowedKeeping.includes(keeping);
}

/** How new credentials are kept: the way that was chosen, or else the first that is allowed. */
export function keepingWithin(policy: Policy, chosen: Keeping): Keeping {
  return isKeepingAllowed(policy, chosen) ? chosen : (policy.allowedKeeping?.[0] ?? chosen);
}
