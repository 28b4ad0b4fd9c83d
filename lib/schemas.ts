import * as z from 'zod/mini';
import { appearancePolicySchema, appearanceSchema } from './appearance/schemas';
import { quietHoursSchema } from './invites/schemas';
import { intervals, lockTimes } from './settings';
import { keepings } from './vault/keeping';

/** What a person may choose. An unknown value falls back alone, so that a newer version's settings lose nothing else. */
export const settingsSchema = z.object({
  intervalMinutes: z.catch(z.literal(intervals), 5),
  ...appearanceSchema.shape,
  lockAfterMinutes: z.catch(z._default(z.literal(lockTimes), null), 15),
  /** Wanted; each device's browser must allow them too. */
  notifications: z.catch(z.boolean(), false),
  /** Null while off. */
  quietHours: z.catch(z.nullable(quietHoursSchema), null),
});

export type Settings = z.infer<typeof settingsSchema>;

/**
 * What an administrator has set for everyone in an organization; null where nothing is set. A value that cannot be
 * read counts as not set, alone, as the browsers check it against the schema or not at all.
 */
export const policySchema = z.object({
  intervalMinutes: z.catch(z.nullable(z.literal(intervals)), null),
  notifications: z.catch(z.nullable(z.boolean()), null),
  allowedKeeping: z.catch(z.nullable(z.array(z.enum(keepings)).check(z.minLength(1))), null),
  ...appearancePolicySchema.shape,
});

export type Policy = z.infer<typeof policySchema>;

/** A form half filled, never its secret. */
export const draftSchema = z.object({
  kind: z.enum(['token', 'key']),
  email: z.string(),
  keeping: z._default(z.enum(keepings), 'device'),
});

export type Draft = z.infer<typeof draftSchema>;

/** What the worker did last. */
export const logSchema = z.array(z.object({ atMs: z.number(), text: z.string() }));
