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
 * Lets pages show what is stored without checking it again, and keeps what else they need before they paint. For the
 * worker, after it has set aside what cannot be read. Once for each start of the browser and each version of the
 * extension it brings what is stored into this version's form; rejects with a StorageError when the browser refuses,
 * and pages wait.
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
 * Stores anew what an earlier version stored in another form: migrated, and with the defaults of what it did not know.
 * Resolves to false when there is still something that cannot be read.
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
