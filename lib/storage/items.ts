import { credentialsSchema } from '../cloudflare/credentials';
import { connectionSchema } from '../invites/connection';
import { outboxEntrySchema } from '../invites/outbox';
import { pollStateSchema } from '../invites/poll-state';
import { snapshotSchema } from '../invites/snapshot';
import { defaultSettings, settingsSchema } from '../settings';
import { z } from '../zod';
import { defineItem } from './item';

const byConnection = <T>(schema: z.ZodMiniType<T>) => z.record(z.string(), schema);

// storage.local, written by the worker alone.
export const connectionsItem = defineItem('connections', 1, z.array(connectionSchema), []);
export const snapshotsItem = defineItem('snapshots', 1, byConnection(snapshotSchema), {});
export const pollsItem = defineItem('polls', 1, byConnection(pollStateSchema), {});
export const outboxItem = defineItem('outbox', 1, z.array(outboxEntrySchema), []);
/** Read by the worker alone, and only to use them. */
export const secretsItem = defineItem('secrets', 1, byConnection(credentialsSchema), {});

// storage.local, written by the options page alone: a form half filled, never its secret.
const draftSchema = z.object({ kind: z.enum(['token', 'key']), email: z.string() });
export type Draft = z.infer<typeof draftSchema>;
export const draftItem = defineItem<Draft>('draft', 1, draftSchema, { kind: 'token', email: '' });

// storage.sync, written by the options page alone.
export const settingsItem = defineItem('settings', 1, settingsSchema, defaultSettings);
