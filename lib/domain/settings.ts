import * as z from '@/lib/zod';
import { type Keeping, keepings } from './credentials';
import { quietHoursSchema } from './quiet-hours';

/** How the pages may look. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** How often Cloudflare may be asked, in minutes. */
export const intervals = [1, 5, 15, 30, 60] as const;

/** After how many minutes without use the passphrase is asked for again; null is when the browser was closed. */
export const lockTimes = [null, 15, 60, 480] as const;

/** What a person may choose. An unknown value falls back alone, so that a newer version's settings lose nothing else. */
export const settingsSchema = z.object({
  intervalMinutes: z.catch(z.literal(intervals), 5),
  theme: z.catch(z.enum(themes), 'system'),
  // Absent, nobody chose; odd, somebody chose a time that this version does not know, and wants it locked.
  lockAfterMinutes: z.catch(z._default(z.literal(lockTimes), null), 15),
  /** Wanted; each device's browser must allow them too. */
  notifications: z.catch(z.boolean(), false),
  /** Null while off. */
  quietHours: z.catch(z.nullable(quietHoursSchema), null),
});

export type Settings = z.infer<typeof settingsSchema>;

/** What the settings and the policy make of the popup. */
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
 * What an administrator has set for everyone in an organization; null where nothing is set. A value that cannot be
 * read counts as not set, alone, because not every browser checks it against the schema.
 */
export const policySchema = z.object({
  intervalMinutes: z.catch(z.nullable(z.literal(intervals)), null),
  notifications: z.catch(z.nullable(z.boolean()), null),
  allowedKeeping: z.catch(z.nullable(z.array(z.enum(keepings)).check(z.minLength(1))), null),
  hideReject: z.catch(z.boolean(), false),
  /** Whom every login trusts, in place of its own list; empty, none does. What is neither address nor domain is no one. */
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
