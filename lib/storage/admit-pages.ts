import { isEqual } from 'es-toolkit/predicate';
import { browser } from 'wxt/browser';
import { unpack } from './define-item';
import {
  admissionItem,
  batchItem,
  connectionsItem,
  outboxItem,
  pollsItem,
  sequenceItem,
  settingsItem,
  snapshotsItem,
} from './items';
import { readPolicy } from './settings';
import { readState, writeLocal } from './state';
import type { Writes } from './stored-key';

/**
 * Lets pages show the stored data without checking it again, and stores what else they need before they paint. The
 * worker calls it after setting aside unreadable data. Once for each browser start and each version of the extension,
 * it also converts the stored data to this version's form. Rejects with a StorageError if the browser refuses; pages
 * then wait.
 */
export async function admitPages(): Promise<void> {
  const [admission, { theme }, { hideReject }] = await Promise.all([
    admissionItem.get(),
    settingsItem.get(),
    readPolicy(),
  ]);
  const by = browser.runtime.getManifest().version;
  if (admission?.by !== by && !(await bringUpToDate())) return;
  const admitted = { by, appearance: { theme, hideReject } };
  if (!isEqual(admission, admitted)) await admissionItem.set(admitted);
}

const checked = [connectionsItem, snapshotsItem, pollsItem, outboxItem, batchItem];

/**
 * Rewrites what an earlier version stored in another form: migrated, and with defaults for new fields. Resolves to
 * false if there is still something that cannot be read.
 */
function bringUpToDate(): Promise<boolean> {
  return navigator.locks.request('state', async () => {
    const stored = await browser.storage.local.get([...checked, sequenceItem].map(({ key }) => key));
    const writes: Writes = {};
    for (const item of checked) {
      if (stored[item.key] === undefined) continue;
      const { value, odd } = item.read(stored[item.key]);
      if (odd !== undefined) return false;
      const text = item.pack(value);
      if (!isEqual(unpack(stored[item.key]), unpack(text))) writes[item.key] = text;
    }
    const { seq } = await readState();
    const text = sequenceItem.pack(seq);
    if ((stored[sequenceItem.key] ?? sequenceItem.pack(0)) !== text) writes[sequenceItem.key] = text;
    if (Object.keys(writes).length > 0) await writeLocal(writes);
    return true;
  });
}
