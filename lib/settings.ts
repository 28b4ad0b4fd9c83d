import { quietHoursSchema } from './invites/quiet';
import { z } from './zod';

/** How often Cloudflare may be asked, in minutes. */
export const intervals = [1, 5, 15, 30, 60] as const;
/** After how many minutes without use the passphrase is asked for again; null is when the browser was closed. */
export const lockTimes = [null, 15, 60, 480] as const;
export const themes = ['system', 'light', 'dark'] as const;

/** What a person may choose. An unknown value falls back alone, so that a newer version's settings lose nothing else. */
export const settingsSchema = z.object({
  intervalMinutes: z.catch(z.literal(intervals), 5),
  theme: z.catch(z.enum(themes), 'system'),
  lockAfterMinutes: z.catch(z._default(z.literal(lockTimes), null), 15),
  /** Wanted; each device's browser must allow them too. */
  notifications: z.catch(z._default(z.boolean(), false), false),
  /** Null while off. */
  quietHours: z.catch(z._default(z.nullable(quietHoursSchema), null), null),
});

export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  intervalMinutes: 5,
  theme: 'system',
  lockAfterMinutes: null,
  notifications: false,
  quietHours: null,
};
