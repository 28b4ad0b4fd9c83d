import type { Connection } from '@/lib/domain/connection';
import { type Credentials, type Keeping, keepings } from '@/lib/domain/credentials';
import { type Failure, silentFailure } from '@/lib/domain/failure';
import { addressOf, emailOf, isOtherPerson, isSamePerson, type Person } from '@/lib/domain/logins';
import type { WorkerState } from '@/lib/domain/notifications';
import { isKeepingAllowed, type Policy } from '@/lib/domain/settings';
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

/**
 * Why credentials must not replace those of the connection named by `replaces`; null if they may. They must not if they
 * belong to another person, because its name, invitations and inviters would become that person's. `same` is what
 * {@link sameLogins} returned.
 */
export function ownerFailure(
  state: WorkerState,
  same: Connection[],
  {
    credentials: { kind },
    replaces,
    person,
  }: Pick<ConnectCommand, 'credentials' | 'replaces'> & { person: Person },
  nowMs: number,
): Failure | null {
  const named = same.find(({ id }) => id === replaces);
  if (!named || isSamePerson(state, named, person)) return null;
  const [other] = same.filter((connection) => connection !== named);
  if (!other && !isOtherPerson(state, named, person)) return null;
  const failure = silentFailure(other ? 'other-login' : 'other-person', nowMs);
  const actual = emailOf(person) ?? (other ? addressOf(state, other) : null);
  const expected = addressOf(state, named);
  return actual === null || expected === null ? failure : { ...failure, owners: { kind, actual, expected } };
}

/**
 * How to keep new credentials: as `wanted`, but no less safely than the person's logins are kept already, unless the
 * user has chosen that for the connection named by `replaces`, or the organization allows nothing else.
 */
export function keepingOf(
  { keeping: wanted, replaces }: Pick<ConnectCommand, 'keeping' | 'replaces'>,
  same: Connection[],
  policy: Policy,
): Keeping {
  const present = same.filter(({ id }) => id !== replaces).map(({ keeping }) => keeping);
  const allowed = present.filter((keeping) => isKeepingAllowed(policy, keeping));
  return allowed.reduce((a, b) => (keepings.indexOf(a) < keepings.indexOf(b) ? b : a), wanted);
}

function tokenOf(credentials: Credentials): string | null {
  return credentials.kind === 'token' ? credentials.token : null;
}
