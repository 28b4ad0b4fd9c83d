import type { WorkerState } from '@/lib/domain/notifications';
import { forgetOpenVault, type StoredCredentials } from '@/lib/storage/credential-store';
import { credentialWrites, type Forgotten, writeSessionCredentials } from '@/lib/storage/set-aside';
import { type StatePatch, updateState } from '@/lib/storage/state';

/** A change of credentials, with the state that goes with it. */
interface CredentialChange extends Forgotten {
  credentials: StoredCredentials;
  patch: StatePatch;
}

/**
 * Changes credentials and state, so that each login works whenever the worker is cut short: what is new is in memory
 * before the state on disk says so, and what is old leaves memory after. When the browser refuses, all is as before.
 * Under the lock for credentials.
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
  // With the last connection that was kept encrypted its passphrase goes too.
  if (!after.vault) await forgetOpenVault();
}
