import { browser } from 'wxt/browser';
import { type Sort, sorts } from '@/lib/domain/search';
import type { Appearance } from '@/lib/domain/settings';
import type { State } from '@/lib/domain/state';
import {
  admissionKey,
  batchKey,
  connectionsKey,
  latestPollsKey,
  localKeys,
  outboxKey,
  pollsKey,
  sequenceKey,
  sessionKeys,
  snapshotsKey,
  storageFailureKey,
  unlockedKey,
} from './keys';
import { trustedPresses } from './presses';
import { sortKey, storedSort } from './sort';
import { readAreas, trusted } from './stored-key';

/** What pages show, and how they look. */
export type PageState = State & { appearance: Appearance; sort: Sort };

/**
 * Reads what pages show, without checking it again; null until the worker of this version has checked it in this
 * browser session (admit-pages.ts). The keys are not read in one step, so callers must read again after each change.
 */
export async function readPageState(): Promise<PageState | null> {
  const [[local, session], presses] = await Promise.all([
    readAreas([...localKeys, sortKey], [...sessionKeys, admissionKey]),
    trustedPresses(),
  ]);
  const admission = trusted(admissionKey, session);
  if (admission?.by !== browser.runtime.getManifest().version) return null;
  const unlocked = trusted(unlockedKey, session);
  return {
    appearance: admission.appearance,
    sort: storedSort(local),
    seq: trusted(sequenceKey, local),
    presses,
    connections: trusted(connectionsKey, local),
    snapshots: trusted(snapshotsKey, local),
    polls: { ...trusted(pollsKey, local), ...trusted(latestPollsKey, session) },
    outbox: trusted(outboxKey, local),
    batch: trusted(batchKey, local),
    // The vault's key is stored with it.
    unlocked: unlocked && { usedAtMs: unlocked.usedAtMs },
    storageFailedAtMs: trusted(storageFailureKey, session),
  };
}

/** What a page shows if the browser cannot even read the stored data. */
export function unreadableState(): PageState {
  return {
    appearance: { theme: 'system', hideReject: false },
    sort: sorts[0],
    seq: 0,
    connections: [],
    snapshots: {},
    polls: {},
    presses: {},
    outbox: [],
    batch: null,
    unlocked: null,
    storageFailedAtMs: Date.now(),
  };
}
