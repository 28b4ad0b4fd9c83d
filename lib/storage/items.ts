import { connectionSchema } from '../invites/connection';
import { unlockedSchema } from '../invites/lock';
import { outboxEntrySchema } from '../invites/outbox';
import { pollStateSchema } from '../invites/poll-state';
import { snapshotSchema } from '../invites/snapshot';
import { defaultSettings, settingsSchema } from '../settings';
import { keepings } from '../vault/keeping';
import { z } from '../zod';
import { defineItem } from './item';

const byConnection = <T>(schema: z.ZodMiniType<T>) => z.record(z.string(), schema);

// storage.local, written by the worker alone.
export const connectionsItem = defineItem('connections', 1, z.array(connectionSchema), []);
export const snapshotsItem = defineItem('snapshots', 1, byConnection(snapshotSchema), {});
export const pollsItem = defineItem('polls', 1, byConnection(pollStateSchema), {});
export const outboxItem = defineItem('outbox', 1, z.array(outboxEntrySchema), []);

// storage.session, written by the worker alone.
export const unlockedItem = defineItem('unlocked', 1, z.nullable(unlockedSchema), null);

// storage.local, written by the options page alone: a form half filled, never its secret.
const draftSchema = z.object({
  kind: z.enum(['token', 'key']),
  email: z.string(),
  keeping: z._default(z.enum(keepings), 'device'),
});
export type Draft = z.infer<typeof draftSchema>;
export const emptyDraft: Draft = { kind: 'token', email: '', keeping: 'device' };
export const draftItem = defineItem<Draft>('draft', 1, draftSchema, emptyDraft);

// storage.sync, written by the options page alone.
export const settingsItem = defineItem('settings', 1, settingsSchema, defaultSettings);
