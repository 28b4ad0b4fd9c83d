import type { Connection } from '@/lib/domain/connection';
import type { Credentials } from '@/lib/domain/credentials';
import { isSamePerson, type Person } from '@/lib/domain/logins';
import type { WorkerState } from '@/lib/domain/notifications';
import type { ConnectCommand } from '@/lib/messages';
import type { StoredCredentials } from '@/lib/storage/credential-store';
import type { WorkerContext } from './context';
import { findCredentials } from './credentials';

/** The connections to merge into one: the one named by `replaces` first, then those of the same person. */
export async function sameLogins(
  context: WorkerContext,
  state: WorkerState,
  {
    stored,
    credentials,
    replaces,
    person,
  }: Pick<ConnectCommand, 'credentials' | 'replaces'> & { stored: StoredCredentials; person: Person },
): Promise<Connection[]> {
  const named = state.connections.filter(({ id }) => id === replaces);
  const others: Connection[] = [];
  for (const connection of state.connections) {
    if (connection.id === replaces) continue;
    const known = await findCredentials(context, stored, connection);
    const hasSameToken =
      known.ok && tokenOf(known.value) !== null && tokenOf(known.value) === tokenOf(credentials);
    if (hasSameToken || isSamePerson(state, connection, person)) others.push(connection);
  }
  return [...named, ...others];
}

function tokenOf(credentials: Credentials): string | null {
  return credentials.kind === 'token' ? credentials.token : null;
}
