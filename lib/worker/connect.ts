import type { User } from '@/lib/cloudflare/user';
import { applyLists } from '@/lib/domain/apply-lists';
import type { Connection } from '@/lib/domain/connection';
import { type Result, silentFailure } from '@/lib/domain/failure';
import { isPending } from '@/lib/domain/invitation';
import { sources } from '@/lib/domain/invitation-record';
import { type Inviters, noInviters } from '@/lib/domain/inviters';
import { emailOf, withoutLogins, withResponsesMoved } from '@/lib/domain/logins';
import { goodLists, type ListResults, resultOf } from '@/lib/domain/poll-result';
import { emptySnapshot, invitationsOf } from '@/lib/domain/snapshot';
import { cloudflareNowMs, snapshotOf } from '@/lib/domain/state';
import type { ConnectCommand, ConnectReply } from '@/lib/messages';
import { readCredentials } from '@/lib/storage/credential-store';
import { readPolicy, readSettings } from '@/lib/storage/settings';
import { readState, readWorkerState, updateState } from '@/lib/storage/state';
import { askLists, mayRespond, summaryOf, userFacts } from './ask-login';
import { changeCredentials } from './change-credentials';
import { minutesToMs, type WorkerContext } from './context';
import { withCredentials, withoutCredentials } from './credentials';
import { takeOverPresses } from './outbox-changes';
import { applyPoll } from './poll';
import { keepingOf, ownerFailure, sameLogins } from './same-logins';
import { obstacleTo, withCredentialLock, withVault } from './vault';

/**
 * Tries the credentials by requesting the lists, and saves them only if that works. If they belong to a person who is
 * already connected, or `replaces` names a connection, that connection is updated and keeps its invitations and
 * responses; never if it is another person's. `passphrase` opens the vault, or creates it for the first encrypted
 * connection. Rejects with a StorageError if nothing was changed.
 */
export async function connect(context: WorkerContext, command: ConnectCommand): Promise<ConnectReply> {
  const { credentials, keeping, passphrase } = command;
  const obstacle = await obstacleTo(context, keeping, passphrase);
  if (obstacle) return { ok: false, failure: silentFailure(obstacle, context.nowMs()) };
  const client = context.createClient(credentials);
  const askedSeq = (await readState()).seq;
  const results = await askLists(client, sources);
  context.log.note(`connect by ${credentials.kind}: ${summaryOf(results)}`);
  const [readable] = sources.filter((source) => results[source]?.ok);
  const { failure } = resultOf(results, undefined, () => false, context.nowMs());
  if (!readable) {
    return { ok: false, failure: failure ?? silentFailure('unexplained', context.nowMs()) };
  }
  const [canRespond, user] = await Promise.all([
    credentials.kind === 'key' || mayRespond(client, readable),
    client.getUser(),
  ]);
  // Presses for a login that is about to be merged have to move along.
  await takeOverPresses(context);
  const kept = await keep(context, command, { results, askedSeq, canRespond, user });
  if (!kept.ok) return kept;
  const { connectionId, existed } = kept.value;
  const nowMs = context.nowMs();
  const state = await readState();
  const clockMs = cloudflareNowMs(state, connectionId, nowMs);
  const invitations = invitationsOf(snapshotOf(state, connectionId));
  const pending = invitations.filter((invitation) => isPending(invitation, clockMs)).length;
  return { ok: true, connectionId, existed, pending, canRespond };
}

/** What Cloudflare replied to the credentials. */
interface Proof {
  results: ListResults;
  /** The number of the last change before the requests. */
  askedSeq: number;
  canRespond: boolean;
  user: Result<User>;
}

/**
 * Saves credentials that work, as a new connection or in place of those of the same person. Returns its id and whether
 * that person was connected already, or why nothing was changed: the vault has been locked meanwhile, or the
 * credentials belong to another person than the connection that they should update. Rejects with a StorageError if
 * nothing was changed.
 */
