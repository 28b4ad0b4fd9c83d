import type { Batch } from '../invites/schemas';
import { defineItem } from './item';
import {
  connectionsSchema,
  drawnBadgeSchema,
  outboxSchema,
  pollsSchema,
  snapshotsSchema,
  storageFailureSchema,
  storedBatchSchema,
  storedNoticesSchema,
  storedUnlockedSchema,
} from './schemas';

// storage.local, written by the worker alone. The two that can be long are remembered.
export const connectionsItem = defineItem('connections', connectionsSchema, []);
export const snapshotsItem = defineItem('snapshots', snapshotsSchema, {}, [], true);
export const pollsItem = defineItem('polls', pollsSchema, {});
export const outboxItem = defineItem('outbox', outboxSchema, []);
export const batchItem = defineItem<Batch | null>('batch', storedBatchSchema, null);
export const noticesItem = defineItem('notices', storedNoticesSchema, {}, [], true);

// storage.session, written by the worker alone.
export const unlockedItem = defineItem('unlocked', storedUnlockedSchema, null);

// storage.session, written by the worker alone: in memory, gone when the browser ends.
/** Since when the browser has refused to store (epoch ms), null when it does not. */
export const storageFailureItem = defineItem('storage-failure', storageFailureSchema, null);
/** What the toolbar icon shows, as JSON; null where nothing was drawn since the browser started. */
export const drawnBadgeItem = defineItem('badge', drawnBadgeSchema, null);
