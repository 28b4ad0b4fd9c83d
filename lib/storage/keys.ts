import type { Batch } from '@/lib/domain/batch';
import type { Connection } from '@/lib/domain/connection';
import type { Unlocked } from '@/lib/domain/lock';
import type { OutboxEntry } from '@/lib/domain/outbox';
import type { PollState } from '@/lib/domain/poll-schedule';
import type { Appearance } from '@/lib/domain/settings';
import type { Snapshot } from '@/lib/domain/snapshot';
import { storedKey } from './stored-key';

// The keys of everything that pages show, except presses (presses.ts). Their schemas are in items.ts. Only the worker
// writes them. Records are keyed by connection id. A new key must be read in state.ts and page-state.ts.

/** How many changes were written, see `State.seq`. */
export const sequenceKey = storedKey('local', 'sequence', 0);
export const connectionsKey = storedKey<Connection[]>('local', 'connections', []);
export const snapshotsKey = storedKey<Record<string, Snapshot>>('local', 'snapshots', {}, 2);
export const pollsKey = storedKey<Record<string, PollState>>('local', 'polls', {});
export const outboxKey = storedKey<OutboxEntry[]>('local', 'outbox', [], 2);
export const batchKey = storedKey<Batch | null>('local', 'batch', null, 2);

// In memory, gone when the browser closes.
/** The worker stores the vault's key with it, and reads that in credential-store.ts. */
export const unlockedKey = storedKey<Unlocked | null>('session', 'unlocked', null);
/** The newest polls; a successful one that brings nothing new is written only here. */
export const latestPollsKey = storedKey<Record<string, PollState>>('session', 'polls', {});
/** Since when the browser has refused to store data (epoch ms), null if it does not. */
export const storageFailureKey = storedKey<number | null>('session', 'storage-failure', null);
/** See admit-pages.ts. */
export const admissionKey = storedKey<Admission | null>('session', 'admission', null);

/** Whether the worker has checked the stored data, and what else pages need before they paint. */
export interface Admission {
  /** The version of the extension that checked it: any other version checks again. */
  by: string;
  appearance: Appearance;
}

export const localKeys = [sequenceKey, connectionsKey, snapshotsKey, pollsKey, outboxKey, batchKey];
export const sessionKeys = [latestPollsKey, unlockedKey, storageFailureKey];