function keep(
  context: WorkerContext,
  { credentials, keeping: wanted, passphrase, replaces }: ConnectCommand,
  { results, askedSeq, canRespond, user }: Proof,
): Promise<Result<{ connectionId: string; existed: boolean }>> {
  return withCredentialLock(async () => {
    const before = await readCredentials();
    const intervalMs = minutesToMs((await readSettings()).intervalMinutes);
    const nowMs = context.nowMs();
    const facts = userFacts(user, nowMs);
    const seen = applyLists(emptySnapshot, goodLists(results), { askedSeq, seq: askedSeq, nowMs });
    const person = {
      email: credentials.kind === 'key' ? credentials.email : (facts.email ?? null),
      invitations: invitationsOf(seen),
    };
    const owner = { credentials, replaces, person };
    const state = await readWorkerState();
    const matching = await sameLogins(context, state, { ...owner, stored: before });
    const refused = ownerFailure(state, matching, owner, nowMs);
    if (refused) return { ok: false, failure: refused };
    const keeping = keepingOf({ keeping: wanted, replaces }, matching, await readPolicy());
    const stored = keeping === 'encrypted' ? await withVault(context, before, passphrase) : before;
    if (!stored) {
      return { ok: false, failure: silentFailure(wanted === keeping ? 'locked' : 'connected-locked', nowMs) };
    }
    let connectionId = '';
    await changeCredentials(before, async (state) => {
      const same = await sameLogins(context, state, { ...owner, stored });
      const [kept, ...others] = same;
      connectionId = kept?.id ?? crypto.randomUUID();
      const gone = others.map(({ id }) => id);
      const left = withoutLogins(withResponsesMoved(state, gone, connectionId), gone);
      const connection: Connection = {
        id: connectionId,
        name: same.find(({ name }) => name !== '')?.name ?? '',
        kind: credentials.kind,
        email: emailOf(person),
        canRespond,
        keeping,
        revision: Math.max(0, ...same.map(({ revision }) => revision)) + 1,
        hasTwoFactor: facts.hasTwoFactor ?? null,
        userDueAtMs: facts.userDueAtMs,
        inviters: mergedInviters(same),
      };
      const outcome = { connectionId, results, askedSeq, intervalMs };
      const { [connectionId]: _, ...polls } = left.polls;
      return {
        credentials: await withCredentials(stored, connectionId, credentials, keeping, gone),
        replaced: [connectionId],
        forgotten: gone,
        patch: {
          ...(gone.length > 0 && left),
          connections: [...left.connections.filter(({ id }) => id !== connectionId), connection],
          // The page that connects shows how many are pending, so none of them is new. Refusals of the old credentials
          // are dropped.
          ...applyPoll(context, { ...state, ...left, polls }, outcome, true),
        },
      };
    });
    return { ok: true, value: { connectionId, existed: matching.length > 0 && replaces === null } };
  });
}

/** The combined lists of inviters of logins that turned out to be the same person's. */
function mergedInviters(same: Connection[]): Inviters {
  const all = same.map(({ inviters }) => inviters);
  return {
    trusted: [...new Set(all.flatMap(({ trusted }) => trusted))],
    quiet: [...new Set(all.flatMap(({ quiet }) => quiet))],
    graceMinutes: (all[0] ?? noInviters).graceMinutes,
  };
}

/**
 * Deletes everything about a connection: its credentials, invitations, failures and responses. Rejects with a
 * StorageError if nothing was changed.
 */
export async function disconnect(context: WorkerContext, connectionId: string): Promise<void> {
  context.log.note('disconnect');
  await withCredentialLock(async () => {
    const before = await readCredentials();
    await changeCredentials(before, async (state) => {
      const left = withoutLogins(state, [connectionId]);
      if (left.connections.length > 0 || state.connections.length === 0) {
        const credentials = withoutCredentials(before, [connectionId]);
        return { credentials, forgotten: [connectionId], patch: left };
      }
      // That was the last login that this version can read, so whatever belongs to others is deleted too.
      return {
        credentials: { ...before, device: {}, session: {}, vault: null },
        forgotten: 'all',
        patch: { connections: [], snapshots: {}, polls: {}, notifications: {}, outbox: [], batch: null },
      };
    });
  });
}

/**
 * Sets the user's name for a connection; an empty name restores the default one. Rejects with a StorageError if it
 * cannot be saved.
 */
export async function renameConnection(connectionId: string, name: string): Promise<void> {
  await updateState(({ connections }) => ({
    connections: connections.map((one) => (one.id === connectionId ? { ...one, name } : one)),
  }));
}
