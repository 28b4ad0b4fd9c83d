import type { CloudflareClient } from '@/lib/cloudflare/client';
import type { Connection } from '@/lib/domain/connection';
import type { Credentials, Keeping } from '@/lib/domain/credentials';
import { type FailureReason, kindOf, silentFailure } from '@/lib/domain/failure';
import { isPending } from '@/lib/domain/invitation';
import { isKeepingAllowed } from '@/lib/domain/settings';
import type { ConnectCommand, ConnectReply } from '@/lib/messages';
import { forgetKey, readCredentials, sessionItem } from '@/lib/storage/credential-store';
import { forgetSetAside } from '@/lib/storage/set-aside';
import { readPolicy, readSettings } from '@/lib/storage/settings';
import { readState, updateState } from '@/lib/storage/state';
import { minutesToMs, type WorkerContext } from './context';
import { credentialsOf, withCredentials, without, withoutCredentials } from './credentials';
import { outcomeOf } from './log';
import { applyPoll } from './poll';
import { prepareVault, withVault } from './vault';

/**
 * Tries the credentials with the call that counts and saves them only when it works. The same login again, or the
 * connection named by `replaces`, is renewed in place: its invitations and responses stay. `passphrase` opens the
 * vault, or makes it with the first connection that is kept encrypted.
 */
export async function connect(
  context: WorkerContext,
  { credentials, keeping, passphrase, replaces }: ConnectCommand,
): Promise<ConnectReply> {
  const obstacle = await obstacleTo(context, keeping, passphrase);
  if (obstacle) return { ok: false, failure: silentFailure(obstacle, context.nowMs()) };
  const client = context.createClient(credentials);
  const askedSeq = (await readState()).seq;
  const list = await client.listInvitations();
  context.log.note(`connect by ${credentials.kind}: ${outcomeOf(list)}`);
  if (!list.ok) return list;
  const { invitations } = list.value;
  const canRespond = credentials.kind === 'key' || (await mayRespond(client));
  const intervalMs = minutesToMs((await readSettings()).intervalMinutes);
  const nowMs = context.nowMs();
  let connectionId = '';

  await updateState(async (state) => {
    const before = await readCredentials();
    const stored = keeping === 'encrypted' ? await withVault(context, before, passphrase) : before;
    // Locked while Cloudflare was asked.
    if (!stored) return {};
    const same = await sameLogin(context, state.connections, credentials, replaces);
    connectionId = same?.id ?? crypto.randomUUID();
    const kept = await withCredentials(stored, connectionId, credentials, keeping);
    await sessionItem.set(kept.session);
    const email = credentials.kind === 'key' ? credentials.email : theOnlyEmail(invitations);
    const connection: Connection = {
      id: connectionId,
      name: same?.name ?? '',
      kind: credentials.kind,
      email,
      canRespond,
      keeping,
      revision: (same?.revision ?? 0) + 1,
    };
    const others = state.connections.filter(({ id }) => id !== connectionId);
    return {
      credentials: kept,
      connections: [...others, connection],
      // The page that connects says how many wait: none of them is news.
      ...applyPoll(context, state, { connectionId, result: list, askedSeq, intervalMs }, true),
    };
  });
  if (connectionId === '') return { ok: false, failure: silentFailure('locked', nowMs) };
  await lockEmptyVault();
  const pending = invitations.filter((invitation) => isPending(invitation, nowMs)).length;
  return { ok: true, connectionId, pending, canRespond };
}

/** What stands in the way of keeping credentials like this, before anything is sent for them; null when nothing does. */
async function obstacleTo(
  context: WorkerContext,
  keeping: Keeping,
  passphrase: string | null,
): Promise<FailureReason | null> {
  // The form offers none that is not allowed, but an open page may not know of the policy yet.
  if (!isKeepingAllowed(await readPolicy(), keeping)) return 'keeping-forbidden';
  return keeping === 'encrypted' ? prepareVault(context, passphrase) : null;
}

/** Forgets everything about a connection: its credentials, invitations, failures and responses. */
export async function disconnect(context: WorkerContext, connectionId: string): Promise<void> {
  context.log.note('disconnect');
  await updateState(async (state) => {
    const kept = withoutCredentials(await readCredentials(), connectionId);
    await sessionItem.set(kept.session);
    return {
      credentials: kept,
      connections: state.connections.filter(({ id }) => id !== connectionId),
      snapshots: without(state.snapshots, connectionId),
      polls: without(state.polls, connectionId),
      notifications: without(state.notifications, connectionId),
      outbox: state.outbox.filter((entry) => entry.connectionId !== connectionId),
      batch: null,
    };
  });
  await lockEmptyVault();
  await forgetSetAside();
}

/** With the last connection that was kept encrypted its passphrase goes too. */
async function lockEmptyVault(): Promise<void> {
  const { vault, key } = await readCredentials();
  if (!vault && key !== null) await forgetKey();
}

/** No invitation has this id. */
const nobodysInvite = '0'.repeat(32);

/**
 * Whether a token may respond. Cloudflare has no call that tells, so this asks to reject an invitation that does
 * not exist: without the permission Cloudflare says so, with it there is nothing to find.
 */
export async function mayRespond(client: CloudflareClient): Promise<boolean> {
  const answer = await client.respond(nobodysInvite, 'rejected');
  return answer.ok || kindOf(answer.failure) !== 'permission';
}

/** The connection to renew: the one named, or one of the same login as far as what is kept can be read now. */
async function sameLogin(
  context: WorkerContext,
  connections: Connection[],
  credentials: Credentials,
  replaces: string | null,
): Promise<Connection | undefined> {
  const named = connections.find(({ id }) => id === replaces);
  if (named) return named;
  for (const connection of connections) {
    const known = await credentialsOf(context, connection);
    if (known.ok && loginOf(known.value) === loginOf(credentials)) return connection;
  }
  return undefined;
}

/** Whose credentials they are, as far as they tell: no token is anybody's email address. */
function loginOf(credentials: Credentials): string {
  return credentials.kind === 'token' ? credentials.token : credentials.email.toLowerCase();
}

/** A token does not tell whose it is, but the invitations do when all went to one address. */
function theOnlyEmail(invitations: { invitedEmail: string | null }[]): string | null {
  const emails = new Set(invitations.map(({ invitedEmail }) => invitedEmail));
  const [email] = emails;
  return emails.size === 1 ? (email ?? null) : null;
}

/** Calls a connection what the person calls it; an empty name gives its own back. */
export async function renameConnection(connectionId: string, name: string): Promise<void> {
  await updateState(({ connections }) => ({
    connections: connections.map((one) => (one.id === connectionId ? { ...one, name } : one)),
  }));
}
