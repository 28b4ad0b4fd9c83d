import type { Credentials } from '@/lib/cloudflare/credentials';
import { type Result, silentFailure } from '@/lib/cloudflare/failure';
import { credentialsSchema } from '@/lib/cloudflare/schemas';
import type { Connection } from '@/lib/invites/schemas';
import { parse } from '@/lib/parse';
import { readSecrets, type Secrets } from '@/lib/storage/secrets';
import { seal, unseal } from '@/lib/vault/cipher';
import type { Keeping } from '@/lib/vault/keeping';
import type { Vault } from '@/lib/vault/schemas';
import type { WorkerContext } from './context';

/**
 * What opens a connection's login. Fails with `locked` while the passphrase is wanted, and with `credentials-gone`
 * when nothing can bring them back: the browser session they were kept for is over, or what is stored is damaged.
 */
export async function credentialsOf(
  { nowMs }: Pick<WorkerContext, 'nowMs'>,
  { id, keeping }: Pick<Connection, 'id' | 'keeping'>,
): Promise<Result<Credentials>> {
  const secrets = await readSecrets();
  const gone: Result<never> = { ok: false, failure: silentFailure('credentials-gone', nowMs()) };
  const found = (credentials: Credentials | null | undefined) =>
    credentials ? ({ ok: true, value: credentials } as const) : gone;
  if (keeping !== 'encrypted') return found(secrets[keeping][id]);
  const sealed = secrets.vault?.entries[id];
  if (!sealed) return gone;
  if (secrets.key === null) return { ok: false, failure: silentFailure('locked', nowMs()) };
  return found(parseCredentials(await unseal(secrets.key, id, sealed)));
}

/** `secrets` with the credentials of connection `id` kept in one way and in no other. Encrypting needs an open vault. */
export async function withCredentials(
  secrets: Secrets,
  id: string,
  credentials: Credentials,
  keeping: Keeping,
): Promise<Secrets> {
  const others = withoutCredentials(secrets, id);
  if (keeping !== 'encrypted') return { ...others, [keeping]: { ...others[keeping], [id]: credentials } };
  if (!secrets.vault || secrets.key === null) throw new Error('The vault is not open.');
  const sealed = await seal(secrets.key, id, JSON.stringify(credentials));
  return { ...others, vault: { ...secrets.vault, entries: { ...others.vault?.entries, [id]: sealed } } };
}

/** `secrets` without those of connection `id`. The vault goes with its last entry, and with it the passphrase. */
export function withoutCredentials(secrets: Secrets, id: string): Secrets {
  const entries = without(secrets.vault?.entries ?? {}, id);
  const vault: Vault | null =
    secrets.vault && Object.keys(entries).length > 0 ? { ...secrets.vault, entries } : null;
  return {
    ...secrets,
    device: without(secrets.device, id),
    session: without(secrets.session, id),
    vault,
  };
}

/** `record` without the key `id`. */
export function without<T>(record: Record<string, T>, id: string): Record<string, T> {
  const { [id]: _forgotten, ...rest } = record;
  return rest;
}

function parseCredentials(text: string | null): Credentials | null {
  return text === null ? null : (parse(credentialsSchema, JSON.parse(text))?.value ?? null);
}
