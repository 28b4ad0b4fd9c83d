import { type Batch, batchSchema } from '@/lib/domain/batch';
import { connectionSchema } from '@/lib/domain/connection';
import { type Credentials, type Keeping, keepings } from '@/lib/domain/credentials';
import { storedInvitationSchema } from '@/lib/domain/invitation';
import { unlockedSchema } from '@/lib/domain/lock';
import { notificationStatusSchema, notificationsSchema } from '@/lib/domain/notifications';
import { choiceSchema, outboxEntrySchema } from '@/lib/domain/outbox';
import { pollStateSchema } from '@/lib/domain/poll-schedule';
import { defaultSettings, settingsSchema } from '@/lib/domain/settings';
import { snapshotSchema } from '@/lib/domain/snapshot';
import * as z from '@/lib/zod';
import { defineItem } from './define-item';
import { withKeys, withKeysIn, withRecords } from './migrations';

// Every key of extension storage but those that hold credentials (credential-store.ts), presses (presses.ts) and what was
// set aside (set-aside-writes.ts). Records are by connection id. A new key of the state is read and written in state.ts.

// storage.local, written by the worker alone.
/**
 * How many changes were written; raised by each, see `State.seq`. It is none of the stateItems: one that cannot be read
 * is made anew from what it numbers.
 */
export const sequenceItem = defineItem('local', 'sequence', z.number(), 0);
export const connectionsItem = defineItem('local', 'connections', z.array(connectionSchema), [], {
  elements: { id: ['id'], schema: connectionSchema },
});
export const snapshotsItem = defineItem(
  'local',
  'snapshots',
  z.record(z.string(), snapshotSchema),
  {},
  {
    migrations: [withRecords],
    elements: {
      schema: snapshotSchema,
      elements: {
        in: 'invitations',
        id: ['key'],
        schema: storedInvitationSchema,
      },
    },
  },
);
export const pollsItem = defineItem(
  'local',
  'polls',
  z.record(z.string(), pollStateSchema),
  {},
  {
    elements: { schema: pollStateSchema },
  },
);
const refFields = ['connectionId', 'key'];
export const outboxItem = defineItem('local', 'outbox', z.array(outboxEntrySchema), [], {
  migrations: [withKeys],
  elements: { id: refFields, schema: outboxEntrySchema },
});
export const batchItem = defineItem<Batch | null>('local', 'batch', z.nullable(batchSchema), null, {
  migrations: [withKeysIn('items')],
  elements: { in: 'items', id: refFields, schema: choiceSchema },
});
/** Its key is older than its name. */
export const notificationsItem = defineItem(
  'local',
  'notices',
  notificationsSchema,
  {},
  {
    elements: {
      schema: z.array(notificationStatusSchema),
      elements: { id: ['key'], schema: notificationStatusSchema },
    },
  },
);

/** What is set aside where it cannot be read, without what is secret. */
export const stateItems = [
  connectionsItem,
  snapshotsItem,
  pollsItem,
  outboxItem,
  batchItem,
  notificationsItem,
];

// storage.session, written by the worker alone: in memory, gone when the browser ends.
/** The worker stores the key with it, and reads that in credential-store.ts. */
export const unlockedItem = defineItem('session', 'unlocked', z.nullable(unlockedSchema), null);
/** The newest polls; a good one that brings nothing new is written here alone. */
export const latestPollsItem = defineItem('session', 'polls', z.record(z.string(), pollStateSchema), {});
/** Since when the browser has refused to store (epoch ms), null when it does not. */
export const storageFailureItem = defineItem('session', 'storage-failure', z.nullable(z.number()), null);
/** What the toolbar icon shows, as JSON; null where nothing was drawn since the browser started. */
export const drawnBadgeItem = defineItem('session', 'badge', z.nullable(z.string()), null);
/** What the worker did last, for a bug report: no secrets, addresses masked. */
export const logItem = defineItem(
  'session',
  'log',
  z.array(z.object({ atMs: z.number(), text: z.string() })),
  [],
);

// Written by the options page alone.
export const settingsItem = defineItem('sync', 'settings', settingsSchema, defaultSettings, {
  readsLater: true,
});

/** The connect form left half filled, never its secret. */
export interface Draft {
  kind: Credentials['kind'];
  email: string;
  keeping: Keeping;
}

const draftSchema = z.object({
  kind: z.enum(['token', 'key']),
  email: z.string(),
  keeping: z._default(z.enum(keepings), 'device'),
});

export const emptyDraft: Draft = { kind: 'token', email: '', keeping: 'device' };
export const draftItem = defineItem<Draft>('local', 'draft', draftSchema, emptyDraft);
