import type { Batch } from '../invites/schemas';
import { settingsSchema } from '../schemas';
import { defaultSettings } from '../settings';
import { defineItem } from './item';
import {
  connectionsSchema,
  type Draft,
  draftSchema,
  logSchema,
  outboxSchema,
  pollsSchema,
  snapshotsSchema,
  storageFailureSchema,
  storedBatchSchema,
  storedNoticesSchema,
  storedUnlockedSchema,
} from './schemas';

// storage.local, written by the worker alone.
export const connectionsItem = defineItem('connections', connectionsSchema, []);
export const snapshotsItem = defineItem('snapshots', snapshotsSchema, {});
export const pollsItem = defineItem('polls', pollsSchema, {});
export const outboxItem = defineItem('outbox', outboxSchema, []);
export const batchItem = defineItem<Batch | null>('batch', storedBatchSchema, null);
export const noticesItem = defineItem('notices', storedNoticesSchema, {});

// storage.session, written by the worker alone.
export const unlockedItem = defineItem('unlocked', storedUnlockedSchema, null);

// storage.local, written by the options page alone: a form half filled, never its secret.
export type { Draft };
export const emptyDraft: Draft = { kind: 'token', email: '', keeping: 'device' };
export const draftItem = defineItem<Draft>('draft', draftSchema, emptyDraft);

// storage.sync, written by the options page alone.
export const settingsItem = defineItem('settings', settingsSchema, defaultSettings);

// storage.session, written by the worker alone: in memory, gone when the browser ends.
/** Since when the browser has refused to store (epoch ms), null when it does not. */
export const storageFailureItem = defineItem('storage-failure', storageFailureSchema, null);
/** What the worker did last, for a bug report: no secrets, addresses masked. */
export const logItem = defineItem('log', logSchema, []);
