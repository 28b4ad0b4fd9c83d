import * as z from 'zod/mini';
import { credentialsSchema, listPageSchema } from '../cloudflare/schemas';
import {
  batchSchema,
  connectionSchema,
  noticesSchema,
  outboxEntrySchema,
  pollStateSchema,
  snapshotSchema,
  unlockedSchema,
} from '../invites/schemas';
import { vaultSchema } from '../vault/schemas';

/** How every item is stored, so that a later version can tell what it reads. */
export const storedSchema = z.object({ version: z.number(), value: z.optional(z.unknown()) });

export const connectionsSchema = z.array(connectionSchema);
export const snapshotsSchema = z.record(z.string(), snapshotSchema);
export const pollsSchema = z.record(z.string(), pollStateSchema);
export const outboxSchema = z.array(outboxEntrySchema);
export const storedBatchSchema = z.nullable(batchSchema);
export const storedNoticesSchema = noticesSchema;
export const storedUnlockedSchema = z.nullable(unlockedSchema);
export const storageFailureSchema = z.nullable(z.number());
export const drawnBadgeSchema = z.nullable(z.string());

/** A list of which some pages are still to come. */
export const listProgressSchema = z.nullable(
  z.object({ startedAtMs: z.number(), pages: z.record(z.string(), listPageSchema) }),
);

export const secretsSchema = z.record(z.string(), credentialsSchema);
export const storedVaultSchema = z.nullable(vaultSchema);
export const vaultKeySchema = z.nullable(z.string());
