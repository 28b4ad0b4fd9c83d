import type { Connection } from '@/lib/domain/connection';
import { type Credentials, credentialsSchema, type Keeping, keepings } from '@/lib/domain/credentials';
import { areCredentialsGone, type Result, silentFailure } from '@/lib/domain/failure';
import { afterFailure } from '@/lib/domain/poll-schedule';
import { readCredentials, type StoredCredentials } from '@/lib/storage/credential-store';
import { updateState } from '@/lib/storage/state';
import { seal, unseal, type Vault } from '@/lib/vault-crypto';
import type { WorkerContext } from './context';
import { withCredentialLock } from './vault';

/**
 * A connection's credentials. Fails with `locked` while the passphrase is needed, and with `credentials-gone` if
 * nothing can bring them back: the browser session that they were kept for is over, or the stored data is damaged.
 * Waits while credentials are being changed, so never call it inside updateState.
 */
export async function credentialsOf(
  context: Pick<WorkerContext, 'nowMs'>,
  connection: Pick<Connection, 'id' | 'keeping'>,
): Promise<Result<Credentials>> {
  const stored = await withCredentialLock(readCredentials);
  return findCredentials(context, stored, connection);
}

/**
 * A connection's credentials in `stored`. Looks where `connection` says they are kept, then elsewhere, because they may
 * have moved since it was read.
 */
export async function findCredentials(
  { nowMs }: Pick<WorkerContext, 'nowMs'>,
  stored: StoredCredentials,
  { id, keeping }: Pick<Connection, 'id' | 'keeping'>,
): Promise<Result<Credentials>> {
  for (const place of new Set([keeping, ...keepings])) {
    const found =
      place === 'encrypted' ? await openSealed(stored, id) : (stored[place][id] ?? 'credentials-gone');
    if (found === 'locked') return { ok: false, failure: silentFailure('locked', nowMs()) };
    if (found !== 'credentials-gone') return { ok: true, value: found };
  }
  return { ok: false, failure: silentFailure('credentials-gone', nowMs()) };
}

async function openSealed(
  { vault, key }: StoredCredentials,
  id: string,
): Promise<Credentials | 'locked' | 'credentials-gone'> {
  const sealed = vault?.entries[id];
  if (!sealed) return 'credentials-gone';
  if (key === null) return 'locked';
  const text = await unseal(key, id, sealed);
  return (text !== null && credentialsSchema.safeParse(JSON.parse(text)).data) || 'credentials-gone';
}

/**
 * `stored` with the credentials of connection `id` kept in this way only, and without those of `gone`. Encrypting
 * throws unless the vault is open.
 */
export async function withCredentials(
  stored: StoredCredentials,
  id: string,
  credentials: Credentials,
  keeping: Keeping,
  gone: string[],
): Promise<StoredCredentials> {
  const others = withoutCredentials(stored, [id, ...gone]);
  if (keeping !== 'encrypted') return { ...others, [keeping]: { ...others[keeping], [id]: credentials } };
  if (!stored.vault || stored.key === null) throw new Error('The vault is not open.');
  const sealed = await seal(stored.key, id, JSON.stringify(credentials));
  return { ...others, vault: { ...stored.vault, entries: { ...others.vault?.entries, [id]: sealed } } };
}

/**
 * `stored` without the credentials of these connections. The vault is removed with its last entry, and the passphrase
 * with it.
 */
export function withoutCredentials(stored: StoredCredentials, ids: string[]): StoredCredentials {
  const without = <T>(record: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).filter(([id]) => !ids.includes(id)));
  const entries = without(stored.vault?.entries ?? {});
  const vault: Vault | null =
    stored.vault && Object.keys(entries).length > 0 ? { ...stored.vault, entries } : null;
  return { ...stored, device: without(stored.device), session: without(stored.session), vault };
}

/**
 * An update of the extension, like closing the browser, deletes credentials kept for the browser session. Marks each
 * login that lost its credentials this way with that failure.
 */
export async function noteUpdate({ nowMs, random }: WorkerContext): Promise<void> {
  await withCredentialLock(async () => {
    const { session } = await readCredentials();
    await updateState(({ connections, polls }) => {
      const ended = connections.filter(
        ({ id, keeping }) => keeping === 'session' && !session[id] && !areCredentialsGone(polls[id]?.failure),
      );
      if (ended.length === 0) return {};
      const failure = silentFailure('session-ended-by-update', nowMs());
      const times = { nowMs: nowMs(), baseMs: 0, random: random() };
      const failed = ended.map(({ id }) => [id, afterFailure(polls[id], failure, times)] as const);
      return { polls: { ...polls, ...Object.fromEntries(failed) } };
    });
  });
}
