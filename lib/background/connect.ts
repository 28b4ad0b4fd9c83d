import type { CloudflareClient } from '@/lib/cloudflare/client';
import type { Credentials } from '@/lib/cloudflare/credentials';
import { type Failure, kindOf } from '@/lib/cloudflare/failure';
import type { Connection } from '@/lib/invites/connection';
import { afterPoll } from '@/lib/invites/poll-state';
import { isPending, mergeList } from '@/lib/invites/snapshot';
import { snapshotOf } from '@/lib/invites/state';
import { secretsItem } from '@/lib/storage/items';
import { forgetSetAside } from '@/lib/storage/repair';
import { readSecrets, readSettings, stateWrites, updateState } from '@/lib/storage/store';
import { minutesToMs, type WorkerContext } from './context';
import { outcomeOf } from './log';

/** How connecting ended: what was found, or why nothing was saved. */
export type ConnectOutcome =
  | { ok: true; connectionId: string; pending: number; canRespond: boolean }
  | { ok: false; failure: Failure };

/**
 * Tries the credentials with the call that counts and saves them only when it works. The same login again, or the
 * connection named by `replaces`, is renewed in place: its invitations and responses stay.
 */
export async function connect(
  context: WorkerContext,
  credentials: Credentials,
  replaces: string | null,
): Promise<ConnectOutcome> {
  const client = context.createClient(credentials);
  const startedAtMs = context.nowMs();
  const list = await client.listInvitations();
  context.log.note(`connect by ${credentials.kind}: ${outcomeOf(list)}`);
  if (!list.ok) return list;
  const canRespond = credentials.kind === 'key' || (await mayRespond(client));
  const intervalMs = minutesToMs((await readSettings()).intervalMinutes);
  const nowMs = context.nowMs();
  let connectionId = '';

  await updateState(async (state) => {
    const secrets = await readSecrets();
    const same = state.connections.find(({ id }) => id === replaces || isSameLogin(secrets[id], credentials));
    connectionId = same?.id ?? crypto.randomUUID();
    const email = credentials.kind === 'key' ? credentials.email : theOnlyEmail(list.value.invitations);
    const connection: Connection = {
      id: connectionId,
      name: email ?? '',
      kind: credentials.kind,
      email,
      canRespond,
    };
    const others = state.connections.filter(({ id }) => id !== connectionId);
    return {
      ...secretsItem.write({ ...secrets, [connectionId]: credentials }),
      ...stateWrites({
        connections: [...others, connection],
        snapshots: {
          ...state.snapshots,
          [connectionId]: mergeList(snapshotOf(state, connectionId), list.value, startedAtMs),
        },
        polls: {
          ...state.polls,
          [connectionId]: afterPoll(undefined, list, { nowMs, intervalMs, random: context.random() }),
        },
      }),
    };
  });
  const pending = list.value.invitations.filter((invitation) => isPending(invitation, nowMs)).length;
  return { ok: true, connectionId, pending, canRespond };
}

/** Forgets everything about a connection: its credentials, invitations, failures and responses. */
export async function disconnect(context: WorkerContext, connectionId: string): Promise<void> {
  context.log.note('disconnect');
  const without = <T>({ [connectionId]: _forgotten, ...rest }: Record<string, T>): Record<string, T> => rest;
  await updateState(async (state) => ({
    ...secretsItem.write(without(await readSecrets())),
    ...stateWrites({
      connections: state.connections.filter(({ id }) => id !== connectionId),
      snapshots: without(state.snapshots),
      polls: without(state.polls),
      outbox: state.outbox.filter((entry) => entry.connectionId !== connectionId),
    }),
  }));
  await forgetSetAside();
}

/** No invitation has this id. */
const nobodysInvite = '0'.repeat(32);

/**
 * Whether a token may respond. Cloudflare has no call that tells, so this asks to reject an invitation that does
 * not exist: without the permission Cloudflare says so, with it there is nothing to find.
 */
async function mayRespond(client: CloudflareClient): Promise<boolean> {
  const answer = await client.respond(nobodysInvite, 'rejected');
  return answer.ok || kindOf(answer.failure) !== 'permission';
}

function isSameLogin(known: Credentials | undefined, given: Credentials): boolean {
  if (known?.kind === 'key' && given.kind === 'key')
    return known.email.toLowerCase() === given.email.toLowerCase();
  return known?.kind === 'token' && given.kind === 'token' && known.token === given.token;
}

/** A token does not tell whose it is, but the invitations do when all went to one address. */
function theOnlyEmail(invitations: { invitedEmail: string | null }[]): string | null {
  const emails = new Set(invitations.map(({ invitedEmail }) => invitedEmail));
  const [email] = emails;
  return emails.size === 1 ? (email ?? null) : null;
}
