import { batchSchema } from '@/lib/domain/batch';
import { connectionSchema } from '@/lib/domain/connection';
import { type Credentials, type Keeping, keepings } from '@/lib/domain/credentials';
import { storedInvitationSchema } from '@/lib/domain/invitation';
import { unlockedSchema } from '@/lib/domain/lock';
import { type LogLine, logLineSchema } from '@/lib/domain/log-line';
import { notificationStatusSchema, notificationsSchema } from '@/lib/domain/notifications';
import { choiceSchema, outboxEntrySchema } from '@/lib/domain/outbox';
import { pollStateSchema } from '@/lib/domain/poll-schedule';
import { appearanceSchema, defaultSettings, settingsSchema } from '@/lib/domain/settings';
import { snapshotSchema } from '@/lib/domain/snapshot';
import * as z from '@/lib/zod';
import { defineItem } from './define-item';
import {
  admissionKey,
  batchKey,
  connectionsKey,
  latestPollsKey,
  outboxKey,
  pollsKey,
  sequenceKey,
  snapshotsKey,
  storageFailureKey,
  unlockedKey,
} from './keys';
import { withKeys, withKeysIn, withRecords } from './migrations';
import { storedKey } from './stored-key';

// The schemas of all keys of extension storage, except those for credentials (credential-store.ts), presses
// (take-over.ts) and data that was set aside (set-aside-writes.ts). The keys that pages show are in keys.ts. Records are
// keyed by connection id.

// Written only by the worker.
/** Not one of the stateItems: if it cannot be read, it is derived from the data that it numbers. */
export const sequenceItem = defineItem(sequenceKey, z.number());
export const connectionsItem = defineItem(connectionsKey, z.array(connectionSchema), {
  elements: { id: ['id'], schema: connectionSchema },
});
export const snapshotsItem = defineItem(snapshotsKey, z.record(z.string(), snapshotSchema), {
  migrations: [withRecords],
  elements: {
    schema: snapshotSchema,
    elements: {
      in: 'invitations',
      id: ['key'],
      schema: storedInvitationSchema,
    },
  },
});
export const pollsItem = defineItem(pollsKey, z.record(z.string(), pollStateSchema), {
  elements: { schema: pollStateSchema },
});
const refFields = ['connectionId', 'key'];
export const outboxItem = defineItem(outboxKey, z.array(outboxEntrySchema), {
  migrations: [withKeys],
  elements: { id: refFields, schema: outboxEntrySchema },
});
export const batchItem = defineItem(batchKey, z.nullable(batchSchema), {
  migrations: [withKeysIn('items')],
  elements: { in: 'items', id: refFields, schema: choiceSchema },
});
/** Its key is older than its name. */
export const notificationsItem = defineItem(storedKey('local', 'notices', {}), notificationsSchema, {
  elements: {
    schema: z.array(notificationStatusSchema),
    elements: { id: ['key'], schema: notificationStatusSchema },
  },
});

/** The items whose unreadable parts are set aside, except secrets. */
export const stateItems = [
  connectionsItem,
  snapshotsItem,
  pollsItem,
  outboxItem,
  batchItem,
  notificationsItem,
];

export const unlockedItem = defineItem(unlockedKey, z.nullable(unlockedSchema));
export const latestPollsItem = defineItem(latestPollsKey, z.record(z.string(), pollStateSchema));
export const storageFailureItem = defineItem(storageFailureKey, z.nullable(z.number()));
export const admissionItem = defineItem(
  admissionKey,
  z.nullable(z.object({ by: z.string(), appearance: appearanceSchema })),
);
/** What the toolbar icon shows, as JSON; null if nothing was drawn since the browser started. */
export const drawnBadgeItem = defineItem(
  storedKey<string | null>('session', 'badge', null),
  z.nullable(z.string()),
);
/** What the worker did recently. */
export const logItem = defineItem(storedKey<LogLine[]>('session', 'log', []), z.array(logLineSchema));

// Written only by the options page.
export const settingsItem = defineItem(storedKey('sync', 'settings', defaultSettings), settingsSchema, {
  readsLater: true,
});

/** A half-filled connect form, never its secret. */
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
export const draftItem = defineItem(storedKey('local', 'draft', emptyDraft), draftSchema);
