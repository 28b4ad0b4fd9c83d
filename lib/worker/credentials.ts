import type { Connection } from '@/lib/domain/connection';
import { type Credentials, credentialsSchema, type Keeping } from '@/lib/domain/credentials';
import { type Result, silentFailure } from '@/lib/domain/failure';
import { readCredentials, type StoredCredentials } from '@/lib/storage/credential-store';
import { seal, unseal, type Vault } from '@/lib/vault-crypto';
import type { WorkerContext } from './context';

/**
 * What opens a connection's login. Fails with `locked` while the passphrase is wanted, and with `credentials-gone`
 * when nothing can bring them back: the browser session they were kept for is over, or what is stored is damaged.
 */
export async function credentialsOf(
  { nowMs }: Pick<WorkerContext, 'nowMs'>,
  { id, keeping }: Pick<Connection, 'id' | 'keeping'>,
): Promise<Result<Credentials>> {
  const stored = await readCredentials();
  const gone: Result<never> = { ok: false, failure: silentFailure('credentials-gone', nowMs()) };
  const found = (credentials: Credentials | null | undefined) =>
    credentials ? ({ ok: true, value: credentials } as const) : gone;
  if (keeping !== 'encrypted') return found(stored[keeping][id]);
  const sealed = stored.vault?.entries[id];
  if (!sealed) return gone;
  if (stored.key === null) return { ok: false, failure: silentFailure('locked', nowMs()) };
  return found(parseCredentials(await unseal(stored.key, id, sealed)));
}

/** `stored` with the credentials of connection `id` kept in one way and in no other. Encrypting needs an open vault. */
export async function withCredentials(
  stored: StoredCredentials,
  id: string,
  credentials: Credentials,
  keeping: Keeping,
): Promise<StoredCredentials> {
  const others = withoutCredentials(stored, id);
  if (keeping !== 'encrypted') return { ...others, [keeping]: { ...others[keeping], [id]: credentials } };
  if (!stored.vault || stored.key === null) throw new Error('The vault is not open.');
  const sealed = await seal(stored.key, id, JSON.stringify(credentials));
  return { ...others, vault: { ...stored.vault, entries: { ...others.vault?.entries, [id]: sealed } } };
}

/** `stored` without those of connection `id`. The vault goes with its last entry, and with it the passphrase. */
export function withoutCredentials(stored: StoredCredentials, id: string): StoredCredentials {
  const entries = without(stored.vault?.entries ?? {}, id);
  const vault: Vault | null =
    stored.vault && Object.keys(entries).length > 0 ? { ...stored.vault, entries } : null;
  return {
    ...stored,
    device: without(stored.device, id),
    session: without(stored.session, id),
    vault,
  };
}

/** `record` without the key `id`. */
export function without<T>(record: Record<string, T>, id: string): Record<string, T> {
  const { [id]: _forgotten, ...rest } = record;
  return rest;
}

function parseCredentials(text: string | null): Credentials | null {
  return text === null ? null : (credentialsSchema.safeParse(JSON.parse(text)).data ?? null);
}
