import { type Batch, batchSchema } from '../invites/batch';
import { connectionSchema } from '../invites/connection';
import { unlockedSchema } from '../invites/lock';
import { noticesSchema } from '../invites/notices';
import { outboxEntrySchema } from '../invites/outbox';
import { pollStateSchema } from '../invites/poll-state';
import { snapshotSchema } from '../invites/snapshot';
import { defaultSettings, settingsSchema } from '../settings';
import { keepings } from '../vault/keeping';
import { z } from '../zod';
import { defineItem } from './item';

const byConnection = <T>(schema: z.ZodMiniType<T>) => z.record(z.string(), schema);

// storage.local, written by the worker alone.
export const connectionsItem = defineItem('connections', z.array(connectionSchema), []);
export const snapshotsItem = defineItem('snapshots', byConnection(snapshotSchema), {});
export const pollsItem = defineItem('polls', byConnection(pollStateSchema), {});
export const outboxItem = defineItem('outbox', z.array(outboxEntrySchema), []);
export const batchItem = defineItem<Batch | null>('batch', z.nullable(batchSchema), null);
export const noticesItem = defineItem('notices', noticesSchema, {});

// storage.session, written by the worker alone.
export const unlockedItem = defineItem('unlocked', z.nullable(unlockedSchema), null);

// storage.local, written by the options page alone: a form half filled, never its secret.
const draftSchema = z.object({
  kind: z.enum(['token', 'key']),
  email: z.string(),
  keeping: z._default(z.enum(keepings), 'device'),
});
export type Draft = z.infer<typeof draftSchema>;
export const emptyDraft: Draft = { kind: 'token', email: '', keeping: 'device' };
export const draftItem = defineItem<Draft>('draft', draftSchema, emptyDraft);

// storage.sync, written by the options page alone.
export const settingsItem = defineItem('settings', settingsSchema, defaultSettings);

// storage.session, written by the worker alone: in memory, gone when the browser ends.
/** Since when the browser has refused to store (epoch ms), null when it does not. */
export const storageFailureItem = defineItem('storage-failure', z.nullable(z.number()), null);
/** What the worker did last, for a bug report: no secrets, addresses masked. */
export const logItem = defineItem('log', z.array(z.object({ atMs: z.number(), text: z.string() })), []);
