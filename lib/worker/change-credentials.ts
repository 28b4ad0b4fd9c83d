import type { WorkerState } from '@/lib/domain/notifications';
import { forgetOpenVault, type StoredCredentials } from '@/lib/storage/credential-store';
import { credentialWrites, type Forgotten, writeSessionCredentials } from '@/lib/storage/set-aside';
import { type StatePatch, updateState } from '@/lib/storage/state';

/** A change of credentials, together with the state that belongs to it. */
interface CredentialChange extends Forgotten {
  credentials: StoredCredentials;
  patch: StatePatch;
}

/**
 * Changes credentials and state in an order that keeps every login working even if the worker is stopped halfway: new
 * session credentials are in memory before the state on disk refers to them, and old ones leave memory afterwards. If
 * the browser refuses to write, everything stays as before, and this rejects. Call it while holding the credential
 * lock.
 */
export async function changeCredentials(
  before: StoredCredentials,
  change: (state: WorkerState) => Promise<CredentialChange>,
): Promise<void> {
  let after = before;
  let forgotten: Forgotten = {};
  try {
    await updateState(async (state) => {
      const { credentials, patch, ...rest } = await change(state);
      after = credentials;
      forgotten = rest;
      await writeSessionCredentials({ ...before.session, ...after.session });
      return { ...patch, also: await credentialWrites(after, forgotten) };
    });
  } catch (error) {
    await writeSessionCredentials(before.session);
    if (!before.vault) await forgetOpenVault();
    throw error;
  }
  await writeSessionCredentials(after.session, forgotten);
  // When the last encrypted connection is gone, its passphrase is forgotten too.
  if (!after.vault) await forgetOpenVault();
}
