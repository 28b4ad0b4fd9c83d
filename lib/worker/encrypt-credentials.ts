import type { FailureReason } from '@/lib/domain/failure';
import { readCredentials } from '@/lib/storage/credential-store';
import { readState } from '@/lib/storage/state';
import { changeCredentials } from './change-credentials';
import type { WorkerContext } from './context';
import { findCredentials, withCredentials } from './credentials';
import { obstacleTo, withCredentialLock, withVault } from './vault';

/**
 * Encrypts the stored credentials of a connection, without asking for them again. `passphrase` opens the vault, or
 * creates it for the first encrypted connection. Returns why it could not, or null once it is done. Rejects with a
 * StorageError if nothing was changed.
 */
export async function encryptCredentials(
  context: WorkerContext,
  connectionId: string,
  passphrase: string | null,
): Promise<FailureReason | null> {
  const obstacle = await obstacleTo(context, 'encrypted', passphrase);
  if (obstacle) return obstacle;
  return withCredentialLock(async () => {
    const before = await readCredentials();
    const connection = (await readState()).connections.find(({ id }) => id === connectionId);
    if (!connection) return 'credentials-gone';
    // Before a vault is created, because it is only created if there is something to keep in it.
    const found = await findCredentials(context, before, connection);
    if (!found.ok) return found.failure.reason;
    const stored = await withVault(context, before, passphrase);
    if (!stored) return 'locked';
    await changeCredentials(before, async ({ connections }) => ({
      credentials: await withCredentials(stored, connectionId, found.value, 'encrypted', []),
      replaced: [connectionId],
      patch: {
        connections: connections.map((one) =>
          one.id === connectionId ? { ...one, keeping: 'encrypted' as const } : one,
        ),
      },
    }));
    return null;
  });
}
