import { credentialsSchema } from '../cloudflare/credentials';
import { connectionSchema } from '../invites/connection';
import { unlockedSchema } from '../invites/lock';
import { outboxEntrySchema } from '../invites/outbox';
import { pollStateSchema } from '../invites/poll-state';
import { snapshotSchema } from '../invites/snapshot';
import { defaultSettings, settingsSchema } from '../settings';
import { keepings, type Vault, vaultSchema } from '../vault/schema';
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
export const vaultItem = defineItem<Vault | null>('vault', 1, z.nullable(vaultSchema), null);

// storage.session, which is never on disk and gone when the browser ends, written by the worker alone.
export const sessionSecretsItem = defineItem('sessionSecrets', 1, byConnection(credentialsSchema), {});
/** Base64; outlives the worker, which ends after half a minute. */
export const vaultKeyItem = defineItem('vaultKey', 1, z.nullable(z.string()), null);
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
