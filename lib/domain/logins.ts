import type { Connection } from './connection';
import { type Invitation, invitationOf, type StoredInvitation } from './invitation';
import { freeKey } from './match-records';
import type { WorkerState } from './notifications';
import { type Choice, isUnderWay, type OutboxEntry, refText } from './outbox';
import { invitationBy, invitationsOf, routeText, type Snapshot } from './snapshot';
import { type State, snapshotOf } from './state';

/** What identifies the person that a login belongs to. */
export interface Person {
  /** Null if the credentials do not reveal it. */
  email: string | null;
  invitations: Invitation[];
}

/**
 * A login's email address: the one it was connected with, or the only one that its invitations were sent to. Null if
 * neither is known.
 */
export function emailOf({
  email,
  invitations,
}: Pick<Person, 'email'> & { invitations: Pick<Invitation, 'invitedEmail'>[] }): string | null {
  const emails = new Set(invitations.flatMap(({ invitedEmail }) => invitedEmail ?? []));
  const [only = null] = emails;
  return email ?? (emails.size === 1 ? only : null);
}

/**
 * Whether a connection is the same person's login: it has the same address, or an invitation or a membership in common,
 * because those belong to one person.
 */
export function isSamePerson(
  state: Pick<State, 'snapshots'>,
  connection: Connection,
  person: Person,
): boolean {
  const invitations = invitationsOf(snapshotOf(state, connection.id));
  const email = addressOf(state, connection)?.toLowerCase();
  if (email !== undefined && email === emailOf(person)?.toLowerCase()) return true;
  const routes = new Set(invitations.flatMap(routeTexts));
  return person.invitations.flatMap(routeTexts).some((text) => routes.has(text));
}

/** The address of a connected login, as far as it or its invitations reveal it. */
export function addressOf(state: Pick<State, 'snapshots'>, { id, email }: Connection): string | null {
  return emailOf({ email, invitations: invitationsOf(snapshotOf(state, id)) });
}

/** Whether a connection is known to be another person's login: both addresses are known, and nothing is shared. */
export function isOtherPerson(
  state: Pick<State, 'snapshots'>,
  connection: Connection,
  person: Person,
): boolean {
  const areKnown = addressOf(state, connection) !== null && emailOf(person) !== null;
  return areKnown && !isSamePerson(state, connection, person);
}

function routeTexts({ routes }: Invitation): string[] {
  return routes.map(routeText);
}

type LoginState = Pick<
  WorkerState,
  'connections' | 'snapshots' | 'polls' | 'notifications' | 'outbox' | 'batch'
>;

/** The state without these connections and everything that belongs to them. */
export function withoutLogins(state: LoginState, ids: string[]): LoginState {
  const isLeft = (id: string) => !ids.includes(id);
  const left = <T>(record: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).filter(([id]) => isLeft(id)));
  const items = state.batch?.items.filter(({ connectionId }) => isLeft(connectionId)) ?? [];
  return {
    connections: state.connections.filter(({ id }) => isLeft(id)),
    snapshots: left(state.snapshots),
    polls: left(state.polls),
    notifications: left(state.notifications),
    outbox: state.outbox.filter(({ connectionId }) => isLeft(connectionId)),
    batch: state.batch && items.length > 0 ? { ...state.batch, items } : null,
  };
}

/**
 * Moves the responses of connections `from` to connection `to`, which is the same person's, together with the
 * invitations that it does not know. Each response is matched to its invitation, which may have another key there. If
 * both connections responded to the same invitation, the response that got further stays.
 */
export function withResponsesMoved(state: LoginState, from: string[], to: string): LoginState {
  const snapshot = from.reduce(
    (merged, id) => withUnknownOf(merged, snapshotOf(state, id)),
    snapshotOf(state, to),
  );
  const move = <T extends Choice>(one: T): T =>
    from.includes(one.connectionId)
      ? { ...one, connectionId: to, key: invitationBy(one.routes, snapshot)?.key ?? one.key }
      : one;
  const outbox = new Map<string, OutboxEntry>();
  for (const entry of state.outbox.map(move)) {
    const other = outbox.get(refText(entry));
    if (!other || progress(entry) > progress(other)) outbox.set(refText(entry), entry);
  }
  const items = new Map(state.batch?.items.map(move).map((item) => [refText(item), item]));
  return {
    ...state,
    ...(from.length > 0 && { snapshots: { ...state.snapshots, [to]: snapshot } }),
    outbox: [...outbox.values()],
    batch: state.batch && { ...state.batch, items: [...items.values()] },
  };
}

/** `snapshot` with what only `other` knows: later answers, and other invitations, under keys that are not taken. */
function withUnknownOf(snapshot: Snapshot, other: Snapshot): Snapshot {
  const theirs = byRoute(other);
  const known = snapshot.invitations.map((stored) => {
    const twin = twinOf(stored, theirs);
    return twin && twin.settledSeq > stored.settledSeq ? { ...twin, key: stored.key } : stored;
  });
  const ours = byRoute(snapshot);
  const keys = new Set(known.map(({ key }) => key));
  const unknown = other.invitations.flatMap((stored) => {
    if (twinOf(stored, ours)) return [];
    const key = freeKey(stored.key, keys);
    keys.add(key);
    return { ...stored, key };
  });
  return { invitations: [...known, ...unknown], lists: { ...other.lists, ...snapshot.lists } };
}

function byRoute({ invitations }: Snapshot): Map<string, StoredInvitation> {
  return new Map(
    invitations.flatMap((stored) => routeTexts(invitationOf(stored)).map((text) => [text, stored] as const)),
  );
}

/** The same invitation in another snapshot; undefined if that does not have it. */
function twinOf(stored: StoredInvitation, others: Map<string, StoredInvitation>) {
  return routeTexts(invitationOf(stored)).flatMap((text) => others.get(text) ?? [])[0];
}

/** How far a response got: 0 if it failed, else one more than the number of times it was sent. */
function progress(entry: OutboxEntry): number {
  return isUnderWay(entry) ? 1 + entry.attempts : 0;
}
