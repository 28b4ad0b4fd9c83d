import { type Keeping, shortestPassphrase } from '@/lib/domain/credentials';
import type { FailureReason } from '@/lib/domain/failure';
import { hasIdled } from '@/lib/domain/lock';
import { isKeepingAllowed } from '@/lib/domain/settings';
import {
  forgetOpenVault,
  type OpenVault,
  readCredentials,
  readOpenVault,
  type StoredCredentials,
  writeOpenVault,
} from '@/lib/storage/credential-store';
import { credentialWrites } from '@/lib/storage/set-aside';
import { readPolicy, readSettings } from '@/lib/storage/settings';
import { StorageError, updateState } from '@/lib/storage/state';
import { currentRounds, deriveKey, newKdf, seal, unseal, type Vault } from '@/lib/vault-crypto';
import type { WorkerContext } from './context';

/**
 * Runs `job` while nothing else changes credentials or what opens them. The lock is not to be asked for inside itself,
 * nor inside updateState, whose lock may be taken inside this one.
 */
export function withCredentialLock<T>(job: () => Promise<T>): Promise<T> {
  return navigator.locks.request('credentials', job);
}

/** Why the vault did not open, or was not sealed anew; null when it did. */
export type VaultProblem = Extract<FailureReason, 'passphrase-wrong' | 'credentials-gone'> | null;

/**
 * Opens the vault until the browser ends, it is left unused for the time set, or it is locked by hand. A wrong
 * passphrase takes as long to find out as the right one. A vault of fewer rounds than are usual today is sealed anew
 * with today's.
 */
export async function unlock(context: WorkerContext, passphrase: string): Promise<VaultProblem> {
  return withCredentialLock(async () => {
    const { vault } = await readCredentials();
    if (!vault) return 'credentials-gone';
    const key = await deriveKey(passphrase, vault.kdf);
    const entries = await openEntries(vault, key);
    if (!entries) return 'passphrase-wrong';
    const open = { key, usedAtMs: context.nowMs() };
    await writeOpenVault(open);
    if (vault.kdf.rounds < currentRounds) {
      await sealAnew(open, entries, passphrase).catch((error: unknown) => {
        // It is open all the same.
        if (!(error instanceof StorageError)) throw error;
      });
    }
    return null;
  });
}

/** Locks the vault at once. */
export async function lock(): Promise<void> {
  await withCredentialLock(forgetOpenVault);
}

/** Locks when nobody has used the extension for the time that the person set. */
export async function lockWhenIdle(context: WorkerContext): Promise<void> {
  await withCredentialLock(async () => {
    await readUnlessIdle(context);
  });
}

/** Begins the idle time anew, because the person did something; too late, it locks. */
export async function noteUse(context: WorkerContext): Promise<void> {
  await withCredentialLock(async () => {
    const open = await readUnlessIdle(context);
    if (open) await writeOpenVault({ ...open, usedAtMs: context.nowMs() });
  });
}

/** What opens the vault; null when it is locked, or is now because it was left unused for too long. */
async function readUnlessIdle({ nowMs }: WorkerContext): Promise<OpenVault | null> {
  const [open, { lockAfterMinutes }] = await Promise.all([readOpenVault(), readSettings()]);
  if (!open || !hasIdled(open, lockAfterMinutes, nowMs())) return open;
  await forgetOpenVault();
  return null;
}

/** What stands in the way of keeping credentials like this, before anything is sent for them; null when nothing does. */
export async function obstacleTo(
  context: WorkerContext,
  keeping: Keeping,
  passphrase: string | null,
): Promise<FailureReason | null> {
  // The form offers none that is not allowed, but an open page may not know of the policy yet.
  if (!isKeepingAllowed(await readPolicy(), keeping)) return 'keeping-forbidden';
  return keeping === 'encrypted' ? prepareVault(context, passphrase) : null;
}

/**
 * Sees that credentials can be sealed with `passphrase`. Returns what stands in the way, or null. Without a passphrase
 * only an open vault will do.
 */
async function prepareVault(
  context: WorkerContext,
  passphrase: string | null,
): Promise<FailureReason | null> {
  const { vault, key } = await readCredentials();
  if (vault && key !== null) return null;
  if (passphrase === null) return 'locked';
  if (vault) return unlock(context, passphrase);
  return passphrase.length < shortestPassphrase ? 'locked' : null;
}

/**
 * `stored` with an open vault: the one that is open, or a new one of `passphrase`. Null when it has locked meanwhile.
 * Under the lock for credentials.
 */
export async function withVault(
  { nowMs }: WorkerContext,
  stored: StoredCredentials,
  passphrase: string | null,
): Promise<StoredCredentials | null> {
  if (stored.vault) return stored.key === null ? null : stored;
  if (passphrase === null) return null;
  const kdf = newKdf();
  const key = await deriveKey(passphrase, kdf);
  // Before the vault is stored, so that what is sealed in it can be opened from then on.
  await writeOpenVault({ key, usedAtMs: nowMs() });
  return { ...stored, vault: { kdf, entries: {} }, key };
}

/** Seals everything anew under another passphrase and opens it. Rejects with a StorageError when nothing was changed. */
export async function changePassphrase(
  context: WorkerContext,
  current: string,
  next: string,
): Promise<VaultProblem> {
  return withCredentialLock(async () => {
    const { vault } = await readCredentials();
    if (!vault) return 'credentials-gone';
    const key = await deriveKey(current, vault.kdf);
    const entries = await openEntries(vault, key);
    if (!entries) return 'passphrase-wrong';
    await sealAnew({ key, usedAtMs: context.nowMs() }, entries, next);
    return null;
  });
}

/** Stores the vault with the `opened` entries sealed under `passphrase`, and opens it; when that is refused, all is as before. */
async function sealAnew(
  { usedAtMs }: OpenVault,
  opened: [string, string][],
  passphrase: string,
): Promise<void> {
  const before = await readOpenVault();
  const kdf = newKdf();
  const key = await deriveKey(passphrase, kdf);
  const entries: Vault['entries'] = {};
  for (const [id, text] of opened) entries[id] = await seal(key, id, text);
  // Locked between the two storages: a worker that is cut short here leaves no key that opens nothing.
  await forgetOpenVault();
  try {
    const { device } = await readCredentials();
    await updateState(async () => ({ also: await credentialWrites({ device, vault: { kdf, entries } }) }));
  } catch (error) {
    if (before) await writeOpenVault(before);
    throw error;
  }
  await writeOpenVault({ key, usedAtMs });
}

/** Every entry's text by connection id, or null when the key opens none. A damaged entry hides no other. */
async function openEntries({ entries }: Vault, key: string): Promise<[string, string][] | null> {
  const opened: [string, string][] = [];
  for (const [id, sealed] of Object.entries(entries)) {
    const text = await unseal(key, id, sealed);
    if (text !== null) opened.push([id, text]);
  }
  return opened.length > 0 ? opened : null;
}
